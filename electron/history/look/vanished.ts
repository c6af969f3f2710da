import { join } from 'node:path';
import type { EntryPath } from '../../contract/entry-path.ts';
import type { Files } from '../../platform/ports.ts';

/** Beyond, an increment may lie elsewhere under a number. */
const longestName = 200;

/**
 * Whether a repository on this machine has lost every trace of a path: neither the mirror has it nor is there an increment of it. Asked to
 * restore such a file, rdiff-backup 2.2 lists its folder for ever where nothing comes behind it. False also for what cannot be told.
 */
export async function isVanished(files: Pick<Files, 'info' | 'list' | 'text'>, repository: string, path: EntryPath): Promise<boolean> {
  const data = join(repository, 'rdiff-backup-data');
  const [folder, name] = [path.slice(0, Math.max(0, path.lastIndexOf('/'))), path.slice(path.lastIndexOf('/') + 1)];
  if (!path.isWellFormed() || Buffer.byteLength(name) > longestName) return false;
  if (await files.info(join(repository, path))) return false;
  // A folder of the mirror may have names of its own for everything.
  if (await files.text(join(data, 'chars_to_quote'), 1024)) return false;
  if (!(await files.info(data))) return false;
  const increments = (await files.list(join(data, 'increments', folder))) ?? [];
  return !increments.some((increment) => increment.startsWith(`${name}.`));
}
