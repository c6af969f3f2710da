import type { Job } from '../contract/job.ts';
import type { Files } from '../platform/ports.ts';
import { anchored } from '../rdiff-backup/rdiff-backup.ts';

const within = (path: string, folder: string) => path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);

/** The real path, also of something that is not there yet: its nearest existing parent is resolved. */
async function resolved(files: Files, path: string): Promise<string> {
  const real = await files.realPath(path);
  if (real !== undefined || path === '/') return real ?? path;
  const cut = path.lastIndexOf('/');
  const parent = await resolved(files, path.slice(0, cut) || '/');
  return `${parent === '/' ? '' : parent}${path.slice(cut)}`;
}

/**
 * True when the repository lies in the source (symbolic links resolved, same machine) and no exclusion keeps it out: rdiff-backup would
 * copy the copy for ever.
 */
export async function isInsideSource(
  files: Files,
  { source, repository, selection }: Pick<Job, 'source' | 'repository' | 'selection'>,
): Promise<boolean> {
  if (source.host !== repository.host) return false;
  const local = source.host === null;
  const [from, to] = local
    ? await Promise.all([resolved(files, source.path), resolved(files, repository.path)])
    : [source.path, repository.path];
  if (!within(to, from)) return false;
  const first = selection.find(({ pattern }) => {
    const whole = anchored(pattern, from);
    return whole !== undefined && within(to, whole);
  });
  return first?.action !== 'exclude' || to === from;
}
