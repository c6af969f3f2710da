import type { MetadataFile, SessionFiles, SessionNumbers } from '../../rdiff-backup/rdiff-backup.ts';
import type { IndexFile, SqlValue } from '../../platform/ports.ts';
import { edition } from '../tables.ts';

/**
 * A session as the index has it, with the marks of the files that it was read from. `isUnread`: its metadata has no mark of time, because the
 * disk would not give it.
 */
export type KnownSession = {
  number: number;
  time: number;
  isDamaged: boolean;
  isUnread: boolean;
  file: string | null;
  size: number | null;
  modified: number | null;
  proof: string | null;
};

/** What an index knows of itself: its sessions, oldest first, and the highest numbers that it has ever given. */
export type Known = { sessions: KnownSession[]; lastEntry: number; lastSession: number };

/** What an index knows; undefined when it is of another edition, or was never finished. Throws when it is no index. */
export function readKnown(index: IndexFile): Known | undefined {
  const about = new Map(
    index
      .prepare('SELECT key, value FROM about')
      .all()
      .map(({ key, value }) => [String(key), Number(value)]),
  );
  const lastEntry = about.get('lastEntry');
  const lastSession = about.get('lastSession');
  if (about.get('edition') !== edition || lastEntry === undefined || lastSession === undefined) return undefined;
  const rows = index.prepare('SELECT number, time, state, file, size, modified, proof FROM session ORDER BY number').all();
  const sessions = rows.map(({ state, ...row }) => {
    const isUnread = row['file'] !== null && row['modified'] === null;
    return { ...row, isDamaged: state === 'damaged', isUnread } as KnownSession;
  });
  return { sessions, lastEntry, lastSession };
}

/** Writes down what an index knows of itself beside its sessions. */
export function writeAbout(index: IndexFile, { lastEntry, lastSession }: Omit<Known, 'sessions'>): void {
  const put = index.prepare('INSERT OR REPLACE INTO about (key, value) VALUES (?, ?)');
  for (const [key, value] of Object.entries({ edition, lastEntry, lastSession })) put.run(key, String(value));
}

export type SessionRow = { number: number; isDamaged: boolean; isUnread: boolean; files: SessionFiles; numbers: SessionNumbers };

/** Writes down a session, over what was known of it. */
export function createSessionRows(index: IndexFile): (row: SessionRow) => void {
  const columns = [
    'seconds',
    'files',
    'bytes',
    'newFiles',
    'changedFiles',
    'deletedFiles',
    'changedBytes',
    'incrementBytes',
    'errors',
  ] as const;
  const put = index.prepare(
    `INSERT OR REPLACE INTO session (number, time, state, file, size, modified, proof, ${columns.join(', ')})
     VALUES (?, ?, ?, ?, ?, ?, ?${', ?'.repeat(columns.length)})`,
  );
  return ({ number, isDamaged, isUnread, files: { time, metadata, proof }, numbers }) => {
    const modified = isUnread ? null : (metadata?.modified ?? null);
    const marks: SqlValue[] = [metadata?.file ?? null, metadata?.size ?? null, modified, proof];
    put.run(number, time, isDamaged ? 'damaged' : 'good', ...marks, ...columns.map((column) => numbers[column]));
  };
}

/** True when a session's metadata is the very file that was read, or was to be read. */
export const isSameMetadata = ({ file, size, modified, isUnread }: KnownSession, metadata: MetadataFile | null): boolean =>
  metadata === null ? file === null : file === metadata.file && size === metadata.size && (isUnread || modified === metadata.modified);
