import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Run } from '../../electron/contract/run.ts';
import { commandLine, descendants, processesWith, waitUntil } from './processes.ts';
import type { ModosuShell } from './shell.ts';

type Part = 'rdiff-backup' | 'ssh';

/** A `modosu run` that is at work, its files and its processes. */
export type LiveRun = {
  readonly id: number;
  readonly folder: string;
  /** The process of `modosu` itself. */
  readonly program: number;
  /** The process that leads the group of the step. */
  readonly leader: number;
  /** What `modosu run` answered in the end; a killed one has no run. */
  readonly ended: Promise<{ code: number | null; run: Run | undefined }>;
  /** rdiff-backup's progress lines so far. */
  progress(): string;
  /** The process of the step that is this program; `undefined` before it started and after it ended. */
  pidOf(part: Part): number | undefined;
};

/** Starts `modosu run` and resolves once its step has a process. */
export async function startRun(shell: ModosuShell, job: string, step: 'backup' | 'regress' = 'backup'): Promise<LiveRun> {
  const before = new Set(runsIn(shell.home));
  const child = shell.start('--json', 'run', job);
  const ended = answerOf(child);
  let over = false;
  void ended.then(() => (over = true));
  const found = () => runsIn(shell.home).find((id) => !before.has(id) && leaderOf(join(shell.home, 'runs', String(id)), step) > 0);
  await waitUntil(() => over || found() !== undefined, { what: `the ${step} of ${job} to start`, everyMs: 5, timeoutMs: 30_000 });
  const id = found();
  if (id === undefined || child.pid === undefined) throw new Error(`no ${step} of ${job} started: ${JSON.stringify(await ended)}`);
  const folder = join(shell.home, 'runs', String(id));
  const leader = leaderOf(folder, step);
  return {
    id,
    folder,
    program: child.pid,
    leader,
    ended,
    progress: () => read(join(folder, `${step}.out`)),
    pidOf: (part) => descendants(leader).find((pid) => isPart(pid, part)),
  };
}

/** True for a process of rdiff-backup (a script, so it comes second) or of ssh that has already become that program. */
export function isPart(pid: number, part: Part): boolean {
  const [first = '', second = ''] = commandLine(pid);
  return basename(first) === part || (first.includes('python') && basename(second) === part);
}

/** Watches how many programs of rdiff-backup work on a repository at the same time, and tells in the end. */
export function watchWriters(repository: string): { end(): number } {
  let most = 0;
  const timer = setInterval(() => (most = Math.max(most, writersOf(repository))), 60);
  return {
    end: () => {
      clearInterval(timer);
      return most;
    },
  };
}

// Counted by process group: a program that starts another one looks like two for an instant.
function writersOf(repository: string): number {
  const pids = processesWith(repository).filter((pid) => isPart(pid, 'rdiff-backup') && !commandLine(pid).includes('list'));
  const groups = pids.map((pid) => read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ')[2]);
  return new Set(groups.filter((group) => group !== undefined)).size;
}

const sigstop = 1n << 18n;

/** Holds a process where it is; it goes on once somebody has sent it a signal, which is then the first thing it meets. */
export async function heldUntilSignalled(pid: number | undefined): Promise<void> {
  if (pid === undefined) throw new Error('the process to be held has ended');
  process.kill(pid, 'SIGSTOP');
  // Until it has been met, the SIGSTOP is one of the signals that wait.
  const pending = () => (BigInt(`0x${/^ShdPnd:\s*([0-9a-f]+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? '0'}`) & ~sigstop) !== 0n;
  await waitUntil(pending, { what: 'a signal to be sent', timeoutMs: 9000 });
  process.kill(pid, 'SIGCONT');
}

/** Ends a process with certainty; false when it had ended by itself. */
export function kill(pid: number | undefined): boolean {
  try {
    // Pid 0 would be this program's own group.
    return pid !== undefined && pid > 0 && process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

async function answerOf(child: ChildProcess): Promise<{ code: number | null; run: Run | undefined }> {
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [code, said] = await Promise.all([closed, child.stdout ? text(child.stdout) : '', child.stderr ? text(child.stderr) : '']);
  return { code, run: said === '' ? undefined : (JSON.parse(said) as Run) };
}

function runsIn(home: string): number[] {
  const folder = join(home, 'runs');
  return existsSync(folder) ? readdirSync(folder).map(Number) : [];
}

const leaderOf = (folder: string, step: string): number => Number(read(join(folder, `${step}.pid`)));

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
