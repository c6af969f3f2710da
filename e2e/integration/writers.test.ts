import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Run } from '../../electron/contract/run.ts';
import { isPart, startRun, watchWriters } from '../office/live-run.ts';
import { differences, manifestOf } from '../office/manifest.ts';
import { changeManyFiles } from '../office/many-files.ts';
import { missing } from '../office/needs.ts';
import { isAlive, processesWith, sessionsOf, waitUntil } from '../office/processes.ts';
import { random } from '../office/random.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { dataOf, markersIn } from '../office/repository-data.ts';
import { restoredDifferences } from '../office/restore-check.ts';
import { scratch } from '../office/scratch.ts';
import { modosuShell, type ModosuShell } from '../office/shell.ts';
import { startSshd } from '../office/sshd.ts';
import { writeManyFiles } from '../office/web-root.ts';

const full = process.env['MODOSU_FULL'] === '1';
const seed = Number(process.env['MODOSU_SEED'] ?? 7);
const here = missing.procfs ?? missing.rdiffBackup;
const tool = '/usr/bin/rdiff-backup';

type Place = {
  dir: string;
  source: string;
  repository: string;
  shell: ModosuShell;
  change(day: number): Promise<void>;
  /** One whole backup by hand; answers what it must give back. */
  backUp(): Promise<{ time: number; manifest: Awaited<ReturnType<typeof manifestOf>> }>;
};

/** A folder and a path for its repository, both on this machine, and a job between them. */
async function setup({ count = 60, job = true }: { count?: number; job?: boolean } = {}): Promise<Place> {
  const { dir, remove } = await scratch('modosu-writers');
  onTestFinished(remove);
  const [source, repository] = [join(dir, 'source'), join(dir, 'backup/repository')];
  await Promise.all([mkdir(source), mkdir(join(dir, 'backup'))]);
  await writeManyFiles(source, { count, seed });
  const shell = modosuShell(join(dir, 'home'));
  if (job) await addJob(shell, 'job', source, repository);
  return {
    dir,
    source,
    repository,
    shell,
    change: (day) => changeManyFiles(source, { seed, day }),
    backUp: async () => {
      const time = Math.floor(Date.now() / 1000) - 86_400;
      await rdiffBackup(['--current-time', String(time), 'backup', '--', source, repository]);
      return { time, manifest: await manifestOf(source) };
    },
  };
}

async function addJob(shell: ModosuShell, name: string, from: string, to: string): Promise<void> {
  const { code, stderr } = await shell.call('job', 'add', name, '--from', from, '--to', to, '--adopt');
  if (code !== 0) throw new Error(stderr);
}

type Foreign = { name: string; start(place: Place): Promise<Started> | Started };
type Started = {
  /** The process that writes to the repository; undefined until it runs. */
  writer(): number | undefined;
  ended: Promise<{ code: number | null; said: string }>;
};

const foreigners: readonly Foreign[] = [
  { name: 'rdiff-backup', start: ({ source, repository }) => bare([tool, 'backup', source, repository]) },
  { name: 'the old command line', start: ({ source, repository }) => bare([tool, source, repository]) },
  { name: 'a relative path', start: ({ dir, source }) => bare([tool, 'backup', source, 'repository/'], join(dir, 'backup')) },
  {
    name: 'a path through a link',
    start: async ({ dir, source }) => {
      await symlink('backup', join(dir, 'linked'));
      return bare([tool, 'backup', source, join(dir, 'linked/repository')]);
    },
  },
  {
    // No name gives this one away, only its open files and the marker: without care its session is taken back under its hands.
    name: 'an interpreter with options of its own',
    start: ({ source, repository }) => bare(['/usr/bin/python3', '-u', '-B', '-W', 'ignore', tool, 'backup', source, repository]),
  },
  { name: 'a push from another machine', start: pushFromElsewhere },
];

