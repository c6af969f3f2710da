import type { Manifest } from './manifest.ts';

/** What a manifest has of some paths, with the folders above them; hard links to what was not chosen are files of their own. */
export function chosen(manifest: Manifest, paths: readonly string[]): Manifest {
  if (paths.includes('')) return manifest;
  const isAbove = (path: string) => path === '.' || paths.some((one) => one.startsWith(`${path}/`));
  return regrouped([...manifest].filter(([path]) => isAbove(path) || isIn(path, paths)));
}

/** The same without the folders above. */
export const onlyBelow = (manifest: Manifest, paths: readonly string[]): Manifest =>
  regrouped([...manifest].filter(([path]) => isIn(path, paths)));

const isIn = (path: string, paths: readonly string[]) => paths.some((one) => path === one || path.startsWith(`${one}/`));

function regrouped(kept: readonly [string, string][]): Manifest {
  const groups = Map.groupBy(kept, ([, line]) => groupOf(line));
  return new Map(kept.map(([path, line]) => [path, linkedTo(line, groups.get(groupOf(line))?.map(([member]) => member) ?? [])]));
}

const groupNote = / same inode as (.*)$/s;
const groupOf = (line: string): string | undefined => groupNote.exec(line)?.[1];
const linkedTo = (line: string, members: readonly string[]): string => {
  if (groupOf(line) === undefined) return line;
  return members.length > 1 ? line.replace(groupNote, () => ` same inode as ${members.toSorted()[0] ?? ''}`) : line.replace(groupNote, '');
};
