import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../electron/contract/run.ts';
import { watchWriters } from '../office/live-run.ts';
import { differences, manifestOf } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { processesWith, waitUntil } from '../office/processes.ts';
import { random } from '../office/random.ts';
import { modosuShell, type ModosuShell } from '../office/shell.ts';
import { addJob, expectHealthy, openPlace, seed } from '../office/writing-place.ts';

const full = process.env['MODOSU_FULL'] === '1';
const here = missing.procfs ?? missing.rdiffBackup;

describe('I11: the program itself, twice', () => {
  it('works once for a job that is started twice at the same moment, and the other call is busy', async (context) => {
    context.skip(here !== undefined, here);
    const { shell, source, repository } = await openPlace({ count: 300 });
    const answers = await Promise.all([shell.ask<Run | Refused>('run', 'job'), shell.ask<Run | Refused>('run', 'job')]);
    const [done, refused] = answers.sort((a, b) => a.code - b.code);
    expect(done).toMatchObject({ code: 0, value: { outcome: { kind: 'ok' }, adopted: false } });
    expect(refused).toMatchObject({ code: 4, value: { error: { kind: 'job-active' } } });
    expect((await shell.ask<Run[]>('runs')).value).toHaveLength(1);
    await expectHealthy(repository, 1);
    expect(differences(await manifestOf(source), await manifestOf(repository))).toEqual([]);
  });

  it.for([
    { kind: 'one repository', fresh: false, races: full ? 100 : 6 },
    { kind: 'a new repository each time', fresh: true, races: full ? 30 : 2 },
  ])(
    `never writes twice at once from two homes: $races races for $kind (B7, seed ${seed})`,
    { timeout: full ? 900_000 : 120_000 },
    async ({ fresh, races }, context) => {
      context.skip(here !== undefined, here);
      const { dir, source, repository, change } = await openPlace({ job: false });
      const shells = ['one', 'two'].map((home) => modosuShell(join(dir, home)));
      const [jobOf, placeOf] = ['job', repository].map((name) => (race: number) => (fresh ? `${name}-${race}` : name)) as [Namer, Namer];
      const [one, two] = shells as [ModosuShell, ModosuShell];
      const numbers = random(seed * 1021);
      let contested = 0;
      for (let race = 0; race < races; race += 1) {
        if (fresh || race === 0) for (const shell of shells) await addJob(shell, jobOf(race), source, placeOf(race));
        await change(race + 1);
        const delay = numbers.int(0, 60);
        const watch = watchWriters(placeOf(race));
        const answers = await Promise.all([one.ask<Run>('run', jobOf(race)), sleep(delay).then(() => two.ask<Run>('run', jobOf(race)))]);
        const most = Math.max(1, watch.end());

        const ends = answers.map(({ code, value }) => `${code} ${value.outcome?.kind} ${value.outcome?.cause ?? ''}`.trim());
        const told = `race ${race}, delay ${delay} ms: ${answers.map(({ value }) => JSON.stringify([value.outcome, value.evidence])).join(' and ')}`;
        expect({ most, ends: ends.filter((end) => !/^(0 ok|4 busy writer)$/.test(end)) }, `in ${told}`).toEqual({
          most: 1,
          ends: [],
        });
        expect(Math.min(...answers.map(({ code }) => code)), `in ${told}`).toBe(0);
        await expectHealthy(placeOf(race));
        expect(differences(await manifestOf(source), await manifestOf(placeOf(race))), `in ${told}`).toEqual([]);
        contested += ends.includes('4 busy writer') ? 1 : 0;
      }
      expect(contested).toBeGreaterThan(0);
      expect(processesWith(dir)).toEqual([]);
    },
  );
});

describe('I11: a first backup that comes second', () => {
  // The command that waits for the lock names the repository, and is seen before anything is locked.
  it('leaves the new folder of the repository to the one that came first', async (context) => {
    context.skip(here !== undefined, here);
    const { dir, source, repository } = await openPlace({ job: false });
    const [ready, go] = [join(dir, 'ready'), join(dir, 'go')];
    const one = await shellWithFlock(dir, 'one', `touch ${ready}; while [ ! -e ${go} ]; do sleep 0.05; done`);
    const two = modosuShell(join(dir, 'two'));
    for (const shell of [one, two]) await addJob(shell, 'job', source, repository);

    const first = one.ask<Run>('run', 'job');
    await waitUntil(() => existsSync(ready), { what: 'the first one to be about to lock' });
    const second = await two.ask<Run>('run', 'job');
    await writeFile(go, '');
    expect(second).toMatchObject({ code: 4, value: { outcome: { kind: 'busy', cause: 'writer' } } });
    expect(await first).toMatchObject({ code: 0, value: { outcome: { kind: 'ok' } } });
    await expectHealthy(repository, 1);
  });

  // The other one may only have looked, and hold nothing until it locks for good; without the folder neither of them would back up.
  it('leaves the folder whose lock it found taken', async (context) => {
    context.skip(here !== undefined, here);
    const { dir, source, repository } = await openPlace({ job: false });
    const shell = await shellWithFlock(dir, 'one', 'exit 75');
    await addJob(shell, 'job', source, repository);
    expect(await shell.ask<Run>('run', 'job')).toMatchObject({ code: 4, value: { outcome: { kind: 'busy', cause: 'writer' } } });
    expect(existsSync(repository)).toBe(true);
  });
});

/** A home of its own whose flock does something before it locks for good; a mere look is as always. */
async function shellWithFlock(dir: string, name: string, before: string): Promise<ModosuShell> {
  const bin = join(dir, `bin ${name}`);
  await mkdir(bin);
  await writeFile(join(bin, 'flock'), `#!/bin/sh\n[ "$1" = --no-fork ] && { ${before}; }\nexec /usr/bin/flock "$@"\n`, { mode: 0o755 });
  return modosuShell(join(dir, name), { PATH: `${bin}:${process.env['PATH'] ?? ''}` });
}

type Namer = (race: number) => string;
type Refused = { error: { kind: string } };
