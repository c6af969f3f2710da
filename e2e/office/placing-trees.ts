import { createHash } from 'node:crypto';
import {
  chmodSync,
  lchownSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs';
import { utimesSync, writeFileSync, type BigIntStats } from 'node:fs';
import type { Random } from './random.ts';

/** From relative path, the raw bytes read as latin1 and '' for the tree itself, to all that a placing must keep or bring. */
export type Snapshot = Map<string, Entry>;
type Entry = { kind: string; inode: string; attributes: string; time: string; content: string };

const names = ['a', 'b', 'c', 'new\nline', 'back\\slash', 'not utf-8 \xff', 'x::y', '-dash', ' ', '\u65e5'].map((name) =>
  name.charCodeAt(0) > 255 ? Buffer.from(name).toString('latin1') : name,
);
const bytes = (path: string) => Buffer.from(path, 'latin1');
export const below = (dir: string, path: string) => bytes(path === '' ? dir : `${dir}/${path}`);

type Filling = { random: Random; depth: number; most: number; linkTo: string; owner: number };

/** Fills a folder with files, folders, links, fifos and hard links at random; two fillings collide in every way. */
export function fillAtRandom(dir: string, filling: Filling): void {
  fill(dir, filling, []);
}

function fill(dir: string, filling: Filling, files: string[]): void {
  const { random, depth, most, linkTo, owner } = filling;
  for (const name of new Set(Array.from({ length: random.int(files.length === 0 ? most : 0, most) }, () => random.pick(names)))) {
    const path = `${dir}/${name}`;
    const time = random.int(1_000_000_000, 1_700_000_000);
    const kind = random.int(0, 11);
    // Some names are folders nearly always: the deeper two trees meet, the more there is to do.
    if (kind < (name.length === 1 ? 10 : 2) && depth > 0) {
      mkdirSync(bytes(path));
      fill(path, { ...filling, depth: depth - 1 }, files);
    } else if (kind >= 10) {
      symlinkSync(random.pick([linkTo, '..', `${linkTo}/precious`, 'nowhere']), bytes(path));
    } else if (kind === 9 && files.length > 0) {
      linkSync(bytes(random.pick(files)), bytes(path));
      continue;
    } else {
      writeFileSync(bytes(path), random.bytes(random.int(0, 40)));
      files.push(path);
    }
    if (process.getuid?.() === 0) lchownSync(bytes(path), owner, owner);
    if (lstatSync(bytes(path)).isSymbolicLink()) continue;
    chmodSync(bytes(path), random.pick(lstatSync(bytes(path)).isDirectory() ? [0o755, 0o700, 0o555, 0o2750] : [0o644, 0o600, 0o444]));
    utimesSync(bytes(path), time, time);
  }
}

/** Gives a folder the attributes of one that was made at random. */
export function dress(dir: string, owner: number, time: number): void {
  if (process.getuid?.() === 0) lchownSync(bytes(dir), owner, owner);
  chmodSync(bytes(dir), 0o750);
  lutimesSync(bytes(dir), time, time);
}

/** Everything in a tree: kinds, inodes, attributes, times to the nanosecond (not of links) and bytes. */
export function snapshotOf(dir: string): Snapshot {
  const found: Snapshot = new Map();
  const look = (path: string) => {
    const full = below(dir, path);
    const stat = lstatSync(full, { bigint: true });
    found.set(path, entryOf(full, stat));
    if (!stat.isDirectory()) return;
    for (const name of readdirSync(full, { encoding: 'buffer' })) {
      look(path === '' ? name.toString('latin1') : `${path}/${name.toString('latin1')}`);
    }
  };
  look('');
  return new Map([...found].sort(([a], [b]) => comparePaths(a, b)));
}

function entryOf(path: Buffer, stat: BigIntStats): Entry {
  const attributes = `${(stat.mode & 0o7777n).toString(8)} ${stat.uid} ${stat.gid}`;
  const base = { inode: String(stat.ino), attributes, time: stat.isSymbolicLink() ? '' : String(stat.mtimeNs) };
  if (stat.isDirectory()) return { kind: 'd', ...base, content: '' };
  if (stat.isSymbolicLink()) return { kind: 'l', ...base, content: readlinkSync(path, { encoding: 'buffer' }).toString('latin1') };
  return { kind: 'f', ...base, content: readFileSync(path).toString('latin1') };
}

function comparePaths(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    if (left[at] !== right[at]) return (left[at] as string) < (right[at] as string) ? -1 : 1;
  }
  return left.length - right.length;
}

