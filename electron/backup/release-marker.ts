import { join } from 'node:path';
import type { BackupDeps } from './context.ts';

const markerSlackMs = 1500;
const noPid = 2_147_483_646;

/**
 * The tool refuses to take a session back while any process has the pid that a marker names. A process that began after the marker was
 * written cannot be its writer, nor can one that has ended: then the marker is given a pid that no Linux process can have, the same as
 * a dead writer, and no `--force`. Answers the pid of a process that may be the writer.
 */
export async function releaseMarkers({ files, processes }: BackupDeps, path: string): Promise<number | undefined> {
  const data = join(path, 'rdiff-backup-data');
  for (const file of (await files.list(data)) ?? []) {
    if (!file.startsWith('current_mirror.')) continue;
    const marker = join(data, file);
    const pid = Number(/^PID\s*(\d+)/im.exec((await files.text(marker, 4096)) ?? '')?.[1]);
    const began = Number.isInteger(pid) ? processes.beganAt(pid) : undefined;
    if (began === undefined) continue;
    const written = (await files.info(marker))?.mtimeMs ?? 0;
    if (began <= written + markerSlackMs) return pid;
    await files.write(marker, `PID ${String(noPid)}\n`);
  }
  return undefined;
}
