import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { IndexUpdate } from './built-index.ts';

const run = promisify(execFile);
const options = { maxBuffer: 1024 * 1024 };
const program = fileURLToPath(new URL('build-index.ts', import.meta.url));

/** What became of an index and what that took: wall and processor seconds, and the most memory the process ever had, in 10^6 bytes. */
export type Built = IndexUpdate & { seconds: number; cpuSeconds: number; peakMB: number };

/** Brings an index up to date, or makes it anew, in a process of its own. */
export async function buildApart(repository: string, file: string, { rebuild }: { rebuild: boolean }): Promise<Built> {
  const { stdout } = await run(process.execPath, [program, repository, file, ...(rebuild ? ['anew'] : [])], options);
  return JSON.parse(stdout) as Built;
}

/** Does the same and kills the process after that many ms; answers whether it still ran. */
export async function buildKilled(repository: string, file: string, { rebuild, ms }: { rebuild: boolean; ms: number }): Promise<boolean> {
  const child = spawn(process.execPath, [program, repository, file, ...(rebuild ? ['anew'] : [])], { stdio: 'ignore' });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  await Promise.race([sleep(ms), ended]);
  child.kill('SIGKILL');
  const [code, signal] = await ended;
  if (code !== null && code !== 0) throw new Error(`building the index ended with ${String(code)}`);
  return signal === 'SIGKILL';
}
