import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { everyRound } from '../../electron/platform/rounds.testing.ts';
import { growHistory, type Session } from '../office/history.ts';
import { differences, manifestOf, type Manifest } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { random } from '../office/random.ts';
import { openRestoring } from '../office/restoring.ts';
import { scratch } from '../office/scratch.ts';

const firstTime = 1_772_000_000;
const files = ['a.txt', 'docs/b.txt', 'docs/deep/c.bin', 'z/last.txt'];
// The first and the last in the order of the tool.
const tried = everyRound ? files : ['a.txt', 'z/last.txt'];

/** Three sessions in which every file changes each time; `still.txt` never does. */
async function world() {
  const place = await scratch('modosu-damage');
  const [source, repository] = [join(place.dir, 'source'), join(place.dir, 'repository')];
  const numbers = random(5);
  const write = (day: number) => {
    for (const file of files) {
      mkdirSync(join(source, file, '..'), { recursive: true });
      writeFileSync(join(source, file), Buffer.concat([Buffer.from(`day ${String(day)}\n`), numbers.bytes(3000 + day)]));
    }
  };
  write(0);
  writeFileSync(join(source, 'still.txt'), 'always the same');
  const options = { source, repository, sessions: 3, firstTime, stepSeconds: 86_400, seed: 0 };
  const history = await growHistory({
    ...options,
    change: async (_, day) => {
      write(day);
      await turn();
    },
  });
  const restoring = openRestoring(place.dir);
  await restoring.adopt('www', source, repository);
  onTestFinished(async () => {
    await restoring.close();
    await place.remove();
  });
  const target = join(place.dir, 'target');
  const restore = async (session: number) =>
    (await restoring.restore({ name: 'www', at: String(history[session]?.time), paths: [''], place: { kind: 'path', to: target } })).run;
  return { place, repository, history, restore, target };
}

const without = (manifest: Manifest, lost: readonly string[]): Manifest => new Map([...manifest].filter(([path]) => !lost.includes(path)));
const timeOf = (history: Session[], session: number) => history[session]?.time ?? 0;

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0x40;
  writeFileSync(path, bytes);
}

const incrementsOf = (repository: string, path: string): string[] => {
  const folder = join(repository, 'rdiff-backup-data/increments', path, '..');
  const name = path.split('/').at(-1) ?? '';
  return readdirSync(folder)
    .filter((file) => file.startsWith(`${name}.`))
    .sort()
    .map((file) => join(folder, file));
};

describe.skipIf(missing.rdiffBackup !== undefined)('what is damaged in a repository is named and not placed, and all else is (K7)', () => {
  it.each(tried)('a flipped byte in the mirror file %s (B3)', async (file) => {
    const { repository, restore, history, target } = await world();
    flip(join(repository, file));
    const run = await restore(2);
    expect(run.outcome).toMatchObject({ kind: 'incomplete', cause: 'files-damaged', facts: { count: 1 } });
    expect(run.report?.damaged).toEqual([{ path: file, why: 'hash', nearest: { session: timeOf(history, 1), older: true, proved: true } }]);
    expect(differences(await manifestOf(target), without(history[2]!.manifest, [file]))).toEqual([]);
  });

  it.each(tried)('the mirror file %s is missing (B5)', async (file) => {
    const { repository, restore, history, target } = await world();
    rmSync(join(repository, file));
    const run = await restore(2);
    expect(run.report?.damaged.map(({ path }) => path)).toEqual([file]);
    expect(differences(await manifestOf(target), without(history[2]!.manifest, [file]))).toEqual([]);
  });

  it.each(tried)('an increment of %s is missing, or a byte of it flipped: newer sessions are as they were (B4)', async (file) => {
    for (const spoil of [(path: string) => rmSync(path), flip]) {
      const { repository, restore, history, target } = await world();
      spoil(incrementsOf(repository, file)[0] ?? '');
      const old = await restore(0);
      expect(old.report?.damaged.map(({ path }) => path)).toEqual([file]);
      expect(differences(await manifestOf(target), without(history[0]!.manifest, [file]))).toEqual([]);
      rmSync(target, { recursive: true });
      const newest = await restore(2);
      expect(newest.outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
      expect(differences(await manifestOf(target), history[2]!.manifest)).toEqual([]);
    }
  });

  it('several at once: each is named', async () => {
    const { repository, restore, history, target } = await world();
    rmSync(join(repository, 'a.txt'));
    flip(join(repository, 'docs/b.txt'));
    rmSync(join(repository, 'z/last.txt'));
    const run = await restore(2);
    const lost = ['a.txt', 'docs/b.txt', 'z/last.txt'];
    expect(run.report?.damaged.map(({ path }) => path).sort()).toEqual(lost);
    expect(differences(await manifestOf(target), without(history[2]!.manifest, lost))).toEqual([]);
  });

  it('everything: nothing is placed, and the run has failed', async () => {
    const { repository, restore, target } = await world();
    for (const file of [...files, 'still.txt']) rmSync(join(repository, file));
    const run = await restore(2);
    expect(run.report?.damagedCount).toBe(5);
    expect(run.outcome).toMatchObject({ kind: 'failed', cause: 'nothing-restored' });
    expect(existsSync(target)).toBe(false);
  });
});
