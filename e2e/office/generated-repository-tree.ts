import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  lchownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';
import { pickName, type NameTraits } from './generated-repository-names.ts';
import type { Random } from './random.ts';

const fewest = 20;
const most = 60;
const canChown = process.getuid?.() === 0;

/** Paths are raw bytes read as latin1; the root itself is empty. */
type Entry = { path: string; stat: Stats };

/** A folder that changes at random, with all that a file system can hold and rdiff-backup 2.2.2 can keep. */
export type ChangingTree = {
  /** Does some work in it, all of it fixed by the seed: afterwards every change can be seen by its size or by its time in whole seconds. */
  change(): void;
};

/** Fills an empty folder. `numbers` decides everything. */
export function growTree(root: string, numbers: Random, names: NameTraits): ChangingTree {
  let clock = Date.UTC(2023, 0, 1) / 1000;
  let made = 0;
  const at = (path: string) => Buffer.concat([Buffer.from(root), Buffer.from(path === '' ? '' : `/${path}`, 'latin1')]);
  const stamp = (path: string) => {
    clock += numbers.int(1, 5000);
    utimesSync(at(path), clock, clock);
  };
  const inside = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`);

  function entries(folder = ''): Entry[] {
    const found = readdirSync(at(folder), { encoding: 'buffer' }).map((raw) => inside(folder, raw.toString('latin1')));
    // The order in which a file system lists its names is no part of the seed.
    return found.sort().flatMap((path) => {
      const stat = lstatSync(at(path));
      return [{ path, stat }, ...(stat.isDirectory() ? entries(path) : [])];
    });
  }
  const folders = () => ['', ...entries().flatMap(({ path, stat }) => (stat.isDirectory() ? [path] : []))];
  const files = () => entries().filter(({ stat }) => stat.isFile());

  function freePath(kind: 'file' | 'folder'): string {
    for (;;) {
      const folder = numbers.pick(folders());
      const path = inside(folder, pickName(numbers, kind, names));
      // At the top, this name is the tool's own.
      if (path !== 'rdiff-backup-data' && lstatSync(at(path), { throwIfNoEntry: false }) === undefined) return path;
    }
  }
  /** Never used before, so that nothing comes to lie where something of another kind was. */
  const freshPath = (folder: string, what: string) => inside(folder, `${what} ${String((made += 1))}`);

  function addFile(path: string): void {
    writeFileSync(at(path), numbers.bytes(numbers.pick([0, 1, 40, 300, 3000, 20_000])));
    chmodSync(at(path), numbers.pick([0o644, 0o600, 0o755, 0o640]));
    stamp(path);
  }
  function addFolder(path: string, filled: number): void {
    mkdirSync(at(path), { mode: 0o755 });
    for (let file = 0; file < filled; file += 1) addFile(freshPath(path, 'in'));
    stamp(path);
  }
  function addLink(path: string): void {
    const target = numbers.pick([
      'a',
      '../outside',
      '/etc/passwd',
      'not there',
      'back\\slash\nand newline',
      '\xff',
      ...entries().map((e) => e.path),
    ]);
    symlinkSync(Buffer.from(target, 'latin1'), at(path));
  }
  function remove(path: string): void {
    if (!lstatSync(at(path)).isDirectory()) {
      unlinkSync(at(path));
      return;
    }
    for (const raw of readdirSync(at(path), { encoding: 'buffer' })) remove(inside(path, raw.toString('latin1')));
    rmdirSync(at(path));
  }
  function edit({ path, stat }: Entry): void {
    const dice = numbers.next();
    if (dice < 0.5) appendFileSync(at(path), numbers.bytes(numbers.int(1, 500)));
    else if (dice < 0.65) truncateSync(at(path), Math.floor(stat.size / 2));
    else if (dice < 0.85) writeFileSync(at(path), numbers.bytes(stat.size));
    stamp(path);
  }
  function changeKind({ path }: Entry): void {
    remove(path);
    const dice = numbers.next();
    if (dice < 0.35) addFile(path);
    else if (dice < 0.7) addLink(path);
    else addFolder(path, numbers.int(0, 3));
  }
  function move({ path, stat }: Entry): void {
    const elsewhere = folders().filter((folder) => folder !== path && !folder.startsWith(`${path}/`));
    renameSync(at(path), at(freshPath(numbers.pick(elsewhere), stat.isDirectory() ? 'moved folder' : 'moved')));
  }
  /** The tool does not compare the owners of links (its rpath.py: "Don't compare gid/uid for symlinks"): a link leads elsewhere then, too. */
  function changeOwner({ path, stat }: Entry): void {
    if (stat.isSymbolicLink()) {
      unlinkSync(at(path));
      symlinkSync(freshPath('', 'elsewhere'), at(path));
    }
    lchownSync(at(path), numbers.pick([0, 1, 12_345]), numbers.pick([0, 33, 54_321]));
  }

  /** `before`: the files that the last session has, which alone may get a second name (the tool breaks on a link where a folder was). */
  function changeOne(before: readonly Entry[]): void {
    const all = entries();
    const dice = all.length < fewest ? 0.1 : all.length > most ? 0.5 : numbers.next();
    const any = () => numbers.pick(all);
    const file = files().at(numbers.int(0, 1000) % Math.max(1, files().length));
    if (dice < 0.2) addFile(freePath('file'));
    else if (dice < 0.26) addFolder(freePath('folder'), numbers.int(0, 4));
    else if (dice < 0.3) addLink(freePath('file'));
    else if (dice < 0.34) {
      const linked = before.filter(({ path }) => files().some((file) => file.path === path));
      if (linked.length > 0) linkSync(at(numbers.pick(linked).path), at(freshPath(numbers.pick(folders()), 'second name')));
    } else if (dice < 0.35) execFileSync('mkfifo', ['--', join(root, freshPath('', 'pipe'))]);
    else if (dice < 0.45) changeKind(any());
    else if (dice < 0.6) remove(any().path);
    else if (dice < 0.68) move(any());
    else if (dice < 0.74)
      chmodSync(at(numbers.pick([...files().map(({ path }) => path), ...folders()])), numbers.pick([0o700, 0o711, 0o755]));
    else if (dice < 0.78 && canChown) changeOwner(any());
    else if (file) edit(file);
  }

  function change(): void {
    const before = files();
    for (let left = numbers.int(1, 12); left > 0; left -= 1) changeOne(before);
  }

  mkdirSync(root, { recursive: true });
  while (entries().length < fewest) changeOne([]);
  return { change };
}
