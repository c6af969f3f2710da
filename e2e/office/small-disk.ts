import { execFile } from 'node:child_process';
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Mounts an empty ext4 disk of a file in `dir`, without room that is kept for root, and answers where; needs root. */
export async function mountSmallDisk(dir: string, sizeMiB: number): Promise<string> {
  const [image, disk] = [join(dir, 'image'), join(dir, 'disk')];
  await writeFile(image, '');
  await truncate(image, sizeMiB << 20);
  await run('mkfs.ext4', ['-q', '-m', '0', '-b', '4096', '-N', '4096', image]);
  await mkdir(disk);
  await run('mount', ['-o', 'loop', image, disk]);
  return disk;
}
