import type { FolderEntry } from '../../../electron/contract/history.ts';
import { pathOf } from '../history/place.ts';

/** What is known of a folder: how many entries it has, and those that were asked for already. */
export type Listing = { total: number; entryAt: (index: number) => FolderEntry | undefined };

/** A line of the tree; the source itself is the first. `entry` is undefined while it is not there yet, and then it has no path. */
export type TreeRow = { path: string; folder: string; index: number; level: number; entry: FolderEntry | undefined };

const source: TreeRow = { path: '', folder: '', index: -1, level: 1, entry: undefined };

/** Whether a line can be opened: folders, and what may be one. */
export const isFolder = ({ path, entry }: TreeRow): boolean =>
  path === '' ? entry === undefined : entry !== undefined && (entry.state === null || entry.state.kind === 'folder');

/** All lines of a tree, the entries of open folders below them. */
export function treeRows(open: ReadonlySet<string>, listings: ReadonlyMap<string, Listing>): TreeRow[] {
  const rows: TreeRow[] = [source];
  const list = (folder: string, level: number) => {
    const listing = open.has(folder) ? listings.get(folder) : undefined;
    for (let index = 0; index < (listing?.total ?? 0); index += 1) {
      const entry = listing?.entryAt(index);
      const path = entry === undefined ? unknownPath : pathOf(folder, entry.name);
      rows.push({ path, folder, index, level, entry });
      if (entry !== undefined && open.has(path)) list(path, level + 1);
    }
  };
  list('', 2);
  return rows;
}

// No entry has such a name.
const unknownPath = '/';

/** The line of the folder that a line is in. */
export function rowAbove(rows: readonly TreeRow[], at: number): number {
  const level = rows[at]?.level ?? 1;
  for (let index = at - 1; index >= 0; index -= 1) if ((rows[index]?.level ?? 0) < level) return index;
  return at;
}
