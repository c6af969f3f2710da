import { inspectRepository, isDrivable, causeOf, rootIncrements, sessionAt } from '../rdiff-backup/rdiff-backup.ts';
import { keyFileMode, serverCommand, writeSshFiles } from '../ssh/ssh.ts';
import { halt, type Assignment, type BackupDeps, type Halt } from './context.ts';
import { isOurs } from './identity.ts';
import { listRemote } from './remote-repository.ts';

/** A job's world as far as a look at its repository needs it. */
export type Scene = Pick<Assignment, 'job' | 'host' | 'folder' | 'known'>;

/** What stands in a repository. Epoch seconds, oldest first; the last session is the mirror. */
export type Content = {
  /** One marker: no session was interrupted, none is being written. */
  whole: boolean;
  sessions: number[];
  /** Those of them that `remove increments` goes by. */
  increments: number[];
};
export type Sight = Content & { kind: 'seen'; tool: string };

/** Looks at a repository before anything is removed from it: is it ours, is it free, what stands in it. Changes nothing there. */
export async function seeRepository(deps: BackupDeps, scene: Scene): Promise<Sight | Halt> {
  const { files, processes } = deps;
  const { job, host, folder, known } = scene;
  const { repository } = job;

  const tool = processes.find('rdiff-backup');
  if (tool === undefined) return halt('tool-here', { reason: 'missing' });
  const version = await deps.toolVersion(tool);
  if (version === undefined || !isDrivable(version)) return halt('tool-here', { reason: 'version', version: version ?? '?' });
  if (host && repository.host !== null) {
    const problem = await keyFileMode(files, host.keyFile);
    if (problem) return halt(problem);
    await writeSshFiles(files, folder, host, serverCommand(host));
  }
  if (repository.host === null) {
    const writer = processes.writersOf((await files.realPath(repository.path)) ?? repository.path, null)[0];
    if (writer !== undefined) return halt('writer', { pid: writer }, 'busy');
  }
  const content = await contentOf(deps, scene, tool);
  if ('kind' in content) return content;
  const digestOf = async (time: number) =>
    repository.host === null ? (await sessionAt(files, repository.path, time))?.digest : Promise.resolve(null);
  const ours = await isOurs(known, { times: content.sessions, digestOf });
  return ours
    ? { kind: 'seen', tool, ...content }
    : halt('repository-unknown', { path: repository.path, sessions: content.sessions.length });
}

/** What stands in a repository now. */
export async function contentOf(deps: BackupDeps, { job, folder }: Scene, tool: string): Promise<Content | Halt> {
  return job.repository.host === null ? contentHere(deps, job.repository.path) : contentThere(deps, { job, folder }, tool);
}

async function contentHere({ files }: BackupDeps, path: string): Promise<Content | Halt> {
  const found = await inspectRepository(files, path);
  const mirror = found.markers[0];
  if (mirror === undefined) return halt('repository-missing', { path });
  if (found.state === 'damaged') return halt('repository-damaged', { path });
  const increments = (await rootIncrements(files, path)).filter((time) => time < mirror);
  // What an interrupted removal has left of a session has one or the other.
  const sessions = [...new Set([...found.sessions, ...increments, mirror])].sort((a, b) => a - b);
  return { whole: found.state === 'healthy', sessions, increments };
}

async function contentThere(deps: BackupDeps, { job, folder }: Pick<Scene, 'job' | 'folder'>, tool: string): Promise<Content | Halt> {
  const { listing, stderr } = await listRemote(deps, folder, job.repository, tool);
  if (listing.kind === 'none') return halt('repository-missing', { path: job.repository.path });
  if (listing.kind !== 'unreadable')
    return { whole: listing.kind === 'healthy', sessions: listing.times, increments: listing.times.slice(0, -1) };
  const known = causeOf(stderr);
  const line = known?.line ?? stderr.trim().split('\n').at(-1) ?? '';
  return known?.cause === 'writer' ? halt('writer', { line }, 'busy') : halt(known?.cause ?? 'unknown', { line });
}
