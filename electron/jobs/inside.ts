import type { Job } from '../contract/job.ts';
import type { Files } from '../platform/ports.ts';

const within = (path: string, folder: string) => path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);

/** The real path, also of something that is not there yet: its nearest existing parent is resolved. */
async function resolved(files: Files, path: string): Promise<string> {
  const real = await files.realPath(path);
  if (real !== undefined || path === '/') return real ?? path;
  const cut = path.lastIndexOf('/');
  const parent = await resolved(files, path.slice(0, cut) || '/');
  return `${parent === '/' ? '' : parent}${path.slice(cut)}`;
}

/** The path below the source that a pattern without any glob names; undefined for every other pattern. */
function literalPath(pattern: string, source: string): string | undefined {
  if (/[*?[\\]/.test(pattern) || pattern.startsWith('ignorecase:')) return undefined;
  const path = pattern.replace(/\/{2,}/g, '/').replace(/([^])\/$/, '$1');
  if (!path.startsWith('/')) return `/${path}`;
  return within(path, source) ? path.slice(source === '/' ? 0 : source.length) : undefined;
}

/**
 * True when the repository lies in the source (symbolic links resolved, same machine) and no plain exclusion keeps it out: rdiff-backup
 * would copy the copy for ever. An inclusion by a glob in front of the exclusion could take it in again, so it counts as doing so.
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
  if (!within(to, from) || to === from) return to === from;
  const below = from === '/' ? to : to.slice(from.length);
  const deciding = selection.find(({ action, pattern }) => {
    const path = literalPath(pattern, source.path);
    return path === undefined ? action === 'include' : within(below, path);
  });
  return deciding?.action !== 'exclude';
}
