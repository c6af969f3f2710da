import { join } from 'node:path';
import type { FetchDeps } from '../../ssh/ssh.ts';

/** A place for what is under way, inside a folder. What a program that has ended left of its own is thrown away. */
export async function scratchIn({ files, processes }: FetchDeps, folder: string): Promise<FetchDeps['scratch']> {
  const { self } = processes;
  for (const name of (await files.list(folder)) ?? []) {
    const [, pid = '', startTime = ''] = /^fetching-(\d+)-(\d+)$/.exec(name) ?? [];
    const isLeft = pid !== '' && (Number(pid) === self.pid || !processes.lives({ ...self, pid: Number(pid), startTime }));
    if (isLeft) await files.remove(join(folder, name));
  }
  const work = join(folder, `fetching-${String(self.pid)}-${self.startTime}`);
  return async (use) => {
    await files.makeFolder(work);
    try {
      await use(work);
    } finally {
      await files.remove(work);
    }
  };
}