describe('B7 I11: a foreign rdiff-backup at work on the repository', () => {
  it.for(foreigners)('is left alone, and the run is busy: $name', async ({ start, name }, context) => {
    context.skip(here !== undefined, here);
    if (name.startsWith('a push')) context.skip(missing.sshd !== undefined, missing.sshd);
    const place = await setup({ count: 200 });
    const { shell, source, repository, change } = place;
    const first = await place.backUp();
    await change(1);
    const foreign = await start(place);
    const pid = await stoppedOnceAtWork(foreign, async () => (await markersIn(repository)) === 2);

    const answer = await shell.ask<Run>('run', 'job');
    process.kill(pid, 'SIGCONT');
    const { code, said } = await foreign.ended;
    expect(answer, `the foreign one: exit ${code} ${said}`).toMatchObject({
      code: 4,
      value: { outcome: { kind: 'busy', cause: 'writer' } },
    });
    expect(code, `it said ${said}`).toBe(0);
    await expectHealthy(repository, 2);
    expect(differences(await manifestOf(source), await manifestOf(repository))).toEqual([]);
    expect(await restoredDifferences({ repository, ...first, scratchDir: place.dir })).toEqual([]);
    expect(await shell.ask<Run>('run', 'job')).toMatchObject({ code: 0, value: { outcome: { kind: 'ok' } } });
  });

  it('is left alone in its first backup too', async (context) => {
    context.skip(here !== undefined, here);
    const { shell, source, repository } = await setup();
    const foreign = bare([tool, 'backup', source, repository]);
    const pid = await stoppedOnceAtWork(foreign, async () => (await dataOf(repository)).some((file) => file.startsWith('mirror_metadata')));

    const answer = await shell.ask<Run>('run', 'job');
    process.kill(pid, 'SIGCONT');
    const { code, said } = await foreign.ended;
    expect(answer).toMatchObject({ code: 4, value: { outcome: { kind: 'busy', cause: 'writer' } } });
    expect(code, `it said ${said}`).toBe(0);
    await expectHealthy(repository, 1);
    expect(differences(await manifestOf(source), await manifestOf(repository))).toEqual([]);
  });

  it('is seen before it has written its first byte', async (context) => {
    context.skip(here !== undefined, here);
    const place = await setup();
    const { shell, source, repository } = place;
    await place.backUp();
    await place.change(1);
    const foreign = bare([tool, 'backup', source, repository]);
    const pid = await stoppedOnceAtWork(foreign, () => foreign.writer() !== undefined);
    expect(await markersIn(repository)).toBe(1);

    const answer = await shell.ask<Run>('run', 'job');
    process.kill(pid, 'SIGCONT');
    const { code, said } = await foreign.ended;
    expect(answer).toMatchObject({ code: 4, value: { outcome: { kind: 'busy', cause: 'writer' } } });
    expect(code, `it said ${said}`).toBe(0);
    await expectHealthy(repository, 2);
  });

  it('is refused by the tool when it comes while ours is at work, and ours is not disturbed', async (context) => {
    context.skip(here !== undefined, here);
    const place = await setup({ count: 300 });
    const { shell, source, repository } = place;
    const first = await place.backUp();
    await place.change(1);
    const live = await startRun(shell, 'job');
    await waitUntil(() => live.progress().includes('* Processing changed file'), { what: 'a progress line', everyMs: 5 });
    const pid = live.pidOf('rdiff-backup') as number;
    expect(pid).toBeGreaterThan(0);
    process.kill(pid, 'SIGSTOP');
    const { code, said } = await bare([tool, 'backup', source, repository]).ended;
    process.kill(pid, 'SIGCONT');

    expect(code, `it said ${said}`).toBe(1);
    expect(await live.ended).toMatchObject({ code: 0, run: { outcome: { kind: 'ok' } } });
    await expectHealthy(repository, 2);
    expect(await restoredDifferences({ repository, ...first, scratchDir: place.dir })).toEqual([]);
  });
});

