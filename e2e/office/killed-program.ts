import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RequestName } from '../../electron/contract/requests.ts';
import type { StepName } from '../../electron/contract/run.ts';

const child = fileURLToPath(new URL('asking-child.ts', import.meta.url));
export type Asked = { dir: string; request: RequestName; input: object };
export type Killing = Asked & { afterMs: number | StepName; withSteps: boolean };

/**
 * Starts a program on a home that asks for a run, and kills it after some ms, or as soon as a step begins; `withSteps`: with everything that works for it, as when the
 * machine itself goes down. Answers the run's number.
 */
export const killedProgram = ({ afterMs, withSteps, ...asked }: Killing): Promise<number> =>
  killedAt(asked, { withSteps, moment: (run) => (typeof afterMs === 'number' ? sleep(afterMs) : stepBegun(asked.dir, run, afterMs)) });

async function stepBegun(dir: string, run: number, step: StepName): Promise<void> {
  while (!existsSync(join(dir, 'home/runs', String(run), `${step}.pid`))) await sleep(2);
}

/** The same at a moment that has come once `moment` has ended; `path`: a folder in which the program looks for its tools first. */
export async function killedAt(
  { dir, request, input }: Asked,
  { moment, withSteps, path }: { moment: (run: number) => Promise<void>; withSteps: boolean; path?: string },
): Promise<number> {
  const env = path === undefined ? process.env : { ...process.env, PATH: `${path}:${process.env['PATH'] ?? ''}` };
  const program = spawn(process.execPath, [child, dir, request, JSON.stringify(input)], { stdio: ['ignore', 'pipe', 'inherit'], env });
  const closed = once(program, 'close');
  const id = Number(String((await once(program.stdout, 'data'))[0]));
  try {
    await moment(id);
  } finally {
    program.kill('SIGKILL');
    await closed;
    if (withSteps) killSteps(join(dir, 'home/runs', String(id)));
  }
  return id;
}

/** Kills the processes that a run has started, by the pids that they noted. */
function killSteps(folder: string): void {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  for (const file of files.filter((name) => name.endsWith('.pid'))) {
    try {
      process.kill(-Number(readFileSync(join(folder, file), 'utf8')), 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}
