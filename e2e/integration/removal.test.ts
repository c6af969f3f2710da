import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Removal } from '../../electron/contract/requests.ts';
import type { Run } from '../../electron/contract/run.ts';
import { tables } from '../../electron/engine.ts';
import { openDatabase } from '../../electron/platform/database.ts';
import { createRunStore } from '../../electron/runs/runs.ts';
import { openKeeping, openKept, standing, type Keeping, type Plan } from '../office/keeping.ts';
import { changeManyFiles } from '../office/many-files.ts';
import { missing } from '../office/needs.ts';
import { waitUntil } from '../office/processes.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { scratch } from '../office/scratch.ts';
import { startSshd } from '../office/sshd.ts';
import { directly } from '../office/transports.ts';
import { writeManyFiles } from '../office/web-root.ts';

const seed = 7;
const needs = missing.procfs ?? missing.rdiffBackup;
const daily = (from: number, to = 1) => Array.from({ length: from - to + 1 }, (_, index) => from - index);

async function kept(plan: Plan): Promise<Keeping> {
  const keeping = await openKept(plan);
  onTestFinished(() => keeping.close());
  return keeping;
}

/** As if the last removal had been on the day before. */
function dayBefore({ store }: Keeping): void {
  const last = store.lastRemovalOf(store.list(null, 1)[0]?.job ?? '');
  store.update(last?.id ?? 0, (run) => ({ ...run, queuedAt: run.queuedAt - 24 * 3_600_000 }));
}

async function incrementsSize(repository: string): Promise<number> {
  const folder = join(repository, 'rdiff-backup-data/increments');
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name)).then((info) => (info.isFile() ? info.size : 0))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

describe.skipIf(needs !== undefined)('what is announced is what goes, and what is kept gives everything back (I1, issue 4.8)', () => {
  it('several sessions: those before the state on the date, with --force', async () => {
    const keeping = await kept({ retention: '5D', daysAgo: daily(10) });
    const announced = await keeping.preview();
    // Five days ago to the second lies the session of the fifth day, or just before it.
    expect(announced).toMatchObject({ before: keeping.times()[5], sessions: keeping.times().slice(0, 5), held: null });
    const before = await incrementsSize(keeping.repository);

    const run = await keeping.remove();
    expect(run).toMatchObject({ action: 'remove', trigger: 'person', outcome: { kind: 'ok' }, removed: announced.sessions, session: null });
    expect(await keeping.standing()).toEqual(keeping.times().slice(5));
    expect(announced.bytes).toBe(before - (await incrementsSize(keeping.repository)));
    expect(keeping.launched.at(-1)).toContain('--force');
    expect(await keeping.preview()).toMatchObject({ sessions: [], held: 'nothing' });
    expect(await keeping.notGivenBack(keeping.times().slice(5))).toEqual([]);
    expect((await keeping.backUp()).outcome?.kind).toBe('ok');
  });

  it('a single session: without --force', async () => {
    const keeping = await kept({ retention: '2D', daysAgo: [4, 3, 1] });
    expect((await keeping.preview()).sessions).toEqual(keeping.times().slice(0, 1));
    expect((await keeping.remove()).outcome?.kind).toBe('ok');
    expect(keeping.launched.at(-1)).toContain('remove');
    expect(keeping.launched.flat()).not.toContain('--force');
    expect(await keeping.standing()).toEqual(keeping.times().slice(1));
    expect(await keeping.notGivenBack(keeping.times().slice(0, 1)).catch(String)).not.toEqual([]);
    expect(await keeping.notGivenBack(keeping.times().slice(1))).toEqual([]);
  });

  it('unchanged sessions go only together with a later changed one', async () => {
    // Changes come before the sessions of the days 9, 8, 5 and 2.
    const change = (source: string, day: number) =>
      [1, 2, 5, 8, 10].includes(day) ? changeManyFiles(join(source), { seed, day }) : Promise.resolve();
    const fill = (source: string) => writeManyFiles(source, { count: 30, seed });
    const keeping = await kept({ retention: '3D', daysAgo: daily(10), fill, change });
    const announced = await keeping.preview();
    // Three days ago stands for the seventh session; the fifth is the last before it that a change followed.
    expect(announced).toMatchObject({ before: keeping.times()[7], sessions: keeping.times().slice(0, 5), held: null });
    expect(await keeping.remove()).toMatchObject({ outcome: { kind: 'ok' }, removed: announced.sessions });
    expect(await keeping.standing()).toEqual(keeping.times().slice(5));
    expect(await keeping.notGivenBack(keeping.times().slice(5))).toEqual([]);
  });

  it('a pushed repository: its listing alone is asked, and unchanged sessions are not in it', async (context) => {
    context.skip(missing.sshd !== undefined, missing.sshd);
    const { dir, remove } = await scratch('modosu-push');
    onTestFinished(remove);
    const sshd = await startSshd({ dir });
    onTestFinished(() => sshd.dispose());
    const fill = (source: string) => writeManyFiles(source, { count: 30, seed });
    const change = (source: string, day: number) => ([4, 7].includes(day) ? Promise.resolve() : changeManyFiles(source, { seed, day }));
    const keeping = await kept({ retention: '5D', daysAgo: daily(10), sshd, fill, change });
    const announced = await keeping.preview();
    expect(announced).toMatchObject({ before: keeping.times()[5], bytes: null, held: null });
    expect(announced.sessions).toEqual([0, 1, 2, 4].map((index) => keeping.times()[index]));
    expect(await keeping.remove()).toMatchObject({ outcome: { kind: 'ok' }, removed: announced.sessions });
    expect(await keeping.standing()).toEqual(keeping.times().slice(5));
    expect(await keeping.notGivenBack(keeping.times().slice(5))).toEqual([]);

    await sshd.stop();
    expect(await keeping.preview()).toMatchObject({ sessions: [], held: 'unreadable' });
    await sshd.start();
    expect((await keeping.backUp()).outcome?.kind).toBe('ok');
  });
});

