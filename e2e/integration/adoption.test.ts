import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobStatus, Status } from '../../electron/contract/requests.ts';
import type { Run } from '../../electron/contract/run.ts';
import type { Session } from '../office/history.ts';
import { heldUntilSignalled, kill, startRun, watchWriters } from '../office/live-run.ts';
import { differences, manifestOf } from '../office/manifest.ts';
import { changeManyFiles } from '../office/many-files.ts';
import { missing } from '../office/needs.ts';
import { isAlive, processesWith, sessionsOf, waitUntil } from '../office/processes.ts';
import { random } from '../office/random.ts';
import { restoredDifferences } from '../office/restore-check.ts';
import { writeManyFiles } from '../office/web-root.ts';
import { openWorld, type World } from '../office/world.ts';

const full = process.env['MODOSU_FULL'] === '1';
const seed = Number(process.env['MODOSU_SEED'] ?? 7);
const count = full ? 1000 : 400;
// A machine that does other work as well takes several times as long.
const timeout = full ? 600_000 : 120_000;
const patience = { timeout: 30_000 };
const needs = missing.procfs ?? missing.rdiffBackup ?? missing.sshd;
const modes = ['pull', 'local', 'push'] as const;
type Mode = (typeof modes)[number];

const rounds = Array.from({ length: full ? 20 : 3 }, (_, round) => ({ round, mode: modes[round % modes.length] as Mode }));

const alive = { state: 'running', outcome: null };

type Scene = {
  world: World;
  source: string;
  /** What each repository must give back, oldest first. */
  acknowledged: Record<Mode, Session[]>;
  /** How long the quickest backup took, in ms. */
  usual: number;
  change(): Promise<void>;
  repository(mode: Mode): string;
  /** What the program says about a job. */
  status(mode: Mode): Promise<JobStatus>;
};

/** One folder that is backed up in three ways, once already. */
async function openScene(): Promise<Scene> {
  const world = await openWorld();
  try {
    const source = join(world.office.dir, 'server/large');
    const repository = (mode: Mode) => join(world.office.dir, 'backup', mode);
    await mkdir(source);
    await writeManyFiles(source, { count, seed });
    await world.addJob('pull', `web1:${source}`, repository('pull'));
    await world.addJob('local', source, repository('local'));
    await world.addJob('push', source, `web1:${repository('push')}`);
    const acknowledged: Scene['acknowledged'] = { pull: [], local: [], push: [] };
    const manifest = await manifestOf(source);
    const runs: Run[] = [];
    for (const mode of modes) {
      const { run } = await world.run(mode);
      if (run.session === null) throw new Error(`the first ${mode} failed: ${JSON.stringify(run.outcome)}`);
      acknowledged[mode].push({ time: run.session.time, manifest });
      runs.push(run);
    }
    const usual = Math.min(...runs.map((run) => (run.endedAt ?? 0) - (run.step?.startedAt ?? 0)));
    let day = 0;
    const change = () => changeManyFiles(source, { seed, day: (day += 1) });
    const status = async (mode: Mode) => {
      const { value } = await world.shell.ask<Status>('status');
      return value.jobs.find((job) => job.name === mode) as JobStatus;
    };
    return { world, source, acknowledged, usual, change, repository, status };
  } catch (error) {
    await world.close();
    throw error;
  }
}

let opened: Scene | undefined;
const scene = () => opened as Scene;

beforeAll(async () => {
  if (needs === undefined) opened = await openScene();
});
afterAll(() => opened?.world.close());

