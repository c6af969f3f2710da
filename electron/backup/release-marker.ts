import { join } from 'node:path';
import { markerPid } from '../rdiff-backup/rdiff-backup.ts';
import type { BackupDeps } from './context.ts';

const markerSlackMs = 1500;

/**
 * The tool refuses to take a session back while a process with its writer's pid lives. A process that began after the marker was written
 * cannot be that writer: then the marker is given a pid that no Linux process can have, the same as a dead writer, and no `--force`.
 * Answers the pid of a process that may be the writer.
 */
export async function releaseMarker({ files, processes }: BackupDeps, path: string, time: number): Promise<number | undefined> {
  const pid = await markerPid(files, path, time);
  const began = pid === undefined ? undefined : processes.beganAt(pid);
  if (pid === undefined || began === undefined) return undefined;
  const data = join(path, 'rdiff-backup-data');
  for (const file of (await files.list(data)) ?? []) {
    if (!file.startsWith('current_mirror.')) continue;
    const marker = join(data, file);
    if (!new RegExp(`^PID\\s*${String(pid)}\\s*$`, 'm').test((await files.text(marker, 4096)) ?? '')) continue;
    const written = (await files.info(marker))?.mtimeMs ?? 0;
    if (began <= written + markerSlackMs) return pid;
    await files.write(marker, 'PID 2147483646\n');
  }
  return undefined;
}
