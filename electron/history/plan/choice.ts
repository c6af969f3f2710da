import { bytesOf, type EntryPath } from '../../contract/entry-path.ts';
import { sourcePath, type Renamed } from '../../contract/renamed.ts';

/** An entry on the way to what was chosen, or chosen itself with everything below it. Names and paths are bytes, as latin1. */
export type Choice = { entry: number; name: string; isWhole: boolean; inner: Map<string, Choice> };

/** The chosen paths as a tree, each once; what lies below a chosen one is not in it. `entryOf` knows the entry of each of them. */
export function choiceOf(paths: readonly EntryPath[], entryOf: (path: EntryPath) => number): Choice {
  const root: Choice = { entry: entryOf(''), name: '', isWhole: false, inner: new Map() };
  for (const path of paths) {
    let place = root;
    const names = path === '' ? [] : path.split('/');
    for (const [depth, text] of names.entries()) {
      if (place.isWhole) break;
      const name = bytesAsText(bytesOf(text));
      const next = place.inner.get(name) ?? {
        entry: entryOf(names.slice(0, depth + 1).join('/')),
        name,
        isWhole: false,
        inner: new Map<string, Choice>(),
      };
      place.inner.set(name, next);
      place = next;
    }
    place.isWhole = true;
    place.inner.clear();
  }
  return root;
}

/** The choice of an entry that gets another path: the target itself, or a name right in it. */
export function renamedChoice(renamed: Renamed, entryOf: (path: EntryPath) => number): Choice {
  const { from, to } = renamed;
  const whole = (name: string): Choice => ({ entry: entryOf(from), name, isWhole: true, inner: new Map() });
  if (to === '') return whole('');
  const name = bytesAsText(bytesOf(to));
  return { entry: entryOf(sourcePath(renamed, '')), name: '', isWhole: false, inner: new Map([[name, whole(name)]]) };
}

/** Bytes as latin1: one character each, in the order of the bytes. */
export const bytesAsText = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

/** What was chosen right below, in the order of the bytes of the names. */
export const inOrder = ({ inner }: Choice): Choice[] => [...inner.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
