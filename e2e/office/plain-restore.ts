import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { attributesOf } from './attributes.ts';
import { onlyBelow } from './chosen.ts';
import { manifestOf, type Manifest } from './manifest.ts';
import { rdiffBackup } from './rdiff-backup.ts';

/** What a tree is: its bytes, kinds, modes, times and links, and whose it is, with access control lists and extended attributes. */
export type Whole = { manifest: Manifest; attributes: Manifest };

export const wholeOf = async (dir: string): Promise<Whole> => ({ manifest: await manifestOf(dir), attributes: await attributesOf(dir) });

// It takes a path that ends so for an increment.
const likeIncrement = /\.(?:snapshot|dir|missing|diff|data)(?:\.gz)?$/;

/** Whether a path, bytes as latin1, can be told rdiff-backup as an argument: UTF-8, and nothing in it that it reads in its own way. */
export const isArgument = (path: string): boolean => {
  const bytes = Buffer.from(path, 'latin1');
  if (!bytes.equals(Buffer.from(bytes.toString('utf8'))) || path.includes('\\') || path.includes('::')) return false;
  return !likeIncrement.test(path) && !path.split('/').includes('rdiff-backup-data');
};

/** What plain rdiff-backup makes of one file or folder at a time, restored into an empty folder at the place that it had. */
export async function plainlyRestored(
  repository: string,
  { time, path, into }: { time: number; path: string; into: string },
): Promise<Whole> {
  const place = Buffer.from(path, 'latin1').toString('utf8');
  mkdirSync(dirname(join(into, place)), { recursive: true });
  await rdiffBackup(['restore', '--at', String(time), '--', join(repository, place), join(into, place)]);
  const { manifest, attributes } = await wholeOf(into);
  return { manifest: onlyBelow(manifest, [path]), attributes: onlyBelow(attributes, [path]) };
}
