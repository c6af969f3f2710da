import { isDrivable } from '../rdiff-backup/rdiff-backup.ts';
import { isInsideSource } from '../jobs/jobs.ts';
import { keyFileMode, writeSshFiles, serverCommand } from '../ssh/ssh.ts';
import { halt, type Assignment, type BackupDeps, type Clearance, type Halt } from './context.ts';
import { checkLocalRepository } from './local-repository.ts';
import { checkRemoteRepository } from './remote-repository.ts';

const homeNeeds = 8 * 1024 * 1024;

/** Everything that must be true before a byte is written. Writes nothing but the run's own folder. */
export async function preflight(deps: BackupDeps, assignment: Assignment): Promise<Clearance | Halt> {
  const { files, processes } = deps;
  const { job, host, folder, home } = assignment;

  const tool = processes.find('rdiff-backup');
  if (tool === undefined) return halt('tool-here', { reason: 'missing' });
  const version = await deps.toolVersion(tool);
  if (version === undefined || !isDrivable(version)) return halt('tool-here', { reason: 'version', version: version ?? '?' });
  if ((await files.space(home)).free < homeNeeds) return halt('home-full', { folder: home });

  if (host) {
    const problem = await keyFileMode(files, host.keyFile);
    if (problem) return halt(problem);
    await writeSshFiles(files, folder, host, serverCommand(host));
  }
  if (job.source.host === null) {
    const source = await files.info(job.source.path).catch(() => undefined);
    if (!source) return halt('source-missing');
    if (source.kind !== 'folder') return halt('source-not-folder');
  }
  if (await isInsideSource(files, job)) return halt('repository-inside-source');
  return job.repository.host === null ? checkLocalRepository(deps, assignment, tool) : checkRemoteRepository(deps, assignment, tool);
}