describe.skipIf(needs !== undefined)('a removal by itself', () => {
  it('follows a clean backup with its own record, once a day, and not before a person has removed what others have made', async () => {
    const keeping = await openKeeping({ retention: '5D', daysAgo: daily(8) });
    onTestFinished(() => keeping.close());
    expect((await keeping.backUp()).outcome?.kind).toBe('ok');
    expect(keeping.store.list(null, 9)).toHaveLength(1);
    expect(await keeping.preview()).toMatchObject({ sessions: keeping.times().slice(0, 3), held: null, waits: true });
    expect((await keeping.remove()).outcome?.kind).toBe('ok');

    Object.assign(keeping.settings.jobs[0] ?? {}, { retention: '3D' });
    await sleep(1100);
    await keeping.backUp();
    expect(keeping.store.list(null, 9)).toHaveLength(3);
    expect(await keeping.preview()).toMatchObject({ held: null, waits: false });

    await sleep(1100);
    dayBefore(keeping);
    await keeping.backUp();
    const [removal, backup] = keeping.store.list(null, 9);
    expect(removal).toMatchObject({ action: 'remove', trigger: 'schedule', outcome: { kind: 'ok' } });
    expect(removal?.removed).toEqual(keeping.times().slice(3, 5));
    expect([backup?.action, keeping.store.lastOf(backup?.job ?? '')?.id]).toEqual(['backup', backup?.id]);
    expect(await keeping.standing()).toEqual(keeping.times().slice(5));
  });

  it('is not begun by a program that only looks in and ends what another one had begun (I4)', async () => {
    const keeping = await kept({ retention: '5D', daysAgo: daily(8) });
    await keeping.remove();
    Object.assign(keeping.settings.jobs[0] ?? {}, { retention: '3D' });
    dayBefore(keeping);
    const takenOver = async (stays: boolean) => {
      keeping.flags.stays = stays;
      await sleep(1100);
      const { id } = await keeping.backups.start(keeping.settings, 'www');
      keeping.store.update(id, (run) => ({ ...run, adopted: true }));
      await keeping.backups.idle();
      return keeping.store.list(null, 9).map(({ action }) => action);
    };
    expect(await takenOver(false)).toEqual(['backup', 'remove', 'backup']);
    expect(await takenOver(true)).toEqual(['remove', 'backup', 'backup', 'remove', 'backup']);
  });

  it.each([
    ['an incident', { incident: true }, 'incident'],
    ['a rule that keeps everything', { retention: null }, 'keeps-all'],
    ['nothing that is old', { retention: '1Y' }, 'nothing'],
  ] as const)('does not follow with %s', async (_, how, held) => {
    const keeping = await openKeeping({ retention: 'retention' in how ? how.retention : '5D', daysAgo: daily(8, 2) });
    onTestFinished(() => keeping.close());
    keeping.flags.mayRemove = !('incident' in how);
    expect((await keeping.backUp()).outcome?.kind).toBe('ok');
    expect(keeping.store.list(null, 9)).toHaveLength(1);
    expect((await keeping.preview()).held).toBe(held);
    expect(await keeping.standing()).toEqual(keeping.times());
  });
});

