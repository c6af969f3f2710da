import { Refusal } from '../../contract/failure.ts';
import type { Changes, PathChange } from '../../contract/history.ts';
import type { IndexFile } from '../../platform/ports.ts';
import { createChangeLists, type ChangeList } from './change-list.ts';
import type { Paths } from './paths.ts';
import { createRecent } from './recent.ts';
import { stateColumns, stateOf, versionAt, type StateRow } from './state.ts';
import { perView, type View } from './view.ts';

export type ChangesInput = { from: number; to: number; path: string; offset: number; limit: number };
type Prefixed<P extends string> = { [K in keyof StateRow as `${P}${K}`]: StateRow[K] | null };
type Row = Prefixed<'o_'> & Prefixed<'n_'> & { place: number };

/**
 * What differs between two sessions at a path and below it, as `rdiff-backup list files --changed-since` tells it, in the order of path
 * components. The earlier session is `from` in the answer, whichever was asked first. Refuses with `unknown-path` what neither of them has.
 */
export function changesQuestion(index: IndexFile, paths: Paths) {
  const exists = index.prepare(`SELECT 1 FROM version v WHERE ${versionAt('v', '?1', '?2')}`);
  const states = index.prepare(`
    SELECT asked.key AS place, ${stateColumns('o', 'o_')}, ${stateColumns('n', 'n_')} FROM json_each(?1) asked
    LEFT JOIN version o ON ${versionAt('o', 'asked.value', '?2')}
    LEFT JOIN version n ON ${versionAt('n', 'asked.value', '?3')}`);
  const listOf = createChangeLists(index);
  const kept = perView(() => createRecent<ChangeList>(4));

  return (view: View, { from, to, path, offset, limit }: ChangesInput): Changes => {
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    const [older, newer] = [view.numberOf(first), view.numberOf(last)];
    const entry = paths.entryOf(view, path);
    if (!exists.get(entry, older) && !exists.get(entry, newer)) throw new Refusal('unknown-path', { path });
    const list = kept(view)(`${older} ${newer} ${entry}`, () => listOf(older, newer, entry));
    const page = list.entries.slice(offset, offset + limit);
    const rows = (states.all(JSON.stringify(page), older, newer) as Row[]).sort((one, other) => one.place - other.place);
    const entries = page.flatMap((id, at): PathChange[] => {
      const [row, change] = [rows[at], list.kinds[offset + at]];
      if (!row || !change) return [];
      const before = row.o_kind === null ? null : stateOf(stateRow(row, 'o_'), view.owners);
      const after = row.n_kind === null ? null : stateOf(stateRow(row, 'n_'), view.owners);
      return [{ path: paths.pathOf(view, id), change, before, after }];
    });
    return { from: first, to: last, ...list.sums, entries };
  };
}

const stateRow = (row: Row, prefix: 'o_' | 'n_'): StateRow => ({
  kind: row[`${prefix}kind`] ?? -1,
  size: row[`${prefix}size`],
  modified: row[`${prefix}modified`],
  mode: row[`${prefix}mode`],
  owner: row[`${prefix}owner`],
  sha1: row[`${prefix}sha1`],
  target: row[`${prefix}target`],
});
