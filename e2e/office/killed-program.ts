import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RequestName } from '../../electron/contract/requests.ts';
import type { StepName } from '../../electron/contract/run.ts';

const child = fileURLToPath(new URL('asking-child.ts', import.meta.url));
export type Killing = { dir: string; request: RequestName; input: object; afterMs: number | StepName; withSteps: boolean };

/**
 * Starts a program on a home that asks for a run, and kills it after some ms, or as soon as a step begins; `withSteps`: with everything that works for it, as when the
 * machine itself goes down. Answers the run's number.
 */
export async function killedProgram({ dir, request, input, afterMs, withSteps }: Killing): Promise<number> {
  const program = spawn(process.execPath, [child, dir, request, JSON.stringify(input)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(program, 'close');
  const id = Number(String((await once(program.stdout, 'data'))[0]));
  const folder = join(dir, 'home/runs', String(id));
  if (typeof afterMs === 'number') await sleep(afterMs);
  else while (!existsSync(join(folder, `${afterMs}.pid`))) await sleep(2);
  program.kill('SIGKILL');
  await closed;
  if (withSteps) killSteps(folder);
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
