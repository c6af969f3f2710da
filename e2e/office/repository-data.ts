import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The entries of a repository's `rdiff-backup-data`; none when there is no such folder. */
export const dataOf = (repository: string): Promise<string[]> => readdir(join(repository, 'rdiff-backup-data')).catch(() => []);

/** How many `current_mirror` markers a repository has: two while a session runs or after it was interrupted. */
export async function markersIn(repository: string): Promise<number> {
  return (await dataOf(repository)).filter((file) => file.startsWith('current_mirror.')).length;
}
