import { closeSync, futimesSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { appendFile, chmod, link, mkdir, readdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { random, type Random } from './random.ts';
import { orderRow, paragraph, photo, siteFiles } from './site.ts';

// rdiff-backup sees a change only by whole seconds of the time or by the size, so every time is set, never left to the clock.
const OPENED = Date.UTC(2025, 5, 1) / 1000;
const DAY_SECONDS = 86_400;
const FILES_PER_FOLDER = 500;

/** Fills `dir` with a small shop's web site of about 60 files, byte for byte and second for second fixed by the seed. */
export async function writeWebRoot(dir: string, { seed }: { seed: number }): Promise<void> {
  const numbers = random(seed);
  for (const { path, content, mode = 0o644 } of siteFiles(numbers)) {
    const file = join(dir, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    await chmod(file, mode);
    await stamp(file, OPENED - numbers.int(1, 400 * DAY_SECONDS));
  }
  await symlink('css/site.css', join(dir, 'current.css'));
  await link(join(dir, 'img/logo.svg'), join(dir, 'img/logo 2025.svg'));
  await mkdir(join(dir, 'uploads/incoming'));
  for (const folder of await foldersIn(dir)) {
    await chmod(folder, 0o755);
    await stamp(folder, OPENED);
  }
}

/** Does one day's work on a web root: edits, an upload, more orders, now and then a rename or a deletion. `day` counts from 1 and must rise. */
export async function changeWebRoot(dir: string, { seed, day }: { seed: number; day: number }): Promise<void> {
  const numbers = random(seed * 100_003 + day);
  const now = () => OPENED + day * DAY_SECONDS + numbers.int(9 * 3600, 18 * 3600);
  const files = await filesIn(dir);

  const pages = files.filter((file) => file.endsWith('.html'));
  const edited = new Set(Array.from({ length: numbers.int(2, 4) }, () => numbers.pick(pages)));
  for (const file of edited) await editPage(file, numbers, now());

  const orders = Array.from({ length: numbers.int(3, 30) }, () => orderRow(numbers));
  await appendFile(join(dir, 'db/site.sql'), orders.join(''));
  await stamp(join(dir, 'db/site.sql'), now());

  const uploads = join(dir, 'uploads/2025');
  const upload = join(uploads, `${numbers.pick(['写真', 'photo', 'scan of a letter'])} ${day}.png`);
  await writeFile(upload, photo(numbers));
  await chmod(upload, 0o644);
  await stamp(upload, now());

  const older = files.filter((file) => dirname(file) === uploads);
  if (day % 3 === 0) await rm(older.splice(numbers.int(0, older.length - 1), 1)[0] as string);
  if (day % 5 === 0) await rename(numbers.pick(older), join(uploads, `renamed ${day}.png`));
  await stamp(uploads, now());
}

/** Writes `count` small files into folders of 500, fixed by the seed, each of `bytes` length (default 200). */
export async function writeManyFiles(
  dir: string,
  { count, seed, bytes = 200 }: { count: number; seed: number; bytes?: number | undefined },
): Promise<void> {
  const numbers = random(seed);
  const supply = numbers.bytes(bytes + 4096);
  for (let first = 0; first < count; first += FILES_PER_FOLDER) {
    const folder = join(dir, `folder ${String(first / FILES_PER_FOLDER).padStart(4, '0')}`);
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    for (let at = first; at < Math.min(count, first + FILES_PER_FOLDER); at += 1) {
      const file = openSync(join(folder, `${String(at).padStart(7, '0')}.bin`), 'w', 0o644);
      writeSync(file, supply, at % 4096, bytes);
      const time = OPENED - numbers.int(1, 400 * DAY_SECONDS);
      futimesSync(file, time, time);
      closeSync(file);
    }
    await stamp(folder, OPENED);
    await turn();
  }
  await stamp(dir, OPENED);
}

async function editPage(file: string, numbers: Random, time: number): Promise<void> {
  const before = await readFile(file, 'utf8');
  await writeFile(
    file,
    before.replace('</main>', () => `${paragraph(numbers)}\n</main>`),
  );
  await stamp(file, time);
}

async function filesIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function foldersIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return [dir, ...entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))];
}

async function stamp(path: string, seconds: number): Promise<void> {
  await utimes(path, seconds, seconds);
}
