import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Removal } from '../../electron/contract/requests.ts';
import type { Run } from '../../electron/contract/run.ts';
import { tables } from '../../electron/engine.ts';
import { openDatabase } from '../../electron/platform/database.ts';
import { createRunStore } from '../../electron/runs/runs.ts';
import { daily, openKeeping, openKept, standing, type Keeping, type Plan } from '../office/keeping.ts';
import { missing } from '../office/needs.ts';
import { waitUntil } from '../office/processes.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { directly } from '../office/transports.ts';

const needs = missing.procfs ?? missing.rdiffBackup;

async function kept(plan: Plan): Promise<Keeping> {
  const keeping = await openKept(plan);
  onTestFinished(() => keeping.close());
  return keeping;
}

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
