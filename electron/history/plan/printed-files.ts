import { textOf, type EntryPath } from '../../contract/entry-path.ts';
import type { IndexFile } from '../../platform/ports.ts';
import { printedName } from '../../rdiff-backup/rdiff-backup.ts';
import { createViews } from '../questions/view.ts';
import { kindCodes, rootEntry } from '../tables.ts';
import { walk } from './walk.ts';

/**
 * Files of a session as rdiff-backup printed them. `wrong`: with the digest recorded, where that is known. `stopped`: the last file that a
 * reading of all was through with, and how many those were; null where it came to its end.
 */
export type PrintedNames = {
  session: number;
  wrong: readonly { name: string; sha1: string | null }[];
  stopped: { name: string | null; count: number } | null;
};
/** The paths that the names stand for, null for one that the session does not have; and the file at which the reading stopped. */
export type PrintedFiles = { wrong: (EntryPath | null)[]; stoppedAt: EntryPath | null };

/** Finds printed names in the index. One that may stand for several files is the first of them, or the nearest to where it was printed. */
export function printedFiles(index: IndexFile, { session, wrong, stopped }: PrintedNames): PrintedFiles {
  const number = createViews(index)().numberOf(session);
  const found: (EntryPath | null)[] = wrong.map(() => null);
  const places = Map.groupBy(wrong.keys(), (at) => wrong[at]?.name ?? '');
  let nearest = stopped?.name === null ? 0 : Infinity;
  let isNext = nearest === 0;
  let stoppedAt: EntryPath | null = null;
  let count = 0;

  for (const { path: bytes, state } of walk(index, number, { entry: rootEntry, name: '', isWhole: true, inner: new Map() })) {
    if (state?.kind !== kindCodes.file) continue;
    count += 1;
    const raw = Buffer.from(bytes, 'latin1');
    const name = printedName(raw);
    const isRecorded = state.sha1 !== null || state.links !== null;
    const place = places
      .get(name)
      ?.find((at) => found[at] === null && (wrong[at]?.sha1 === null || state.sha1 === null || wrong[at]?.sha1 === state.sha1));
    if (place !== undefined) found[place] = textOf(raw);
    else if (isNext && isRecorded) {
      stoppedAt = textOf(raw);
      isNext = false;
    }
    if (stopped && name === stopped.name && Math.abs(count - stopped.count) <= nearest) {
      nearest = Math.abs(count - stopped.count);
      [isNext, stoppedAt] = [true, null];
    }
  }
  return { wrong: found, stoppedAt: stopped ? stoppedAt : null };
}
