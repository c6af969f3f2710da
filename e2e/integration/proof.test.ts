import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../electron/platform/clock.ts';
import type { Ports } from '../../electron/platform/machine.ts';
import { growHistory } from '../office/history.ts';
import { missing } from '../office/needs.ts';
import { random } from '../office/random.ts';
import { openRestoring, type Restoring } from '../office/restoring.ts';
import { scratch } from '../office/scratch.ts';
import { startSshd } from '../office/sshd.ts';

const name = 'job';
const firstTime = 1_772_000_000;
const day = 86_400;
const fileName = (at: number) => `f${String(at).padStart(3, '0')}`;

type Proof = { restoring: Restoring; dir: string; repository: string; data: string; source: string };

/** A job of so many small files and two sessions; the first ten files changed in between. */
async function openProof(files: number, change?: (ports: Ports) => Ports): Promise<Proof> {
  const { dir, remove } = await scratch('modosu-proof');
  const [source, repository] = [join(dir, 'source'), join(dir, 'repository')];
  const numbers = random(7);
  await mkdir(source);
  const fill = async (count: number) => {
    for (let at = 0; at < count; at += 1) await writeFile(join(source, fileName(at)), numbers.bytes(numbers.int(200, 900)));
  };
  await fill(files);
  await growHistory({ source, repository, sessions: 2, firstTime, stepSeconds: day, seed: 1, change: () => fill(10) });
  const restoring = openRestoring(dir, change);
  onTestFinished(async () => {
    await restoring.close();
    await remove();
  });
  await restoring.adopt(name, source, repository);
  return { restoring, dir, repository, data: join(repository, 'rdiff-backup-data'), source };
}

async function flipIn(file: string): Promise<void> {
  const bytes = await readFile(file);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(file, bytes);
}
const increment = async ({ data }: Proof, path: string) =>
  join(data, 'increments', (await readdir(join(data, 'increments'))).find((each) => each.startsWith(`${path}.`)) ?? '');

const verify = async ({ restoring }: Proof, at = 'now') => restoring.ended(await restoring.ask('verify.start', { name, at }));
const drill = async ({ restoring }: Proof, scope: 'full' | 'sample') =>
  restoring.ended(await restoring.ask('drill.start', { name, scope }));

/** What is left of scratch folders anywhere in the home. */
const leftOf = async ({ restoring }: Proof) =>
  (await readdir(restoring.home, { recursive: true })).filter((path) => path.includes('.modosu-'));

describe.skipIf(missing.rdiffBackup !== undefined)('a drill (fault row B3)', () => {
  it('of a sample finds what is broken in it, names it, and says what it covered', async () => {
    const proof = await openProof(320);
    const whole = await drill(proof, 'sample');
    expect(whole).toMatchObject({
      outcome: { kind: 'ok' },
      report: { verified: whole.restore?.paths.length, sessions: null, damagedCount: 0 },
    });
    expect(whole.report?.wholeMs).toBeGreaterThan(0);

    const broken = Array.from({ length: 80 }, (_, at) => fileName(at * 4));
    for (const file of broken) await flipIn(join(proof.repository, file));
    const run = await drill(proof, 'sample');
    const covered = run.restore?.paths ?? [];
    const expected = broken.filter((path) => covered.includes(path));
    expect([covered.length, new Set(covered).size, expected.length > 20, expected.length < 80]).toEqual([202, 202, true, true]);
    expect(run).toMatchObject({
      outcome: { kind: 'incomplete', cause: 'files-damaged', facts: { count: expected.length } },
      report: { ofFiles: 202, verified: 202 - expected.length, damagedCount: expected.length, sessions: null },
    });
    expect(run.report?.damaged.map(({ path }) => path).sort()).toEqual(expected);
    expect(covered).not.toEqual(whole.restore?.paths);

    const [status] = (await proof.restoring.ask('status', {})).jobs;
    const { verified: files, ofFiles, damagedCount: damaged, wholeMs } = run.report as NonNullable<typeof run.report>;
    expect(status?.proven).toEqual({ run: run.id, at: run.endedAt, scope: 'sample', files, ofFiles, damaged, wholeMs });
    expect(await leftOf(proof)).toEqual([]);
  });

  it('that is cancelled says so, proves nothing, and leaves nothing behind', async () => {
    const proof = await openProof(3000);
    const { id } = await proof.restoring.ask('drill.start', { name, scope: 'full' });
    while ((await proof.restoring.ask('run.get', { run: id })).step?.name !== 'stage') await sleep(5);
    const run = await proof.restoring.ask('run.cancel', { name, run: id });
    expect([run.state, run.outcome, run.report]).toEqual(['done', { kind: 'cancelled', cause: 'by-user', facts: {} }, null]);
    expect((await proof.restoring.ask('status', {})).jobs[0]?.proven).toBe(null);
    expect(await leftOf(proof)).toEqual([]);
  });
});