describe('I11: the program itself, twice', () => {
  it('works once for a job that is started twice at the same moment, and the other call is busy', async (context) => {
    context.skip(here !== undefined, here);
    const { shell, source, repository } = await setup({ count: 300 });
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
      const { dir, source, repository, change } = await setup({ job: false });
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
  // Where it takes the empty folder away, the flock of the other one makes a file of that name, and nobody can back up there any more.
  it('leaves the new folder of the repository to the one that came first', async (context) => {
    context.skip(here !== undefined, here);
    const { dir, source, repository } = await setup({ job: false });
    const [ready, go] = [join(dir, 'ready'), join(dir, 'go')];
    const one = await shellWithFlock(dir, 'one', `touch ${ready}; while [ ! -e ${go} ]; do sleep 0.05; done`);
    // What flock answers while the other one just looks whether the folder can be locked.
    const two = await shellWithFlock(dir, 'two', 'exit 75');
    for (const shell of [one, two]) await addJob(shell, 'job', source, repository);

    const first = one.ask<Run>('run', 'job');
    await waitUntil(() => existsSync(ready), { what: 'the first one to be about to lock' });
    const second = await two.ask<Run>('run', 'job');
    await writeFile(go, '');
    expect(second).toMatchObject({ code: 4, value: { outcome: { kind: 'busy', cause: 'writer' } } });
    expect(await first).toMatchObject({ code: 0, value: { outcome: { kind: 'ok' } } });
    await expectHealthy(repository, 1);
  });
});

describe('I11: a first backup that finds the lock taken', () => {
  // Between its look and its lock the other one holds nothing; without the folder neither of them would back up.
  it('leaves the folder to whoever holds it', async (context) => {
    context.skip(here !== undefined, here);
    const { dir, source, repository } = await setup({ job: false });
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

/** Starts rdiff-backup as cron would. */
function bare([file, ...args]: [string, ...string[]], cwd = '/'): Started {
  const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TZ: 'UTC' } });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const { pid = 0 } = child;
  onTestFinished(async () => {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    await closed;
  });
  return {
    writer: () => (isPart(pid, 'rdiff-backup') || args.includes(tool) ? pid : undefined),
    ended: closed.then(async (code) => ({ code, said: (await said).join('') })),
  };
}

/** Another machine writes to a repository on this one: the writer here is a server that names no path. */
async function pushFromElsewhere({ dir, source, repository }: Place): Promise<Started> {
  await mkdir(join(dir, 'sshd'));
  const sshd = await startSshd({ dir: join(dir, 'sshd') });
  onTestFinished(sshd.dispose);
  const ssh = `ssh -F none -i ${sshd.keyFile} -p ${sshd.port} -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR`;
  const { ended } = bare([tool, '--remote-schema', `${ssh} {h} rdiff-backup server`, 'backup', source, `127.0.0.1::${repository}`]);
  return { ended, writer: () => sessionsOf(sshd.port).find((pid) => isPart(pid, 'rdiff-backup')) };
}

/** Waits until a foreign writer is at work and holds it there. */
async function stoppedOnceAtWork(foreign: Started, atWork: () => boolean | Promise<boolean>): Promise<number> {
  let early: { said: string } | undefined;
  void foreign.ended.then((end) => (early = end));
  const ready = async () => early !== undefined || (foreign.writer() !== undefined && (await atWork()));
  await waitUntil(ready, { what: 'the foreign one to be at work', everyMs: 2 });
  if (early !== undefined) throw new Error(`the foreign one was too quick: ${early.said}`);
  const pid = foreign.writer() as number;
  process.kill(pid, 'SIGSTOP');
  return pid;
}

/** One marker, a session that verifies, and as many statistics as sessions. */
async function expectHealthy(repository: string, sessions?: number): Promise<void> {
  expect(await markersIn(repository)).toBe(1);
  const statistics = (await dataOf(repository)).filter((file) => file.startsWith('session_statistics.'));
  if (sessions !== undefined) expect(statistics).toHaveLength(sessions);
  await expect(rdiffBackup(['verify', repository])).resolves.toBeDefined();
}
