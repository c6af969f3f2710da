import { join } from 'node:path';
import { Refusal } from '../contract/failure.ts';
import type { Job } from '../contract/job.ts';
import type { Clock, Files, Processes } from '../platform/ports.ts';
import { inspectRepository } from '../rdiff-backup/rdiff-backup.ts';

type Deps = { clock: Clock; files: Files; processes: Processes; home: string };

/**
 * Leads a repository on this machine out of the dead end: with anything at all in `increments`, the tool sees the interrupted session and
 * takes it back (reliability chapter 1, item 8). A copy of `rdiff-backup-data` is kept first. Refuses with `not-stuck`, `repository-busy`.
 */
export async function repairDeadEnd({ clock, files, processes, home }: Deps, job: Job): Promise<{ kept: string }> {
  const { host, path } = job.repository;
  if (host !== null || (await inspectRepository(files, path)).state !== 'dead-end') throw new Refusal('not-stuck', { job: job.name });
  if (processes.writersOf((await files.realPath(path)) ?? path, null).length > 0) throw new Refusal('repository-busy', { to: path });
  const data = join(path, 'rdiff-backup-data');
  const kept = join(home, 'kept', `${job.id}-${String(clock.now())}`);
  await files.makeFolder(join(home, 'kept'));
  await files.copyFolder(data, kept);
  await files.makeFolder(join(data, 'increments', 'modosu-repair'));
  return { kept };
}
