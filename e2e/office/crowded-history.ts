import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { statisticsOf } from './synthetic-repository-statistics.ts';
import { recordOf, stampOf } from './synthetic-repository.ts';

/** `counter.txt` is another at each of so many sessions; the folder `Letters` holds so many names. */
export const crowd = { sessions: 230, names: 10_001 };

export type CrowdedHistory = {
  repository: string;
  /** Epoch seconds of a session, counted from 1. */
  timeOf(session: number): number;
  /** Begins one more session as the tool does, and goes no further; answers its time. */
  interrupt(): Promise<number>;
};

/** Writes the records of a repository that has very much of everything. Nothing can be restored from it. The last session is of an hour ago. */
export async function writeCrowdedHistory(repository: string): Promise<CrowdedHistory> {
  const data = join(repository, 'rdiff-backup-data');
  await mkdir(join(data, 'increments'), { recursive: true });
  const newest = Math.floor(Date.now() / 1000) - 3600;
  const timeOf = (session: number) => newest - (crowd.sessions - session) * 86_400;
  const counter = (session: number) => fileOf('counter.txt', session, timeOf(session) - 60);
  for (let session = 1; session <= crowd.sessions; session += 1) {
    const stamp = stampOf(timeOf(session));
    const text = session === crowd.sessions ? newestListing(counter(session)) : counter(session);
    const kind = session === crowd.sessions ? 'snapshot' : 'diff';
    await writeFile(join(data, `mirror_metadata.${stamp}.${kind}.gz`), gzipSync(text, { level: 1 }));
    const counts = { files: crowd.names + 4, bytes: 1e6, newFiles: 0, newBytes: 0, deleted: 0, deletedBytes: 0 };
    const changed = { changed: 1, changedBytes: session };
    await writeFile(
      join(data, `session_statistics.${stamp}.data`),
      statisticsOf(timeOf(session), session === 1, { ...counts, ...changed }),
    );
  }
  const mark = (time: number) => writeFile(join(data, `current_mirror.${stampOf(time)}.data`), 'PID 4194303\n');
  await mark(newest);
  return {
    repository,
    timeOf,
    interrupt: async () => {
      await mark(newest + 1800);
      return newest + 1800;
    },
  };
}

const seen = { since: 1, until: Infinity };
const folderOf = (path: string) => recordOf(path, { ...seen, bytes: null, sha1: null, modified: 1_700_000_000 });
const fileOf = (path: string, bytes: number, modified: number) =>
  recordOf(path, { ...seen, bytes, sha1: bytes.toString(16).padStart(40, '0'), modified });

function newestListing(counter: string): string {
  const names = Array.from({ length: crowd.names }, (_, at) => `${at % 2 === 0 ? 'a' : 'B'}${String(at)}.eml`).sort();
  const letters = names.map((name, at) => fileOf(`Letters/${name}`, 1000 + ((at * 7919) % 5000), 1_700_000_000 + at));
  return [folderOf('.'), folderOf('Letters'), ...letters, counter, fileOf('notes.txt', 5, 1_700_000_000)].join('');
}
