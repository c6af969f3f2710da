import { Refusal } from '../../contract/failure.ts';
import { bytesOf, textOf } from '../../contract/entry-path.ts';
import type { IndexFile } from '../../platform/ports.ts';
import { rootEntry } from '../tables.ts';
import { perView, type View } from './view.ts';

const mostKept = 50_000;

/** What SQLite and V8 make of a byte that is not UTF-8: a name that holds it must be read once more as bytes. */
export const doubtful = '\ufffd';

export type Paths = ReturnType<typeof createPaths>;

/** The way from a path to its entry and back. */
export function createPaths(index: IndexFile) {
  const child = index.prepare('SELECT id FROM entry WHERE folder = ? AND name = ?');
  const parent = index.prepare('SELECT folder, CAST(name AS TEXT) AS text FROM entry WHERE id = ?');
  const bytes = index.prepare('SELECT name FROM entry WHERE id = ?');
  const kept = perView(() => ({ entries: new Map<string, number>(), paths: new Map<number, string>() }));

  /** The name of an entry, of which `text` is what SQLite says. */
  const nameOf = (id: number, text: string): string =>
    text.includes(doubtful) ? textOf((bytes.get(id) as { name: Uint8Array }).name) : text;

  /** The entry of a path; undefined for a path that no session has. */
  function find(view: View, path: string): number | undefined {
    if (path === '') return rootEntry;
    const { entries } = kept(view);
    const known = entries.get(path);
    if (known !== undefined) return known;
    const cut = path.lastIndexOf('/');
    const folder = find(view, cut < 0 ? '' : path.slice(0, cut));
    if (folder === undefined) return undefined;
    const id = child.get(folder, bytesOf(path.slice(cut + 1)))?.['id'] as number | undefined;
    if (id !== undefined) remember(entries, path, id);
    return id;
  }

  function pathOf(view: View, id: number): string {
    if (id === rootEntry) return '';
    const { paths } = kept(view);
    const known = paths.get(id);
    if (known !== undefined) return known;
    const row = parent.get(id) as { folder: number; text: string };
    const above = pathOf(view, row.folder);
    const path = above === '' ? nameOf(id, row.text) : `${above}/${nameOf(id, row.text)}`;
    remember(paths, id, path);
    return path;
  }

  return {
    nameOf,
    find,
    /** Refuses with `unknown-path`. */
    entryOf: (view: View, path: string): number => {
      const id = find(view, path);
      if (id === undefined) throw new Refusal('unknown-path', { path });
      return id;
    },
    pathOf,
  };
}

function remember<K, V>(map: Map<K, V>, key: K, value: V): void {
  if (map.size >= mostKept) map.clear();
  map.set(key, value);
}
