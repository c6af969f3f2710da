import { linkSync, lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { missing } from '../office/needs.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { openRestoring } from '../office/restoring.ts';
import { scratch } from '../office/scratch.ts';

const time = 1_772_000_000;
const files = 30;
const size = 100_000;

/** A job of one session, with files of their own and three names of one more file, and how all of it is restored to a place. */
async function setup() {
  const { dir, remove } = await scratch('modosu-again');
  const [source, repository, target] = [join(dir, 'source'), join(dir, 'repository'), join(dir, 'target')];
  mkdirSync(source);
  for (let file = 10; file < 10 + files; file += 1) writeFileSync(join(source, `f${String(file)}`), Buffer.alloc(size, file));
  writeFileSync(join(source, 'linked 1'), 'linked');
  for (const name of ['linked 2', 'linked 3']) linkSync(join(source, 'linked 1'), join(source, name));
  await rdiffBackup(['--no-fsync', '--current-time', String(time), 'backup', '--', source, repository]);
  const restoring = openRestoring(dir);
  onTestFinished(async () => {
    await restoring.close();
    await remove();
  });
  await restoring.adopt('www', source, repository);
  const draft = (to: string) => ({ name: 'www', at: 'now', paths: [''], place: { kind: 'path' as const, to } });
  const restore = () => restoring.restore(draft(target));
  return { restore, restoring, draft, dir, target, repository };
}

describe.skipIf(missing.rdiffBackup !== undefined)('a restore to a place that has some of it already', () => {
  it('counts every file once, hard links among them, whether all, some or none of their names are there (I2)', async () => {
    const { restore, target } = await setup();
    const counts = async () => {
      const { outcome, report } = (await restore()).run;
      return [outcome?.kind, report?.verified, report?.ofFiles, report?.created, report?.same];
    };
    expect(await counts()).toEqual(['ok', 33, 33, 34, 0]);
    expect(await counts()).toEqual(['ok', 33, 33, 0, 33]);
    rmSync(join(target, 'linked 2'));
    expect((await counts()).slice(0, 3)).toEqual(['ok', 33, 33]);
    const names = ['linked 1', 'linked 2', 'linked 3'].map((name) => lstatSync(join(target, name)));
    expect([new Set(names.map(({ ino }) => ino)).size, names[0]?.nlink]).toEqual([1, 3]);
    for (const name of ['linked 1', 'linked 2', 'linked 3']) rmSync(join(target, name));
    expect((await counts()).slice(0, 3)).toEqual(['ok', 33, 33]);
  });

  it('tells how much was copied, and learns no speed from what was not', async () => {
    const { restore, restoring, draft, target, dir } = await setup();
    const first = (await restore()).run.report;
    expect(first?.bytes).toBe(files * size + 'linked'.length);
    const estimate = async () => (await restoring.ask('restore.preview', draft(join(dir, 'elsewhere')))).estimatedMs;
    const before = await estimate();
    expect(before).toBeGreaterThan(0);
    expect((await restore()).run.report).toMatchObject({ bytes: 0, verified: 33 });
    rmSync(join(target, 'f10'));
    expect((await restore()).run.report).toMatchObject({ bytes: size, verified: 33 });
    expect(await estimate()).toBe(before);
  });

  it('has an estimate out of a drill alone', async () => {
    const { restoring, restore } = await setup();
    expect((await restoring.ended(await restoring.ask('drill.start', { name: 'www', scope: 'full' }))).outcome?.kind).toBe('ok');
    expect((await restore()).preview.estimatedMs).toBeGreaterThan(0);
  });
});

describe.skipIf(missing.rdiffBackup !== undefined)('a restore of files without a recorded hash', () => {
  it('is incomplete and says how many there are; everything is in its place (I2)', async () => {
    const { restore, repository, target } = await setup();
    const data = join(repository, 'rdiff-backup-data');
    const listing = join(data, (await readdir(data)).find((name) => name.startsWith('mirror_metadata')) ?? '');
    let left = 12;
    const text = gunzipSync(await readFile(listing)).toString('latin1');
    await writeFile(listing, gzipSync(text.replaceAll(/^ {2}SHA1Digest .*\n/gm, (line) => ((left -= 1) >= 0 ? '' : line))));
    const { run } = await restore();
    expect(run.outcome).toEqual({ kind: 'incomplete', cause: 'files-unrecorded', facts: { count: 12 } });
    expect(run.report).toMatchObject({ verified: 21, unrecorded: 12, ofFiles: 33, damagedCount: 0, created: 34 });
    expect((await readdir(target)).length).toBe(33);
  });
});
