import { rdiffBackup } from './rdiff-backup.ts';

/**
 * The paths that rdiff-backup lists for a time, in its own order, `.` first. It prints names raw, so that one with newlines comes as several
 * lines, and U+FFFD for what is not UTF-8: what is compared with it goes through `printedLines`.
 */
export async function toolListing(repository: string, time: number | 'now'): Promise<string[]> {
  return linesOf(await rdiffBackup(['list', 'files', '--at', String(time), '--', repository]));
}

/** The same, or undefined where the tool refuses: a session that was killed while it wrote a difference leaves two files for one time. */
export async function toolListingIfAny(repository: string, time: number): Promise<string[] | undefined> {
  try {
    return await toolListing(repository, time);
  } catch (error) {
    if (error instanceof Error && error.message.includes('has a duplicate timestamp date')) return undefined;
    throw error;
  }
}

/** What rdiff-backup says has changed between a time and now: `new`, `deleted` or `changed` in seven columns, a blank, the path. */
export async function toolChanges(repository: string, time: number): Promise<string[]> {
  return linesOf(await rdiffBackup(['list', 'files', '--changed-since', String(time), '--', repository]));
}

/** Paths, their bytes read as latin1, as lines that rdiff-backup would print for them. */
export function printedLines(paths: Iterable<string>, before = ''): string[] {
  return Array.from(paths, (path) => before + Buffer.from(path, 'latin1').toString('utf8')).flatMap((text) => text.split('\n'));
}

/** The order of rdiff-backup: by the bytes of the names, one after another, so that `a/b` stands before `a b`. Bytes read as latin1. */
export function byComponents(a: string, b: string): number {
  // A slash is lower than any byte of a name once it is turned into the NUL that no name has.
  const [left, right] = [sortKey(a), sortKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

const sortKey = (path: string): string => (path === '.' ? '' : path.replaceAll('/', '\0'));

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