describe(`A1 A2 I10: a backup survives the program (seed ${seed})`, () => {
  it.for(rounds)(
    'SIGKILL of modosu in a $mode: the backup goes on and ends with its real outcome (round $round)',
    { timeout },
    async (plan, context) => {
      context.skip(needs !== undefined, needs);
      const { mode, round } = plan;
      const { world, change, usual, repository } = scene();
      const numbers = random(seed * 1013 + round);
      await change();
      const live = await startRun(world.shell, mode);
      const watch = watchWriters(repository(mode));
      try {
        const ms = Math.round(numbers.next() * usual * (round % 2 === 0 ? 0.5 : 0.9));
        await sleep(ms);
        const hit = kill(live.program);
        const note = `killed: ${hit} after ${ms} ms of about ${usual}`;
        await live.ended;
        const worked = isAlive(live.leader);

        const seen = await scene().status(mode);
        const lived = isAlive(live.leader);
        const told = lived ? seen.active : (seen.active ?? seen.last);
        expect(told?.id, `after ${note}`).toBe(live.id);
        expect(lived ? { state: told?.state, outcome: told?.outcome } : alive, `after ${note}`).toEqual(alive);

        const follower = lived && round % 2 === 0 ? (await world.run(mode)).run : undefined;
        // The orphan may end between the look and the run, which then is a new one.
        expect(follower?.adopted, `after ${note}`).toBe(follower && follower.id === live.id);
        expect(follower?.outcome?.kind ?? 'ok', `after ${note}`).toBe('ok');
        await waitUntil(() => !isAlive(live.leader), { what: 'the orphan to end', timeoutMs: 60_000, everyMs: 50 });
        const record = await settled(mode, live.id);
        expect(record, `after ${note}`).toMatchObject({
          state: 'done',
          outcome: { kind: 'ok', cause: null },
          session: { errors: 0 },
          evidence: { exitCode: 0 },
        });
        expect(record?.session?.changedFiles, `after ${note}`).toBeGreaterThan(count / 4);
        expect(record?.adopted || !worked, `after ${note}`).toBe(true);
      } finally {
        expect(watch.end()).toBeLessThanOrEqual(1);
      }
      await expectSound(mode);
    },
  );

  it('adopts a run whose process it could not note any more, and answers that very run', async (context) => {
    context.skip(needs !== undefined, needs);
    const { world, change } = scene();
    await change();
    const live = await startRun(world.shell, 'pull');
    kill(live.program);
    await live.ended;
    forgetStep(world.shell.home, live.id);

    expect((await scene().status('pull')).active).toMatchObject({ id: live.id, step: null });
    expect(isAlive(live.leader)).toBe(true);
    const { code, run } = await world.run('pull');
    expect({ code, id: run.id, adopted: run.adopted, kind: run.outcome?.kind }).toEqual({
      code: 0,
      id: live.id,
      adopted: true,
      kind: 'ok',
    });
    expect(run.session).not.toBeNull();
    await expectSound('pull');
  });

  it('reconstructs a run whose process it could not note and that has ended meanwhile', async (context) => {
    context.skip(needs !== undefined, needs);
    const { world, change } = scene();
    await change();
    const live = await startRun(world.shell, 'local');
    kill(live.program);
    await live.ended;
    forgetStep(world.shell.home, live.id);
    await waitUntil(() => !isAlive(live.leader), { what: 'the orphan to end', timeoutMs: 60_000, everyMs: 50 });

    expect(await settled('local', live.id)).toMatchObject({
      state: 'done',
      adopted: true,
      outcome: { kind: 'ok' },
      session: { errors: 0 },
    });
    await expectSound('local');
  });

  it('cancels a run that a killed program left at work, and the next run is green (A4)', async (context) => {
    context.skip(needs !== undefined, needs);
    const { world, change, repository } = scene();
    await change();
    const live = await startRun(world.shell, 'pull');
    await waitUntil(() => live.progress().includes('* Processing changed file'), { what: 'a progress line', everyMs: 10 });
    kill(live.program);
    await live.ended;
    const held = heldUntilSignalled(live.pidOf('rdiff-backup'));
    const cancel = await world.shell.ask<Run>('cancel', 'pull');
    await held;
    expect({ code: cancel.code, id: cancel.value.id, kind: cancel.value.outcome?.kind }).toEqual({
      code: 0,
      id: live.id,
      kind: 'cancelled',
    });
    expect(processesWith(repository('pull'))).toEqual([]);

    expect(await world.run('pull')).toMatchObject({ code: 0, run: { outcome: { kind: 'recovered' } } });
    await expectSound('pull');
  });
});