describe.skipIf(needs !== undefined)('nothing is removed (I12)', () => {
  const refusal = async (work: Promise<unknown>) =>
    work.then(
      () => 'not refused',
      (error: unknown) => String(error),
    );

  it('after an unclean backup, until a person has accepted it (fault rows B12, B16)', async () => {
    const keeping = await kept({ retention: '5D', daysAgo: daily(8) });
    const { sessions } = await keeping.preview();
    await rm(join(keeping.dir, 'source'), { recursive: true });
    await mkdir(join(keeping.dir, 'source'));
    await sleep(1100);
    const { id } = await keeping.backups.start(keeping.settings, 'www');
    await keeping.backups.idle();
    expect(keeping.store.get(id).outcome?.kind).toBe('suspicious');
    expect(keeping.store.list(null, 9)).toHaveLength(2);
    expect(await keeping.preview()).toMatchObject({ sessions, held: 'unclean' });
    expect(await refusal(keeping.startRemoval(sessions))).toContain('removal-held');
    expect(await keeping.standing()).toHaveLength(10);

    keeping.store.update(id, (run) => ({ ...run, accepted: true }));
    expect(await keeping.preview()).toMatchObject({ sessions, held: null });
  });

  it('by a clock that is ten years ahead, nor when a session was made under it (fault row E7)', async () => {
    const keeping = await kept({ retention: '5D', daysAgo: daily(8) });
    const { sessions } = await keeping.preview();
    const tenYears = 10 * 365 * 86_400;
    keeping.flags.clockError = tenYears * 1000;
    expect(await keeping.preview()).toMatchObject({ sessions: [], held: 'clock' });
    expect(await refusal(keeping.startRemoval(sessions))).toContain('removal-held');

    // The wrong clock stays, and what was eight days old has become eleven.
    Object.assign(keeping.settings.jobs[0] ?? {}, { retention: '20D' });
    const [source, now] = [join(keeping.dir, 'source'), Math.floor(Date.now() / 1000)];
    for (const days of [0, 1, 2, 3]) {
      const at = now + tenYears + days * 86_400;
      await rdiffBackup(['--current-time', String(at), 'backup', '--', source, keeping.repository]);
      keeping.flags.clockError = (at - now + 60) * 1000;
      expect(await keeping.preview()).toMatchObject({ sessions: [], held: days < 2 ? 'clock' : 'nothing' });
    }
    expect(await keeping.standing()).toHaveLength(13);

    // The bare tool would have taken them all.
    const copy = join(keeping.dir, 'copy');
    await cp(keeping.repository, copy, { recursive: true, preserveTimestamps: true });
    await rdiffBackup(['--force', 'remove', 'increments', '--older-than', String(now + tenYears - 20 * 86_400), '--', copy]);
    expect((await standing(copy)).filter((time) => time < (keeping.times().at(-1) ?? 0))).toEqual([]);
  });

  it('when a clock is behind the newest session (fault row E6)', async () => {
    const keeping = await kept({ retention: '5D', daysAgo: daily(8) });
    keeping.flags.clockError = -3_600_000;
    expect(await keeping.preview()).toMatchObject({ sessions: [], held: 'clock' });
  });

  it('when other sessions would go than were announced, or when an incident came in between', async () => {
    const keeping = await kept({ retention: '5D', daysAgo: daily(8) });
    const { sessions } = await keeping.preview();
    const start = keeping.startRemoval;
    for (const wrong of [sessions.slice(1), sessions.slice(0, -1), [...sessions, ...keeping.times().slice(3, 4)]])
      expect(await refusal(start(wrong))).toContain('removal-differs');
    expect(keeping.store.list(null, 9)).toHaveLength(1);

    const ended = async (run: Run) => {
      await keeping.backups.idle();
      const { outcome, removed } = keeping.store.get(run.id);
      return [outcome?.kind, outcome?.cause, removed];
    };
    const first = await start(sessions);
    keeping.flags.clockError = 86_400_000;
    expect(await refusal(keeping.backups.start(keeping.settings, 'www'))).toContain('job-active');
    expect((await keeping.preview()).held).toBe('running');
    expect(await ended(first)).toEqual(['failed', 'removal-differs', []]);
    keeping.flags.clockError = 0;
    const second = await start(sessions);
    keeping.flags.mayRemove = false;
    expect(await ended(second)).toEqual(['failed', 'removal-held', []]);
    expect(await keeping.standing()).toHaveLength(9);
  });

  it('from a repository that another program works on or that is not the one this job has written (I11)', async () => {
    const keeping = await kept({ retention: '5D', daysAgo: daily(8) });
    const { sessions } = await keeping.preview();
    const holder = spawn('flock', ['--no-fork', `${keeping.repository}/`, 'sleep', '60'], { stdio: 'ignore' });
    onTestFinished(() => void holder.kill('SIGKILL'));
    await waitUntil(() => readFileSync('/proc/locks', 'utf8').includes(` ${holder.pid} `), { what: 'the lock' });
    const { id } = await keeping.startRemoval(sessions);
    await keeping.backups.idle();
    expect(keeping.store.get(id)).toMatchObject({ outcome: { kind: 'busy', cause: 'writer' }, removed: [] });
    holder.kill('SIGKILL');
    expect(await keeping.standing()).toHaveLength(9);

    await rm(keeping.repository, { recursive: true });
    for (const days of daily(8))
      await rdiffBackup([
        '--current-time',
        String(keeping.times()[8 - days]),
        'backup',
        '--',
        join(keeping.dir, 'source'),
        keeping.repository,
      ]);
    expect(await keeping.preview()).toMatchObject({ sessions: [], held: 'unreadable' });
  });
});

