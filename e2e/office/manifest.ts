import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** From relative path, the raw bytes read as latin1, to everything a restore must bring back. */
export type Manifest = Map<string, string>;

const IGNORED = 'rdiff-backup-data';
const AT_ONCE = 16;
const WHOLE_BYTES = 1024 * 1024;

/** Describes every file, folder and link below `dir` and `dir` itself (`.`), without a repository's own data. */
export async function manifestOf(dir: string): Promise<Manifest> {
  const root = Buffer.from(dir);
  const stats = new Map<string, Stats>([['.', await lstat(root)]]);
  await collect(root, '', stats);

  const paths = [...stats.keys()].sort();
  const firstLinks = hardLinkGroups(paths, stats);
  const described: string[] = [];
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    const batch = paths.slice(at, at + AT_ONCE);
    described.push(...(await Promise.all(batch.map((path) => describe(below(root, path), stats.get(path) as Stats)))));
  }
  return new Map(paths.map((path, at) => [path, `${described[at]}${linkNote(firstLinks.get(path))}`]));
}

/** One readable line for each path that is not the same in both; empty when nothing differs. */
export function differences(a: Manifest, b: Manifest): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].sort().flatMap((path) => {
    const [left, right] = [a.get(path), b.get(path)];
    if (left === right) return [];
    const name = JSON.stringify(Buffer.from(path, 'latin1').toString('utf8'));
    if (right === undefined) return [`${name} only in the first: ${left}`];
    if (left === undefined) return [`${name} only in the second: ${right}`];
    return [`${name} first: ${left} | second: ${right}`];
  });
}

async function collect(root: Buffer, folder: string, into: Map<string, Stats>): Promise<void> {
  const names = await readdir(below(root, folder), { encoding: 'buffer' });
  for (const raw of names) {
    const name = raw.toString('latin1');
    if (folder === '' && name === IGNORED) continue;
    const path = folder === '' ? name : `${folder}/${name}`;
    const stat = await lstat(below(root, path));
    into.set(path, stat);
    if (stat.isDirectory()) await collect(root, path, into);
  }
}

async function describe(path: Buffer, stat: Stats): Promise<string> {
  const mode = (stat.mode & 0o7777).toString(8).padStart(4, '0');
  const mtime = Math.floor(stat.mtimeMs / 1000);
  // rdiff-backup keeps neither mode nor time of a symbolic link.
  if (stat.isSymbolicLink()) return `link to ${(await readlink(path, { encoding: 'buffer' })).toString('latin1')}`;
  if (stat.isDirectory()) return `folder ${mode} mtime ${mtime}`;
  if (stat.isFile()) return `file ${mode} mtime ${mtime} ${stat.size} bytes sha256 ${await sha256(path, stat.size)}`;
  if (stat.isFIFO()) return `fifo ${mode}`;
  if (stat.isSocket()) return `socket ${mode}`;
  return `${stat.isBlockDevice() ? 'block' : 'character'} device ${mode} ${stat.rdev}`;
}

async function sha256(path: Buffer, size: number): Promise<string> {
  const hash = createHash('sha256');
  try {
    if (size <= WHOLE_BYTES) hash.update(await readFile(path));
    else await pipeline(createReadStream(path), hash);
  } catch (error) {
    return `unreadable (${(error as NodeJS.ErrnoException).code})`;
  }
  return hash.digest('hex');
}

function hardLinkGroups(paths: readonly string[], stats: ReadonlyMap<string, Stats>): Map<string, string> {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const stat = stats.get(path);
    if (stat === undefined || stat.isDirectory() || stat.nlink < 2) continue;
    const inode = `${stat.dev}:${stat.ino}`;
    groups.set(inode, [...(groups.get(inode) ?? []), path]);
  }
  const shared = [...groups.values()].filter((group) => group.length > 1);
  return new Map(shared.flatMap((group) => group.map((path): [string, string] => [path, group[0] as string])));
}

function linkNote(first: string | undefined): string {
  return first === undefined ? '' : ` same inode as ${first}`;
}

function below(root: Buffer, path: string): Buffer {
  return path === '' || path === '.' ? root : Buffer.concat([root, Buffer.from(`/${path}`, 'latin1')]);
}
