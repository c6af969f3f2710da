import { join } from 'node:path';
import type { NotSaved, Session } from '../contract/run.ts';
import type { Files } from '../platform/ports.ts';
import { listDataFiles } from './data-folder.ts';
import { smallText } from './data-folder-numbers.ts';
import { parseNotSaved } from './not-saved.ts';
import { parseStatistics } from './statistics.ts';

/**
 * What a local path holds. `interrupted`: two markers, the tool can take the newer session back. `dead-end`: two markers and no
 * increment, where `regress` sees nothing to do and every backup fails (reliability chapter 1, item 8).
 */
export type RepositoryState =
  'absent' | 'not-folder' | 'empty' | 'foreign' | 'never-completed' | 'healthy' | 'interrupted' | 'dead-end' | 'damaged';

export type Repository = {
  state: RepositoryState;
  /** Times of the `current_mirror` markers, epoch seconds, oldest first. */
  markers: number[];
  /** Sessions with statistics, oldest first, up to the oldest marker: the restore points that are proved. */
  sessions: number[];
  /** Size in bytes of the newest complete metadata snapshot; null when there is none. */
  snapshotSize: number | null;
  /** A `lock.yml` of API 201 lies there. */
  locked: boolean;
};

const dataFolder = 'rdiff-backup-data';
const maxText = 4 * 1024 * 1024;

/** Reads the state of a local repository from its own files; changes nothing. */
export async function inspectRepository(files: Files, path: string): Promise<Repository> {
  const blank: Repository = { state: 'absent', markers: [], sessions: [], snapshotSize: null, locked: false };
  const info = await files.info(path);
  if (!info) return blank;
  // rdiff-backup does not follow a link here either.
  if (info.kind !== 'folder') return { ...blank, state: 'not-folder' };
  const entries = (await files.list(path)) ?? [];
  if (!entries.includes(dataFolder)) return { ...blank, state: entries.length === 0 ? 'empty' : 'foreign' };

  const data = join(path, dataFolder);
  const found = await listDataFiles(files, data);
  const timesOf = (base: string) => [...new Set(found.filter((file) => file.base === base).map((file) => file.time))].sort((a, b) => a - b);
  const markers = timesOf('current_mirror');
  const newest = markers[0];
  const snapshot = found.find((file) => file.base === 'mirror_metadata' && file.kind === 'snapshot' && file.time === newest);
  return {
    state: await stateOf(files, data, markers.length),
    markers,
    sessions: newest === undefined ? [] : timesOf('session_statistics').filter((time) => time <= newest),
    snapshotSize: snapshot ? ((await files.info(join(data, snapshot.file)))?.size ?? null) : null,
    locked: (await files.info(join(data, 'lock.yml'))) !== undefined,
  };
}

async function stateOf(files: Files, data: string, markers: number): Promise<RepositoryState> {
  if (markers === 0) return 'never-completed';
  if (markers === 1) return 'healthy';
  if (markers > 2) return 'damaged';
  const increments = await files.list(join(data, 'increments'));
  return increments === undefined || increments.length === 0 ? 'dead-end' : 'interrupted';
}

async function textOf(files: Files, path: string, base: string, time: number): Promise<string | undefined> {
  const data = join(path, dataFolder);
  const file = (await listDataFiles(files, data)).find((entry) => entry.base === base && entry.time === time);
  return file && (await smallText(files, join(data, file.file), maxText));
}

/** The statistics of one session; undefined when there are none or they are not whole. */
export async function sessionAt(files: Files, path: string, time: number): Promise<Session | undefined> {
  const text = await textOf(files, path, 'session_statistics', time);
  return text === undefined ? undefined : parseStatistics(text, time);
}

/** The files that a session could not save, as its own `error_log` names them. */
export async function notSavedAt(files: Files, path: string, time: number): Promise<NotSaved[]> {
  const text = await textOf(files, path, 'error_log', time);
  // With `--null-separator` the tool ends each entry with NUL.
  return (text ?? '').split(/[\n\0]/).flatMap((line) => parseNotSaved(line) ?? []);
}

/** Size of the metadata snapshot that a running session writes, in bytes: it grows with every file that has been passed. */
export async function growingSnapshot(files: Files, path: string, newerThan: number): Promise<number | undefined> {
  const data = join(path, dataFolder);
  const growing = (await listDataFiles(files, data)).find(
    (file) => file.base === 'mirror_metadata' && file.kind === 'snapshot' && file.time > newerThan,
  );
  return growing && (await files.info(join(data, growing.file)))?.size;
}
