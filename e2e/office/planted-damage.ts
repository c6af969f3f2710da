import { lstat, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseDataFile } from '../../electron/rdiff-backup/rdiff-backup.ts';
import type { Manifest } from './manifest.ts';
import type { Random } from './random.ts';
import { restoredDifferences } from './restore-check.ts';

export const damages = [
  'a flipped byte in a mirror file',
  'a flipped byte in an increment',
  'a truncated list of attributes',
  'a missing increment',
  'a missing mirror file',
  'a truncated listing',
] as const;
export type DamageKind = (typeof damages)[number];

/** What was broken: the bytes of a path as latin1, of a listing its session, or of a list of attributes its session and its name. */
export type Planted = { path: string } | { session: number; file?: string };

/** What is in repositories of folders that have such attributes, and were dressed with them. */
export const needsAttributes = (kind: DamageKind): boolean => kind === 'a truncated list of attributes';

/** Breaks one thing in a repository that some session needs; `past` is what each session must give back. */
export async function plantDamage(
  kind: DamageKind,
  repository: string,
  past: ReadonlyMap<number, Manifest>,
  numbers: Random,
): Promise<Planted> {
  switch (kind) {
    case 'a flipped byte in a mirror file': {
      const { file, path } = numbers.pick(await mirrorFiles(repository));
      await flip(file, numbers);
      return { path };
    }
    case 'a missing mirror file': {
      const { file, path } = numbers.pick(await mirrorFiles(repository));
      await rm(file);
      return { path };
    }
    case 'a flipped byte in an increment':
      return { path: await flipWhatMatters(repository, past, numbers) };
    case 'a missing increment': {
      const { file, path } = numbers.pick(await neededIncrements(repository, past));
      await rm(file);
      return { path };
    }
    case 'a truncated listing':
      return { session: (await truncateOneOf(['mirror_metadata'], repository, numbers)).session };
    case 'a truncated list of attributes':
      return truncateOneOf(['access_control_lists', 'extended_attributes'], repository, numbers);
    default:
      return kind satisfies never;
  }
}

type Found = { file: Buffer; path: string };

/** All regular files below a folder that hold something and have one name. */
async function filesBelow(root: string, folder = ''): Promise<Found[]> {
  const at = (path: string) => Buffer.concat([Buffer.from(root), Buffer.from(path === '' ? '' : `/${path}`, 'latin1')]);
  const names = (await readdir(at(folder), { encoding: 'buffer' })).map((name) => name.toString('latin1')).sort();
  const found: Found[] = [];
  for (const name of names) {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (path === 'rdiff-backup-data') continue;
    const stat = await lstat(at(path));
    if (stat.isDirectory()) found.push(...(await filesBelow(root, path)));
    else if (stat.isFile() && stat.size > 0 && stat.nlink === 1) found.push({ file: at(path), path });
  }
  return found;
}

const unquoted = (path: string, quoted: boolean) =>
  quoted ? path.replaceAll(/;(\d{3})/g, (_, code: string) => String.fromCharCode(Number(code))) : path;

async function isQuoted(repository: string): Promise<boolean> {
  const text = await readFile(join(repository, 'rdiff-backup-data/chars_to_quote')).catch(() => Buffer.alloc(0));
  return text.length > 0;
}

async function mirrorFiles(repository: string): Promise<Found[]> {
  const quoted = await isQuoted(repository);
  return (await filesBelow(repository)).map(({ file, path }) => ({ file, path: unquoted(path, quoted) }));
}

const increment = /^(.+)\.(\d{4}-\d\d-\d\dT\d\d[:-]\d\d[:-]\d\d(?:Z|[+-]\d\d[:-]\d\d))\.(?:diff|snapshot)(?:\.gz)?$/s;

/** Increments without which a session does not get back what it held: the next session of the path holds something else. */
async function neededIncrements(repository: string, past: ReadonlyMap<number, Manifest>): Promise<(Found & { time: number })[]> {
  const quoted = await isQuoted(repository);
  const times = [...past.keys()].sort((a, b) => a - b);
  const content = (time: number | undefined, path: string) =>
    past
      .get(time ?? 0)
      ?.get(path)
      ?.match(/sha256 (\S+)/)?.[1];
  return (await filesBelow(join(repository, 'rdiff-backup-data/increments'))).flatMap(({ file, path: name }) => {
    const [, path = '', stamp = ''] = increment.exec(unquoted(name, quoted)) ?? [];
    const time = parseDataFile(`current_mirror.${stamp}.data`, false)?.time ?? 0;
    const own = content(time, path);
    const isHardLink = past.get(time)?.get(path)?.includes('same inode as') === true;
    const next = times[times.indexOf(time) + 1];
    return own === undefined || isHardLink || own === content(next, path) ? [] : [{ file, path, time }];
  });
}

/** Flips one bit, and leaves the time of the file as it was; answers the bytes from before. */
async function flip(file: Buffer, numbers: Random): Promise<Buffer> {
  const [bytes, stat] = [await readFile(file), await lstat(file)];
  const flipped = Buffer.from(bytes);
  const at = numbers.int(0, flipped.length - 1);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << numbers.int(0, 7));
  await writeFile(file, flipped);
  await utimes(file, stat.atime, stat.mtime);
  return bytes;
}

const mostTries = 50;

/**
 * Flips a bit of an increment so that something is lost. Not every bit counts: a name in the head of a gzip file, or the head of a difference
 * to nothing, may be anything. Plain rdiff-backup has the say: it does not give back the session that the increment is for.
 */
async function flipWhatMatters(repository: string, past: ReadonlyMap<number, Manifest>, numbers: Random): Promise<string> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const { file, path, time } = numbers.pick(await neededIncrements(repository, past));
    const stat = await lstat(file);
    const before = await flip(file, numbers);
    const manifest = past.get(time) ?? new Map<string, string>();
    const lost = await restoredDifferences({ repository, time, manifest, scratchDir: dirname(repository) }).catch((error: unknown) => [
      String(error),
    ]);
    if (lost.length > 0) return path;
    await writeFile(file, before);
    await utimes(file, stat.atime, stat.mtime);
  }
  throw new Error('no bit of any increment matters');
}

/** Cuts one of the files that record entries in half; answers its session and its name. */
async function truncateOneOf(bases: readonly string[], repository: string, numbers: Random): Promise<{ session: number; file: string }> {
  const data = join(repository, 'rdiff-backup-data');
  const quoted = await isQuoted(repository);
  const all = (await readdir(data)).flatMap((file) => {
    const found = parseDataFile(file, quoted);
    return found && bases.includes(found.base) ? [{ file, time: found.time }] : [];
  });
  const sizes = await Promise.all(all.map(async (one) => ({ ...one, bytes: await readFile(join(data, one.file)) })));
  const { file, time, bytes } = numbers.pick(sizes.filter((one) => one.bytes.length > 40));
  // One that is not packed and ends with a line is as whole as any.
  const half = bytes.subarray(0, bytes.length >> 1);
  await truncate(join(data, file), half.at(-1) === 10 ? half.length - 1 : half.length);
  return { session: time, file };
}
