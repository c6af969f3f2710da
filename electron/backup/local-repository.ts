import type { Session } from '../contract/run.ts';
import { inspectRepository, sessionAt, type Repository } from '../rdiff-backup/rdiff-backup.ts';
import { halt, type Assignment, type BackupDeps, type Clearance, type Halt } from './context.ts';
import { isOurs, knowsNothing } from './identity.ts';
import { releaseMarkers } from './release-marker.ts';
import { lockState } from './repository-lock.ts';

const leastRoom = 1024 * 1024;
const sameSecondMs = 3000;

/** Checks the repository on this machine: is it ours, is it sound, is it free, is there room, is the clock sane. */
export async function checkLocalRepository(deps: BackupDeps, assignment: Assignment, tool: string): Promise<Clearance | Halt> {
  const { files, processes, clock } = deps;
  const { job, known } = assignment;
  const path = job.repository.path;
  const writer = async () => processes.writersOf((await files.realPath(path)) ?? path, null)[0];
  const before = await writer();
  if (before !== undefined) return halt('writer', { pid: before }, 'busy');
  const found = await inspectRepository(files, path);
  // What looks broken may be the work of somebody who has just begun.
  const after = found.state === 'healthy' ? undefined : await writer();
  if (after !== undefined) return halt('writer', { pid: after }, 'busy');
  const refusal = await strangeness(deps, assignment, found);
  if (refusal) return refusal;

  const first = found.markers.length === 0;
  const newest = found.markers.at(-1) ?? null;
  if (newest !== null && newest * 1000 > clock.now()) {
    // Two sessions in one second are refused by the tool; a second that is only just passing is waited for.
    if (newest * 1000 - clock.now() > sameSecondMs) return halt('clock', { newest, now: Math.floor(clock.now() / 1000) });
  }
  if (newest !== null && newest === Math.floor(clock.now() / 1000)) await clock.sleep(1100);

  const lastSession = found.markers[0] === undefined ? null : ((await sessionAt(files, path, found.markers[0])) ?? null);
  const room = await roomProblem(deps, path, lastSession ?? known.sessions[0] ?? null, found.snapshotSize);
  if (room) return room;
  if (first) await files.makeFolder(path);
  const lock = await lockState(deps, path);
  if (lock === 'taken') return halt('writer', {}, 'busy');
  const holder = found.state === 'interrupted' ? await releaseMarkers(deps, path) : undefined;
  if (holder !== undefined) return halt('writer', { pid: holder }, 'busy');
  return {
    kind: 'go',
    tool,
    first,
    regress: found.state === 'interrupted',
    newest,
    snapshotSize: found.snapshotSize,
    lockable: lock === 'free',
    lastSession,
  };
}

/** Why this path must not be written to; undefined when it is ours, or free for a first run. */
async function strangeness({ files }: BackupDeps, { job, known }: Assignment, found: Repository): Promise<Halt | undefined> {
  const path = job.repository.path;
  const blank = found.state === 'absent' || found.state === 'empty';
  if (found.state === 'not-folder') return halt('repository-not-folder', { path });
  if (found.state === 'foreign') return halt('repository-foreign', { path });
  if (found.state === 'never-completed' && found.locked) return halt('repository-locked', { path });
  const attempted = known.windows.length > 0;
  const ours = await isOurs(known, {
    times: [...new Set([...found.sessions, ...found.markers])],
    digestOf: async (time) => (await sessionAt(files, path, time))?.digest,
  });
  if (!knowsNothing(known)) {
    if (blank) return halt('repository-missing', { path });
    if (!ours) return halt('repository-unknown', { path, sessions: found.sessions.length });
  } else if (!blank && !ours && !job.adopt && !(found.state === 'never-completed' && attempted)) {
    return halt('repository-unknown', { path, sessions: found.sessions.length });
  }
  if (found.state === 'dead-end') return halt('dead-end', { path }, 'stuck');
  if (found.state === 'damaged') return halt('repository-damaged', { path });
  return undefined;
}

/** Room for as much as the last session added and for the new metadata, one mebibyte at least. */
async function roomProblem(
  { files }: BackupDeps,
  path: string,
  last: Session | null,
  snapshotSize: number | null,
): Promise<Halt | undefined> {
  const { free, freeInodes } = await files.space(path);
  const needed = Math.max(leastRoom, last?.destinationChange ?? 0) + 2 * (snapshotSize ?? 0);
  if (free < needed) return halt('disk-full', { path, free, needed });
  return freeInodes === 0 ? halt('disk-full', { path, free: 0, needed }) : undefined;
}
