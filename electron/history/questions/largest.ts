import type { RankedFile } from '../../contract/history.ts';
import type { IndexFile } from '../../platform/ports.ts';
import { kindCodes } from '../tables.ts';
import type { Paths } from './paths.ts';
import { createRecent } from './recent.ts';
import { stateColumns, stateOf, versionAt, type StateRow } from './state.ts';
import type { Spans } from './versions.ts';
import { perView, type View } from './view.ts';

export type LargestInput = { session: number; by: 'size' | 'versions'; offset: number; limit: number };
export type Largest = { session: number; files: RankedFile[] };

/**
 * The files of a session that are largest, or that have had the most states over all sessions. A file that never changed is not among
 * those that change most. What comes behind `offset` of them is found as what comes before it is.
 */
export function largestQuestion(index: IndexFile, paths: Paths, spans: Spans) {
  const file = String(kindCodes.file);
  const bySize = index.prepare(`
    SELECT v.entry FROM version v WHERE v.since <= ?1 AND v.until > ?1 AND v.kind = ${file}
    ORDER BY v.size DESC, v.entry LIMIT ?2`);
  // One version at most begins with the first session, so that counting the others needs their small index alone.
  const byVersions = index.prepare(`
    SELECT entry, count(*) + 1 AS most FROM version INDEXED BY versionBySince WHERE since > 1 GROUP BY entry ORDER BY most DESC, entry`);
  const at = index.prepare(`SELECT ${stateColumns('v')} FROM version v WHERE ${versionAt('v', '?1', '?2')} AND v.kind = ${file}`);
  const kept = perView(() => createRecent<RankedFile[]>(8));

  const ranked = (view: View, entry: number, row: StateRow): RankedFile => ({
    path: paths.pathOf(view, entry),
    state: stateOf(row, view.owners),
    versions: spans(view, entry).length,
  });
  const stateAt = (entry: number, number: number) => at.get(entry, number) as StateRow | undefined;

  function mostChanging(view: View, number: number, limit: number): RankedFile[] {
    const found: { entry: number; file: RankedFile }[] = [];
    const inOrder = () => found.sort((one, other) => other.file.versions - one.file.versions || one.entry - other.entry).slice(0, limit);
    let least = 1;
    for (const { entry, most } of byVersions.iterate() as Iterable<{ entry: number; most: number }>) {
      // `most` is never less than what a person would count: nothing behind this changes more than what was found.
      if (most < 2 || (found.length >= limit && most <= least)) break;
      const row = stateAt(entry, number);
      if (row === undefined) continue;
      const next = ranked(view, entry, row);
      if (next.versions < 2) continue;
      found.push({ entry, file: next });
      if (found.length % limit === 0) {
        found.splice(0, Infinity, ...inOrder());
        least = found[limit - 1]?.file.versions ?? 1;
      }
    }
    return inOrder().map((one) => one.file);
  }

  return (view: View, { session, by, offset, limit }: LargestInput): Largest => {
    const number = view.numberOf(session);
    const most = offset + limit;
    const files = kept(view)(`${session} ${by} ${most}`, () =>
      by === 'versions'
        ? mostChanging(view, number, most)
        : bySize.all(number, most).flatMap(({ entry }) => {
            const row = stateAt(entry as number, number);
            return row === undefined ? [] : [ranked(view, entry as number, row)];
          }),
    );
    return { session, files: files.slice(offset) };
  };
}
