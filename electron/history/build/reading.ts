import type { Files, IndexFile } from '../../platform/ports.ts';
import { readNumbers, type SessionFiles, type SessionNumbers } from '../../rdiff-backup/rdiff-backup.ts';

/** What an index is made with: the files of the repository, and the SQLite file it is kept in. */
export type IndexTools = { files: Files; open: (path: string, options?: { readOnly?: boolean }) => IndexFile };

/** `data`: the folder with the files of `rdiff-backup-data`. `file`: where the index is kept. */
export type IndexPlace = { data: string; file: string };

/** How far reading has come, 0..1. */
export type IndexNews = { share: number };

/** A repository that an index is made of: its restore points and the sessions behind them, oldest first. */
export type Reading = IndexPlace & { good: readonly SessionFiles[]; interrupted: readonly SessionFiles[]; tell: (news: IndexNews) => void };

export const numbersOf = (tools: IndexTools, { data }: Reading, session: SessionFiles): Promise<SessionNumbers> =>
  readNumbers(tools.files, data, session);

const smallestStep = 0.01;
// Metadata packs about as well as this.
const packedWithin = 7;
/** Reading is so much of the whole; the rest is putting things in order. */
const readingShare = 0.9;

/** Tells how far reading has come, by the paths of the newest session or, where its statistics do not count them, by its bytes. */
export async function createProgress(tools: IndexTools, reading: Reading): Promise<(paths: number, bytes: number) => void> {
  const newest = reading.good.at(-1);
  const expected = newest ? (await numbersOf(tools, reading, newest)).files : null;
  const packed = (newest?.metadata?.size ?? 1) * packedWithin;
  let told = 0;
  return (paths, bytes) => {
    const share = readingShare * Math.min(1, expected === null ? bytes / packed : paths / (expected + 1));
    if (share < told + smallestStep) return;
    told = share;
    reading.tell({ share });
  };
}

/** Removes an index file with everything that SQLite puts beside it. */
export async function discard({ files }: IndexTools, file: string): Promise<void> {
  for (const ending of ['', '-journal', '-wal', '-shm']) await files.remove(`${file}${ending}`);
}