it.skipIf(needs !== undefined)('a removal that took too much holds all others until a person has said that it is right (I3)', async () => {
  const keeping = await openKeeping({ retention: '5D', daysAgo: daily(8) });
  const home = join(keeping.dir, 'whole');
  const door = await directly(home);
  onTestFinished(async () => {
    await door.close();
    await keeping.close();
  });
  const ask = async (name: string, input: unknown) => {
    const [reply] = await door.ask([{ name, input: JSON.stringify(input) }]);
    if (reply?.ok !== true) throw new Error(`${name}: ${JSON.stringify(reply)}`);
    return reply.value;
  };
  const place = { from: keeping.settings.jobs[0]?.source.path, to: keeping.repository };
  await ask('job.add', { name: 'www', ...place, retention: '5D', adopt: true, schedule: null });
  const { id } = (await ask('run.start', { name: 'www' })) as Run;
  const ended = async () => ((await ask('run.get', { run: id })) as Run).state === 'done';
  await waitUntil(ended, { what: 'the backup', timeoutMs: 30_000 });
  const held = async () => ((await ask('removal.preview', { name: 'www' })) as Removal).held;
  // The tool's last process may be seen for a moment longer than its run.
  await waitUntil(async () => (await held()) !== 'running', { what: 'the repository to be free' });
  expect(await ask('removal.preview', { name: 'www' })).toMatchObject({ held: null, waits: true });

  const database = openDatabase(join(home, 'history.db'), tables);
  const store = createRunStore(database);
  const lost = store.create({ ...store.get(id), queuedAt: Date.now(), action: 'remove' });
  store.update(lost.id, (run) => ({
    ...{ ...run, state: 'done', endedAt: Date.now() },
    outcome: { kind: 'failed', cause: 'removal-lost', facts: {} },
  }));
  database.close();
  await waitUntil(async () => (await held()) !== 'running', { what: 'the repository to be free' });
  expect(await held()).toBe('incident');
  expect(await ask('incident.list', { open: true })).toMatchObject([{ cause: 'removal', run: lost.id }]);
  await ask('run.accept', { run: lost.id });
  expect(await held()).toBeNull();
  expect(await ask('incident.list', { open: true })).toEqual([]);
});
