import { bytesOf, type EntryPath } from '../../contract/entry-path.ts';
import type { IndexFile } from '../../platform/ports.ts';
import { kindCodes, rootEntry } from '../tables.ts';

const dataFolder = bytesOf('rdiff-backup-data');

/**
 * Whether rdiff-backup could lose its way to a path that it is given as an argument: it climbs up from there to the first folder that holds
 * `rdiff-backup-data`, so a copy of another repository inside this one would be taken for it (and written to), also through what is a link by
 * now. True also for a path that the index does not know.
 */
export function isNested(index: IndexFile, path: EntryPath): boolean {
  const entry = index.prepare('SELECT id FROM entry WHERE folder = ? AND name = ?');
  const other = index.prepare('SELECT 1 FROM version WHERE entry = ? AND kind <> ? LIMIT 1');
  const names = path === '' ? [] : path.split('/');
  let folder = rootEntry;
  for (const [depth, name] of names.entries()) {
    const id = entry.get(folder, bytesOf(name))?.['id'];
    if (typeof id !== 'number' || entry.get(id, dataFolder)) return true;
    if (depth < names.length - 1 && other.get(id, kindCodes.folder)) return true;
    folder = id;
  }
  return false;
}
