import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ATTEMPTS = 20;

/** Mounts an empty memory disk of `sizeMiB` on `dir`, which is made when absent; needs root. */
export async function mountTmpfs(dir: string, sizeMiB: number): Promise<void> {
  await mkdir(dir, { recursive: true });
  await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeMiB}m,mode=0700`, 'tmpfs', dir]);
}

/** Gives the memory disk another size; its files stay. */
export async function growTmpfs(dir: string, sizeMiB: number): Promise<void> {
  await run('mount', ['-o', `remount,size=${sizeMiB}m`, dir]);
}

/** Takes the memory disk away with all its files, waiting a little for processes that are just ending. */
export async function unmountTmpfs(dir: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await run('umount', [dir]);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await sleep(100);
    }
  }
}
