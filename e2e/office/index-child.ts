import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { IndexUpdate } from './built-index.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('build-index.ts', import.meta.url));

/** What became of an index and what that took: wall and processor seconds, and the most memory the process ever had, in 10^6 bytes. */
export type Built = IndexUpdate & { seconds: number; cpuSeconds: number; peakMB: number };

/** Brings an index up to date, or makes it anew, in a process of its own. */
export async function buildApart(repository: string, file: string, { rebuild }: { rebuild: boolean }): Promise<Built> {
  const { stdout } = await run(process.execPath, [program, repository, file, ...(rebuild ? ['anew'] : [])], { maxBuffer: 1024 * 1024 });
  return JSON.parse(stdout) as Built;
}
