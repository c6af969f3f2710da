import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { missing } from '../office/needs.ts';
import { random, type Random } from '../office/random.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { planOf } from '../office/restore-plan.ts';
import { scratch, type Scratch } from '../office/scratch.ts';
import { contentAt, readOut, stageInto } from '../office/staging.ts';
import { mountTmpfs, unmountTmpfs } from '../office/tmpfs.ts';

const seed = Number(process.env['MODOSU_SEED'] ?? 5);
const files = everyRound ? 1500 : 100;
const BEGIN = 1_700_000_000;
const DAY = 86_400;

/** Of 8 bytes in a row so often repeated that deltas get copies of all widths. */
const longFile = (numbers: Random, megabytes: number): Buffer => {
  const block = numbers.bytes(65_536);
  return Buffer.concat(
    Array.from({ length: megabytes * 16 }, (_, at) => Buffer.concat([Buffer.from([at & 255, at >> 8]), block.subarray(2)])),
  );
};

function changed(numbers: Random, old: Buffer): Buffer {
  const at = numbers.int(0, old.length);
  const length = numbers.int(0, 3000);
  const others = [
    () => Buffer.concat([old.subarray(0, at), numbers.bytes(length), old.subarray(at)]),
    () => Buffer.concat([old.subarray(0, at), old.subarray(Math.min(old.length, at + length))]),
    () => Buffer.concat([old.subarray(at), old.subarray(0, at)]),
    () => Buffer.concat([old, old]),
    () => numbers.bytes(numbers.pick([0, 1, 63, 64, 65, 255, 256, 4096, 70_000, 300_000])),
    () => Buffer.alloc(numbers.int(0, 20_000)),
    () => old.subarray(0, at),
  ];
  return numbers.pick(others)();
}