describe.skipIf(missing.rdiffBackup !== undefined)(
  'verify tells what rdiff-backup found, by count and name (issue 6.5, rdiff-backup 12.20)',
  () => {
    it('all files of either session are right', async () => {
      const proof = await openProof(30);
      for (const at of ['now', String(firstTime)])
        expect(await verify(proof, at)).toMatchObject({
          action: 'verify',
          outcome: { kind: 'ok', cause: null },
          report: {
            session: at === 'now' ? firstTime + day : firstTime,
            ofFiles: 30,
            verified: 30,
            unrecorded: 0,
            damaged: [],
            damagedCount: 0,
          },
        });
    });

    it('a wrong file, with where it is still good', async () => {
      const proof = await openProof(30);
      await flipIn(join(proof.repository, 'f004'));
      await rm(join(proof.repository, 'f020'));
      const run = await verify(proof);
      expect(run).toMatchObject({
        outcome: { kind: 'incomplete', cause: 'files-damaged', facts: { count: run.report?.damagedCount } },
      });
      expect(run.report?.damaged.map(({ path }) => path)).toContain('f004');
      expect(run.report?.damaged.find(({ path }) => path === 'f004')?.nearest).toEqual({ session: firstTime, older: true, proved: true });
    });

    it('the increment that stops it', async () => {
      const proof = await openProof(30);
      await flipIn(await increment(proof, 'f007'));
      const run = await verify(proof, String(firstTime));
      expect(run).toMatchObject({ outcome: { kind: 'incomplete', cause: 'files-damaged' }, report: { damagedCount: 1 } });
      expect(run.report?.damaged).toMatchObject([{ path: 'f007' }]);
      expect((await verify(proof)).outcome?.kind).toBe('ok');
    });

    it('the lost file that holds it up for ever', async () => {
      const hurried = (ports: Ports): Ports => ({ ...ports, clock: { ...systemClock, monotonic: () => systemClock.monotonic() * 60 } });
      const proof = await openProof(30, hurried);
      await rm(join(proof.repository, 'f029'));
      const run = await verify(proof);
      expect(run).toMatchObject({ outcome: { kind: 'incomplete', cause: 'files-damaged' }, report: { verified: 29, damagedCount: 1 } });
      expect(run.report?.damaged).toMatchObject([{ path: 'f029', why: 'unreadable' }]);
    });

    it('files without a recorded digest', async () => {
      const proof = await openProof(30);
      const listing = (await readdir(proof.data)).find((each) => /^mirror_metadata.*snapshot\.gz$/.test(each)) ?? '';
      let left = 12;
      const text = gunzipSync(await readFile(join(proof.data, listing)))
        .toString('latin1')
        .replaceAll(/^ {2}SHA1Digest .*\n/gm, (line) => ((left -= 1) >= 0 ? '' : line));
      await writeFile(join(proof.data, listing), gzipSync(Buffer.from(text, 'latin1')));
      expect(await verify(proof)).toMatchObject({
        outcome: { kind: 'incomplete', cause: 'files-unrecorded', facts: { count: 12 } },
        report: { ofFiles: 30, verified: 18, unrecorded: 12, damagedCount: 0 },
      });
      expect((await drill(proof, 'sample')).outcome).toMatchObject({ cause: 'files-unrecorded', facts: { count: 12 } });
    });

    it.skipIf(missing.sshd !== undefined)('of a repository on a host', async () => {
      const proof = await openProof(30);
      const keys = join(proof.dir, 'sshd');
      await mkdir(keys);
      const sshd = await startSshd({ dir: keys });
      onTestFinished(() => sshd.dispose());
      await proof.restoring.addHost('backup', sshd);
      await proof.restoring.adopt('there', proof.source, `backup:${proof.repository}`);
      const there = async () => proof.restoring.ended(await proof.restoring.ask('verify.start', { name: 'there', at: 'now' }));
      expect(await there()).toMatchObject({ outcome: { kind: 'ok' }, report: { ofFiles: 30, verified: 30 } });
      await flipIn(join(proof.repository, 'f004'));
      const run = await there();
      expect(run.report?.damaged).toMatchObject([{ path: 'f004', why: 'hash' }]);
      const tried = await proof.restoring.ended(await proof.restoring.ask('drill.start', { name: 'there', scope: 'full' }));
      expect(tried).toMatchObject({
        outcome: { cause: 'files-damaged' },
        report: { damaged: [{ path: 'f004' }], ofFiles: 40, verified: 39, sessions: 2 },
      });
    });
  },
);
