import { join } from 'node:path';
import type { Job } from '../contract/job.ts';
import type { Session } from '../contract/run.ts';
import { inspectRepository, markerPid, sessionAt, type Repository } from '../rdiff-backup/rdiff-backup.ts';
import { halt, type Assignment, type BackupDeps, type Clearance, type Halt } from './context.ts';
import { lockedExit } from './judge.ts';
import { isOurs, knowsNothing } from './identity.ts';

const leastRoom = 1024 * 1024;
const sameSecondMs = 3000;

/** Checks the repository on this machine: is it ours, is it sound, is it free, is there room, is the clock sane. */
export async function checkLocalRepository(deps: BackupDeps, assignment: Assignment, tool: string): Promise<Clearance | Halt> {
  const { files, processes, clock } = deps;
  const { job, known } = assignment;
  const path = job.repository.path;
  const found = await inspectRepository(files, path);

  const writers = processes.writersOf((await files.realPath(path)) ?? path, null);
  if (writers.length > 0) return halt('writer', { pid: writers[0] ?? 0 }, 'busy');
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
  if (found.state === 'interrupted') await releaseMarker(deps, path, found.markers.at(-1) ?? 0);
  if (first) await files.makeFolder(path);
  const lock = await lockState(deps, path);
  if (lock === 'taken') return halt('writer', {}, 'busy');
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

/**
 * The tool refuses to take a session back while a process with its writer's pid lives. When that pid now belongs to something that is not
 * rdiff-backup, the marker is given a pid that no Linux process can have: the same as a dead writer, and no `--force`.
 */
async function releaseMarker({ files, processes }: BackupDeps, path: string, time: number): Promise<void> {
  const pid = await markerPid(files, path, time);
  if (pid === undefined || !processes.markOf(pid)) return;
  const data = join(path, 'rdiff-backup-data');
  for (const file of (await files.list(data)) ?? []) {
    if (!file.startsWith('current_mirror.')) continue;
    const text = (await files.text(join(data, file), 4096)) ?? '';
    if (new RegExp(`^PID\\s*${String(pid)}\\s*$`, 'm').test(text)) await files.write(join(data, file), 'PID 2147483646\n');
  }
}

/** Whether the repository's folder can be locked with flock(1): not every network file system lets a folder be. */
async function lockState({ processes }: BackupDeps, path: string): Promise<'free' | 'taken' | 'impossible'> {
  const flock = processes.find('flock');
  if (flock === undefined) return 'impossible';
  const answer = await processes.run({
    file: flock,
    args: ['--nonblock', '--conflict-exit-code', String(lockedExit), path, 'true'],
    cwd: '/',
    timeoutMs: 10_000,
  });
  if (answer.code === lockedExit) return 'taken';
  return answer.code === 0 ? 'free' : 'impossible';
}

/** A command under the lock of its repository: held by the tool itself, so it lasts exactly as long as the tool lives. */
export function guarded(
  { processes }: BackupDeps,
  { repository }: Job,
  { lockable }: Clearance,
  args: [string, ...string[]],
): [string, ...string[]] {
  const flock = lockable ? processes.find('flock') : undefined;
  return flock === undefined
    ? args
    : [flock, '--no-fork', '--nonblock', '--conflict-exit-code', String(lockedExit), repository.path, ...args];
}
