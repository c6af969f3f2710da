import { join } from 'node:path';
import { visible } from '../contract/words/visible.ts';
import type { Files } from '../platform/ports.ts';
import type { Scene } from './context.ts';
import { lostOf, namedInReport, type Staged } from './report.ts';

/**
 * Writes the names of all that could not be brought back into the folder of the run, a line each, where its report names only the first of
 * them; answers that file.
 */
export async function keepLostNames(
  { files }: { files: Pick<Files, 'write'> },
  { folder }: Pick<Scene, 'folder'>,
  staged: Pick<Staged, 'extracted' | 'refused'>,
): Promise<string | undefined> {
  const lost = lostOf(staged);
  if (lost.length <= namedInReport) return undefined;
  const file = join(folder, 'not-restored.txt');
  await files.write(file, lost.map(([{ path }]) => `${visible(path)}\n`).join(''));
  return file;
}