type Wish = {
  kind: string;
  path: string;
  size?: string;
  hash?: string;
  time?: string;
  mode?: string;
  target?: string;
  links?: string;
  way?: string;
};

/** One record of a plan; text is latin1 for bytes. */
export function planRecord(
  { kind, path, size = '', hash = '', time = '', mode = '', target = '', links = '', way = 'm' }: Wish,
  owner = 0,
): Buffer {
  const fields = [kind, path, size, hash, time, mode, String(owner), String(owner), '', '', target, links, way];
  return bytes(fields.map((field) => `${field}\0`).join(''));
}

/** The plan that wishes for all of a tree. */
export function planFor(tree: Snapshot): Buffer {
  return Buffer.concat([...tree].map(([path, entry]) => recordOf(path, entry)));
}

function recordOf(path: string, { kind, content, time, attributes }: Entry): Buffer {
  const [mode = '', owner = ''] = attributes.split(' ');
  const common = { kind, path, time: time.slice(0, -9), mode: String(parseInt(mode, 8)) };
  if (kind === 'l') return planRecord({ ...common, time: '', mode: '', target: content, way: '-' }, Number(owner));
  if (kind === 'd') return planRecord({ ...common, way: '-' }, Number(owner));
  const hash = createHash('sha1').update(bytes(content)).digest('hex');
  return planRecord({ ...common, size: String(content.length), hash }, Number(owner));
}

/** What a target must be once everything of a tree is placed in it. */
export function mergedTree(target: Snapshot, staged: Snapshot, exact: boolean): Snapshot {
  const merged: Snapshot = new Map();
  for (const [path, entry] of target) {
    if (!staged.has(path) && !exact && ancestors(path).every((above) => isFolderIn(target, staged, above))) merged.set(path, entry);
  }
  for (const [path, entry] of staged) {
    const old = target.get(path);
    const stays = old && isFolderIn(target, staged, path) && ancestors(path).every((above) => isFolderIn(target, staged, above));
    merged.set(path, stays ? { ...entry, inode: old.inode } : entry);
  }
  return new Map([...merged].sort(([a], [b]) => comparePaths(a, b)));
}

/** Whether what is at a path of the target stays a folder that things may remain in. */
const isFolderIn = (target: Snapshot, staged: Snapshot, path: string) =>
  target.get(path)?.kind === 'd' && (staged.get(path)?.kind ?? 'd') === 'd';

const ancestors = (path: string): string[] =>
  path === ''
    ? []
    : [
        '',
        ...path
          .split('/')
          .slice(0, -1)
          .map((_, at, steps) => steps.slice(0, at + 1).join('/')),
      ];

/** The counts that a person would confirm: what is replaced and what an exact copy removes, each with all that lies below it. */
export function confirmedFor(target: Snapshot, staged: Snapshot, exact: boolean): { replace: number; remove: number } {
  const reached = ([path]: [string, Entry]) => path !== '' && ancestors(path).every((above) => target.get(above)?.kind === 'd');
  const replace = [...staged].filter(
    ([path, entry]) =>
      target.has(path) &&
      reached([path, entry]) &&
      ancestors(path).every((above) => staged.get(above)?.kind === 'd') &&
      !isFolderIn(target, staged, path),
  );
  const extras = [...target].filter(([path]) => !staged.has(path) && ancestors(path).every((above) => staged.get(above)?.kind === 'd'));
  const withBelow = (found: [string, Entry][]) =>
    [...target.keys()].filter((path) => found.some(([top]) => path === top || path.startsWith(`${top}/`))).length;
  return { replace: withBelow(replace), remove: exact ? withBelow(extras) : 0 };
}
