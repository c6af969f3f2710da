import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Host } from '../contract/host.ts';
import type { Job } from '../contract/job.ts';
import { placeOf } from '../contract/location.ts';
import type { Settings } from '../contract/settings.ts';
import type { Files } from '../platform/ports.ts';

/**
 * Where the past of one job stands: `data` is the folder with the files of its repository's `rdiff-backup-data`, the repository's own or, of
 * one on a host, a kept copy; `attributes` is the one with those that record access control lists and extended attributes; `file` is the
 * index, which can be thrown away at any time. `by` is how the copy comes here: as files, or by rdiff-backup itself.
 */
export type Shelf = { job: Job; host: Host | null; data: string; attributes: string; file: string; by: 'files' | 'tool' };

/** The folder of all indexes. */
export const historyFolder = (home: string): string => join(home, 'history');

/** The names in that folder that belong to a job: its index with what SQLite puts beside it, and its kept copies. */
export const shelfName = ({ repository }: Job): string => createHash('sha256').update(placeOf(repository)).digest('hex').slice(0, 24);

export function shelfOf(job: Job, { hosts }: Pick<Settings, 'hosts'>, home: string): Shelf {
  const host = hosts.find(({ id }) => id === job.repository.host) ?? null;
  const place = join(historyFolder(home), shelfName(job));
  const own = join(job.repository.path, 'rdiff-backup-data');
  const folders = host ? { data: `${place}.kept`, attributes: `${place}.attributes` } : { data: own, attributes: own };
  return { job, host, ...folders, file: `${place}.db`, by: 'files' };
}

/** The same repository, on a host whose key may run rdiff-backup and nothing else: what a restore has to know comes by that. */
export const shelfByTool = (shelf: Shelf): Shelf => {
  const place = shelf.file.slice(0, -'.db'.length);
  return { ...shelf, data: `${place}.brought`, attributes: `${place}.brought`, file: `${place}.brought.db`, by: 'tool' };
};

/** Takes away what belongs to no job any more. What is there is read before the jobs are, so that nothing of a new one is taken. */
export async function sweepShelves(files: Pick<Files, 'list' | 'remove'>, home: string, settings: () => Promise<Settings>): Promise<void> {
  const folder = historyFolder(home);
  const there = (await files.list(folder)) ?? [];
  const wanted = new Set((await settings()).jobs.map(shelfName));
  for (const name of there) if (!wanted.has(name.split('.')[0] ?? '')) await files.remove(join(folder, name));
}