describe.skipIf(missing.rdiffBackup !== undefined)(`what a hand takes from mirror and increments (seed ${String(seed)})`, () => {
  let place: Scratch;
  const source = () => join(place.dir, 'source');
  const repository = () => join(place.dir, 'repository');
  const backup = (day: number, ...more: string[]) =>
    rdiffBackup(['--no-fsync', '--current-time', String(BEGIN + day * DAY), 'backup', ...more, '--', source(), repository()]);
  const write = (name: string, content: Buffer, day: number) => {
    writeFileSync(join(source(), name), content);
    utimesSync(join(source(), name), BEGIN + day, BEGIN + day);
  };
  const stage = (day: number) => {
    const session = BEGIN + day * DAY;
    return stageInto(place.dir, { repository: repository(), session, records: planOf(repository(), session) });
  };

  beforeEach(async () => {
    place = await scratch('modosu-content');
    mkdirSync(source());
  });
  afterEach(() => place.remove());

  it('is what rdiff-backup wrote as differences, whatever was done to a file', async () => {
    const numbers = random(seed);
    const versions: Map<string, Buffer>[] = [];
    for (let day = 0; day < 4; day += 1) {
      const now = new Map<string, Buffer>();
      for (let file = 0; file < files; file += 1) {
        const old = versions.at(-1)?.get(`f${file}`);
        const isLeft = old !== undefined && numbers.next() < 0.2;
        const content = isLeft
          ? old
          : old === undefined
            ? numbers.bytes(numbers.pick([0, 1, 64, 100, 5000, 60_000]))
            : changed(numbers, old);
        if (!isLeft) write(`f${file}`, content, day);
        now.set(`f${file}`, content);
      }
      versions.push(now);
      await backup(day, ...(day === 2 ? ['--no-compression'] : []));
    }
    for (const [day, now] of versions.entries()) {
      const { tree, end } = await stage(day);
      expect(end).toMatchObject({ again: [], refused: [], files, verified: files });
      for (const [name, content] of now) expect(contentAt(tree, name).equals(content), `${name} of day ${day}`).toBe(true);
    }
  });

  it('needs no memory for a file of any size: of more than 32 MiB it goes through nameless files', async () => {
    const numbers = random(seed);
    const [first, second] = [longFile(numbers, 40), longFile(numbers, 36)];
    const third = Buffer.concat([second.subarray(0, 9_000_000), numbers.bytes(5), second.subarray(9_000_000)]);
    for (const [day, content] of [first, second, third, Buffer.from('short')].entries()) {
      write('long', content, day);
      await backup(day);
    }
    for (const [day, content] of [first, second, third].entries()) {
      const { tree, work, end } = await stage(day);
      expect(end).toMatchObject({ again: [], verified: 1, bytes: content.length });
      expect(contentAt(tree, 'long').equals(content)).toBe(true);
      expect(readdirSync(work)).toEqual(['tree']);
      const session = BEGIN + day * DAY;
      const task = { repository: repository(), session, records: planOf(repository(), session) };
      const streamed = await stageInto(place.dir, task, { stream: await readOut(task.repository, session, task.records) });
      expect(streamed.end).toMatchObject({ again: [], verified: 1, bytes: content.length });
      expect(contentAt(streamed.tree, 'long').equals(content)).toBe(true);
    }
  });

  it.skipIf(missing.tmpfs !== undefined)('needs room at the target for no more than itself, however large it is', async () => {
    const old = longFile(random(seed), 40);
    write('long', old, 0);
    await backup(0);
    write('long', Buffer.concat([old.subarray(0, 9_000_000), Buffer.from('more'), old.subarray(9_000_000)]), 1);
    await backup(1);
    const disk = join(place.dir, 'disk');
    await mountTmpfs(disk, 60);
    try {
      const task = { repository: repository(), session: BEGIN, records: planOf(repository(), BEGIN) };
      const { tree, end } = await stageInto(disk, task);
      expect(end).toMatchObject({ again: [], verified: 1, bytes: old.length });
      expect(contentAt(tree, 'long').equals(old)).toBe(true);
    } finally {
      await unmountTmpfs(disk);
    }
  });

  const increment = (name: string) => {
    const folder = join(repository(), 'rdiff-backup-data/increments');
    return join(folder, readdirSync(folder).find((file) => file.startsWith(`${name}.`) && !file.endsWith('.missing')) ?? 'none');
  };
  const flip = (file: string, at: number) => {
    const content = readFileSync(file);
    content[at] = (content[at] ?? 0) ^ 1;
    writeFileSync(file, content);
  };
  const bomb = () => gzipSync(Buffer.alloc(200_000_000));
  const damage: Record<string, (mirror: string, old: string) => void> = {
    'a bit of the mirror turned': (mirror) => flip(mirror, 700),
    'the mirror’s file cut': (mirror) => truncateSync(mirror, 100),
    'the mirror’s file gone': (mirror) => rmSync(mirror),
    'a link in the place of the mirror’s file': (mirror) => {
      rmSync(mirror);
      symlinkSync('/etc/passwd', mirror);
    },
    'a pipe in the place of the mirror’s file': (mirror) => {
      rmSync(mirror);
      execFileSync('mkfifo', [mirror]);
    },
    'a bit of the increment turned': (_, old) => flip(old, 60),
    'the increment cut': (_, old) => truncateSync(old, 60),
    'something behind the increment': (_, old) => appendFileSync(old, 'more'),
    'the increment gone': (_, old) => rmSync(old),
    'a link in the place of the increment': (_, old) => {
      rmSync(old);
      symlinkSync('/etc/passwd', old);
    },
    'an increment that unpacks to what fits nowhere': (_, old) => writeFileSync(old, bomb()),
    'an increment with a difference that copies what is not there': (_, old) =>
      writeFileSync(old, gzipSync(Buffer.from('7273023648ffffffffffffffff7f00', 'hex'))),
    'an increment of an unknown command': (_, old) => writeFileSync(old, gzipSync(Buffer.from('72730236ff00', 'hex'))),
  };

  // Files of up to 128 KiB are written at once, larger ones while they are read.
  const sizes = [2000, 400_000];
  const damages = Object.keys(damage).flatMap((what) => sizes.map((size) => ({ what, size })));

  it.for(damages)('is never placed when it is wrong, but left to rdiff-backup: $what, $size bytes (B3, B5, K7)', async ({ what, size }) => {
    const numbers = random(seed);
    for (const day of [0, 1]) {
      for (const name of ['whole', 'kept', 'old', 'new']) {
        // `kept` is in the mirror as it was; `old` has changed.
        if (day === 0 ? name !== 'new' : name !== 'kept' && name !== 'whole') write(name, numbers.bytes(size), day);
      }
      await backup(day);
    }
    const plain = planOf(repository(), BEGIN).map(({ path }) => path);
    damage[what]?.(join(repository(), 'kept'), increment('old'));
    const mirrorIsHit = /mirror/.test(what);
    const hit = mirrorIsHit ? 'kept' : 'old';
    for (const stream of [false, true]) {
      const records = planOf(repository(), BEGIN);
      const task = { repository: repository(), session: BEGIN, records };
      const { tree, end } = await stageInto(place.dir, task, stream ? { stream: await readOut(repository(), BEGIN, records) } : {});
      expect(end).toMatchObject({ again: [plain.indexOf(hit)], files: 2, verified: 2, refused: [] });
      expect(existsSync(join(tree, hit))).toBe(false);
    }
  });

  it('is not taken from a stream that was cut, of whatever length', async () => {
    for (const name of ['a', 'b', 'c']) write(name, random(seed).bytes(400_000), 0);
    await backup(0);
    const records = planOf(repository(), BEGIN);
    const stream = await readOut(repository(), BEGIN, records);
    for (const length of [0, 5, 13, 1000, 400_000, 800_100, stream.length - 1]) {
      const task = { repository: repository(), session: BEGIN, records };
      const { end } = await stageInto(place.dir, task, { stream: stream.subarray(0, length) });
      expect(end).toMatchObject({ failed: 'gone' });
    }
  });
});
