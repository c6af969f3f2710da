import * as z from 'zod';
import { EntryPath } from './entry-path.ts';

/** One entry that is restored under another path: `from` in the source comes, with everything below it, to `to` in the target ('' is the target itself). */
export const Renamed = z.strictObject({ from: EntryPath, to: EntryPath });
export type Renamed = z.infer<typeof Renamed>;

/** Where the source has what the target gets at a path. What lies above a renamed entry stands for what the source has above it. */
export function sourcePath(renamed: Renamed | null, path: EntryPath): EntryPath {
  if (renamed === null) return path;
  const { from, to } = renamed;
  if (to === '') return path === '' ? from : `${from}/${path}`;
  if (path === to || path.startsWith(`${to}/`)) return from + path.slice(to.length);
  return from.slice(0, Math.max(0, from.lastIndexOf('/')));
}
