import { join } from 'node:path';
import type { FileInfo, Files } from '../platform/ports.ts';
import { readNumbers, type SessionNumbers } from './data-folder-numbers.ts';
import { parseDataFile, type DataFile } from './stamp.ts';

/** A file of `mirror_metadata`, with its size in bytes and its time in ms. */
export type MetadataFile = { file: string; kind: 'snapshot' | 'diff'; size: number; modified: number };

/**
 * A session that `rdiff-backup-data` tells of. `interrupted`: newer than the oldest marker, no restore point. `metadata` null: it has none
 * that could be read. `proof`: size and time of its statistics.
 */
export type SessionFiles = {
  time: number;
  state: 'good' | 'interrupted';
  metadata: MetadataFile | null;
  proof: string | null;
  statistics: string | null;
  errorLog: string | null;
};

export type FoundSession = SessionNumbers & Pick<SessionFiles, 'time' | 'state' | 'metadata' | 'proof'>;

/** What a folder `rdiff-backup-data` holds, the increments of the root folder among it. */
export async function listDataFiles(files: Files, data: string): Promise<DataFile[]> {
  const quoted = ((await files.text(join(data, 'chars_to_quote'), 4096)) ?? '').length > 0;
  return ((await files.list(data)) ?? []).flatMap((file) => {
    const found = parseDataFile(file.replace(/^(increments\..+)\.dir$/, '$1.data'), quoted);
    return found ? { ...found, file } : [];
  });
}

/**
 * Where one of these is, rdiff-backup sees a session (`MirrorStruct.get_increment_times`). Statistics alone, as a removal that was killed may
 * leave them, are none to it; but in a copy that was kept without increments, they stand for these.
 */
const signsIn = (found: readonly DataFile[]): ReadonlySet<string> =>
  new Set(['mirror_metadata', 'current_mirror', found.some(({ base }) => base === 'increments') ? 'increments' : 'session_statistics']);

/** Whether it is no first backup that did not end when a repository without a marker has metadata of these times: that leaves one at most. */
export const isMarkerLost = (times: ReadonlySet<number>): boolean => times.size > 1;

/** What is said of it. */
export const lostMarker = 'rdiff-backup-data: the file current_mirror is missing, which says which session is the newest';

/** The `proof` of statistics that are there and were not looked at. */
export const unseenProof = '';

/**
 * The sessions that a folder tells of, oldest first, by names, sizes and times alone. None when no session was ever completed; fails when
 * there are sessions and nothing that says which is the newest. `proofs`: of how many, counted from the newest, the statistics are looked at.
 */
export async function listSessions(files: Files, data: string, proofs = Infinity): Promise<SessionFiles[]> {
  const found = await listDataFiles(files, data);
  const markers = found.filter(({ base }) => base === 'current_mirror').map(({ time }) => time);
  if (markers.length === 0) {
    if (isMarkerLost(new Set(found.flatMap(({ base, time }) => (base === 'mirror_metadata' ? time : []))))) throw new Error(lostMarker);
    return [];
  }
  // With two markers, the newer session runs or has failed.
  const newest = Math.min(...markers);
  const times = new Map<number, DataFile[]>();
  for (const file of found) times.set(file.time, [...(times.get(file.time) ?? []), file]);
  const signs = signsIn(found);
  const sessions = [...times.entries()].filter(([, some]) => some.some(({ base }) => signs.has(base))).sort(([a], [b]) => a - b);
  return Promise.all(
    sessions.map(async ([time, some], at) => {
      const statistics = preferred(some, 'session_statistics');
      const isLookedAt = statistics === undefined || at >= sessions.length - proofs;
      const [metadata, proof] = await Promise.all([
        metadataOf(files, data, some),
        isLookedAt ? proofOf(files, data, statistics) : unseenProof,
      ]);
      const errorLog = preferred(some, 'error_log')?.file ?? null;
      return { time, state: time <= newest ? 'good' : 'interrupted', metadata, proof, statistics: statistics?.file ?? null, errorLog };
    }),
  );
}

/** The sessions that the files of a folder `rdiff-backup-data` tell of, oldest first. */
export async function readSessions(files: Files, data: string): Promise<FoundSession[]> {
  const sessions: FoundSession[] = [];
  for (const session of await listSessions(files, data)) {
    const { time, state, metadata, proof } = session;
    sessions.push({ time, state, metadata, proof, ...(await readNumbers(files, data, session)) });
  }
  return sessions;
}

/** The one that counts where a session has several: a snapshot before a difference, then by name. */
function preferred(some: readonly DataFile[], base: string): DataFile | undefined {
  const rank = ({ kind }: DataFile) => (kind === 'diff' ? 1 : 0);
  const own = some.filter((file) => file.base === base);
  return own.sort((a, b) => rank(a) - rank(b) || (a.file < b.file ? 1 : -1))[0];
}

async function metadataOf(files: Files, data: string, some: readonly DataFile[]): Promise<MetadataFile | null> {
  const found = preferred(some, 'mirror_metadata');
  if (!found || found.kind === 'data') return null;
  const info = await files.info(join(data, found.file));
  // A pipe would never end, and a link may lead anywhere.
  if (info?.kind !== 'file') return null;
  return { file: found.file, kind: found.kind === 'snapshot' ? 'snapshot' : 'diff', size: info.size, modified: info.mtimeMs };
}

async function proofOf(files: Files, data: string, statistics: DataFile | undefined): Promise<string | null> {
  const info: FileInfo | undefined = statistics && (await files.info(join(data, statistics.file)));
  return info ? `${info.size} ${info.mtimeMs}` : null;
}
