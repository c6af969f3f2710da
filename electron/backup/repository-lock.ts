import type { Job } from '../contract/job.ts';
import type { BackupDeps, Clearance } from './context.ts';
import { lockedExit } from './judge.ts';

/**
 * Whether the repository's folder can be locked with flock(1): not every network file system lets a folder be. A folder that could be is
 * not tried again; that somebody holds it is then said by the run itself.
 */
export async function lockState({ files, processes, facts }: BackupDeps, path: string): Promise<'free' | 'taken' | 'impossible'> {
  const flock = processes.find('flock');
  if (flock === undefined) return 'impossible';
  const key = `lockable ${(await files.info(path))?.inode ?? path}`;
  if (facts.fact(key) !== undefined) return 'free';
  const probe = ['--nonblock', '--conflict-exit-code', String(lockedExit), lockOf(path), 'true'];
  const answer = await processes.run({ file: flock, args: probe, cwd: '/', timeoutMs: 10_000 });
  if (answer.code === lockedExit) return 'taken';
  if (answer.code !== 0) return 'impossible';
  facts.keepFact(key, 'yes');
  return 'free';
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
    : [flock, '--no-fork', '--nonblock', '--conflict-exit-code', String(lockedExit), lockOf(repository.path), ...args];
}

/** With its slash, flock(1) can only open a folder that is there; without, it would make a file in the place of one that is gone. */
const lockOf = (path: string) => `${path}/`;

/** Takes the folder of a first run away again when nothing came to lie in it and nobody else has begun to use it. */
export async function removeUnused({ processes }: BackupDeps, path: string): Promise<void> {
  const [flock, rmdir] = [processes.find('flock'), processes.find('rmdir')];
  if (flock === undefined || rmdir === undefined) return;
  await processes.run({ file: flock, args: ['--nonblock', lockOf(path), rmdir, '--', path], cwd: '/', timeoutMs: 10_000 });
}