describe('A1 I10: a program that is killed before its backup has begun', () => {
  it('leaves an interrupted run when it dies in the queue, and the run before it is not disturbed', async (context) => {
    context.skip(needs !== undefined, needs);
    const { world, change } = scene();
    await change();
    const live = await startRun(world.shell, 'pull');
    const waiting = world.shell.start('--json', 'run', 'push');
    await expect.poll(async () => (await scene().status('push')).active?.state, patience).toBe('queued');
    const { id } = (await scene().status('push')).active as Run;
    kill(waiting.pid);

    await expect
      .poll(async () => (await scene().status('push')).last, patience)
      .toMatchObject({ id, state: 'done', outcome: { kind: 'interrupted', cause: 'program-ended' }, session: null });
    expect(await live.ended).toMatchObject({ code: 0, run: { outcome: { kind: 'ok' } } });
    expect(await world.run('push')).toMatchObject({ code: 0, run: { outcome: { kind: 'ok' } } });
    await expectSound('push');
  });

  it(`is never in the way of the next run, whenever it dies (seed ${seed})`, { timeout }, async (context) => {
    context.skip(needs !== undefined, needs);
    const { world, change } = scene();
    const numbers = random(seed * 1019);
    await change();
    const told: string[] = [];
    for (let round = 0; round < (full ? 12 : 2); round += 1) {
      const mode = modes[round % 2] as Mode;
      const ms = numbers.int(40, 220);
      const child = world.shell.start('--json', 'run', mode);
      await sleep(ms);
      kill(child.pid);
      const { code, run } = await world.run(mode);
      told.push(`${mode} killed after ${ms} ms, then ${code} ${run.outcome?.kind} ${run.outcome?.cause ?? ''}`);
      expect({ code, kind: run.outcome?.kind }, `after ${told.join('; ')}`).toEqual({ code: 0, kind: 'ok' });
    }
    await expectSound('pull');
    await expectSound('local');
  });
});

/** The finished record of a run as `status` and `runs` tell it. */
async function settled(mode: Mode, id: number): Promise<Run | undefined> {
  await scene().status(mode);
  const { value } = await scene().world.shell.ask<Run[]>('runs', mode);
  return value.find((run) => run.id === id);
}

/** No open record, no process, the source in the mirror, and all that was acknowledged in the repository. */
async function expectSound(mode: Mode): Promise<void> {
  const { world, source, repository, acknowledged } = scene();
  const { value: runs } = await world.shell.ask<Run[]>('runs');
  expect(runs.filter((run) => run.state !== 'done')).toEqual([]);
  const left = () => [...processesWith(world.shell.home), ...sessionsOf(world.office.sshd.port)];
  await waitUntil(() => left().length === 0, { what: 'every process to end', timeoutMs: 10_000, everyMs: 100 });

  const manifest = await manifestOf(source);
  expect(differences(manifest, await manifestOf(repository(mode)))).toEqual([]);
  const [oldest, newest] = [acknowledged[mode][0] as Session, acknowledged[mode].at(-1) as Session];
  const checks = [...new Set([oldest, newest])].map((session) =>
    restoredDifferences({ repository: repository(mode), ...session, scratchDir: world.office.dir }),
  );
  expect((await Promise.all(checks)).flat()).toEqual([]);
  const { session } = runs.find((run) => run.jobName === mode && run.session !== null) as Run;
  acknowledged[mode].push({ time: (session as { time: number }).time, manifest });
}

/** Makes a record as it is when the program dies between the start of a process and its note. */
function forgetStep(home: string, id: number): void {
  const database = new DatabaseSync(join(home, 'history.db'), { timeout: 5000 });
  try {
    const row = database.prepare('SELECT record FROM runs WHERE id = ?').get(id);
    const record = JSON.parse(String(row?.['record'])) as Run;
    database.prepare('UPDATE runs SET record = ? WHERE id = ?').run(JSON.stringify({ ...record, step: null }), id);
  } finally {
    database.close();
  }
}
