import { join } from 'node:path';
import type { Files } from '../platform/ports.ts';
import { listDataFiles } from './data-folder.ts';
import { smallText } from './data-folder-numbers.ts';
import { parseStatistics } from './statistics.ts';

const dataFolder = 'rdiff-backup-data';
const maxText = 64 * 1024;

/**
 * The increments of a local repository's root folder, epoch seconds, oldest first. `remove increments` goes by them alone: a session that
 * changed nothing has none.
 */
export async function rootIncrements(files: Files, path: string): Promise<number[]> {
  const times = (await listDataFiles(files, join(path, dataFolder))).filter(({ base }) => base === 'increments').map(({ time }) => time);
  return [...new Set(times)].sort((a, b) => a - b);
}

/**
 * Gives a session the increment of the root folder that it had, or would have had with a change: without one, `remove increments` does not
 * see what an interrupted removal has left of it. It says only that the root was a folder. Answers whether it could.
 */
export async function giveRootIncrement(files: Files, path: string, time: number): Promise<boolean> {
  const stamp = (await listDataFiles(files, join(path, dataFolder)))
    .find((file) => file.base !== 'increments' && file.time === time)
    ?.file.split('.')[1];
  if (stamp === undefined) return false;
  await files.write(join(path, dataFolder, `increments.${stamp}.dir`), '');
  return true;
}

/** About how many bytes of increments go with the oldest sessions up to one: each was written by the session after it. */
export async function incrementBytes(files: Files, path: string, successors: readonly number[]): Promise<number> {
  const wanted = new Set(successors);
  let bytes = 0;
  for (const { base, time, file } of await listDataFiles(files, join(path, dataFolder))) {
    if (base !== 'session_statistics' || !wanted.has(time)) continue;
    const text = await smallText(files, join(path, dataFolder, file), maxText);
    bytes += (text === undefined ? undefined : parseStatistics(text, time))?.incrementBytes ?? 0;
  }
  return bytes;
}
