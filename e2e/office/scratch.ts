import { execFile } from 'node:child_process';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ATTEMPTS = 5;

export type Scratch = { dir: string; remove(): Promise<void> };

/** A new private folder (mode 0700) that `remove` deletes whole, whatever the modes and names inside. */
export async function scratch(prefix: string): Promise<Scratch> {
  const dir = await mkdtemp(join(tmpdir(), `${prefix}-`));
  await chmod(dir, 0o700);
  return { dir, remove: () => removeTree(dir) };
}

/** Deletes a folder and all in it, also unreadable folders and names that are not UTF-8; an absent one is fine. */
export async function removeTree(dir: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // Node decodes names as UTF-8 and loses the invalid ones; rm works on the raw bytes.
      await run('rm', ['-rf', '--one-file-system', '--', dir]);
      return;
    } catch (cause) {
      if (attempt === ATTEMPTS) throw new Error(`could not remove ${dir}`, { cause });
      await run('chmod', ['-R', 'u+rwX', '--', dir]).catch(() => undefined);
      await sleep(100 * attempt);
    }
  }
}
