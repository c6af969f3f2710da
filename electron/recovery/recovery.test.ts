import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { sampleJob, sampleRun } from '../contract/samples.testing.ts';
import { emptySettings } from '../contract/settings.ts';
import { openDatabase } from '../platform/database.ts';
import { fakeClock, fakeFiles, fakeProcesses } from '../platform/fakes.testing.ts';
import { createRunStore, drillTables, runTables, type RunDraft } from '../runs/runs.ts';
import { createRecovery } from './recovery.ts';

const hour = 3_600_000;
const day = 24 * hour;
const begin = Date.UTC(2026, 10, 22, 12);

/** A program that stays, with one job that is a month old and has a good session; what is queued ends at once. */
function setup(change: Parameters<typeof sampleJob>[0] = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  const database = openDatabase(join(folder, 'history.db'), [...runTables, drillTables]);
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const store = createRunStore(database);
  const clock = fakeClock(begin);
  const job = sampleJob({ createdAt: begin - 30 * day, ...change });
  const { jobName, place, host, from, to, owner } = sampleRun();
  const good = store.create({ job: job.id, jobName, place, host, from, to, queuedAt: begin, owner });
  store.update(good.id, (run) => ({ ...sampleRun(), id: run.id, job: job.id }));
  const world = { paused: false, onBattery: false };
  const begun: string[] = [];
  const queue = (draft: Omit<RunDraft, 'queuedAt' | 'owner'>) => {
    const run = store.create({ ...draft, queuedAt: clock.now(), owner });
    begun.push(`${run.action} ${run.trigger} ${String(run.restore?.drill)} after ${String((clock.now() - begin) / hour)} h`);
    return store.update(run.id, (record) => ({
      ...record,
      state: 'done',
      endedAt: clock.now(),
      outcome: { kind: 'ok', cause: null, facts: {} },
    }));
  };
  const unused = { steps: undefined, history: undefined, announce: undefined } as never as Pick<
    Parameters<typeof createRecovery>[0],
    'steps' | 'history' | 'announce'
  >;
  const recovery = createRecovery({
    ...unused,
    ...{ clock, store, home: folder, files: fakeFiles(), processes: fakeProcesses() },
    line: { queue } as never,
    pauses: { covering: () => (world.paused ? { job: null, since: 0, until: null } : undefined) } as never,
    settings: () => Promise.resolve({ ...emptySettings, jobs: [job] }),
    onBattery: () => Promise.resolve(world.onBattery),
  });
  /** Looks once an hour. */
  const live = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += hour) {
      await recovery.look();
      await clock.sleep(hour);
    }
  };
  /** Writes down a removal of the job that waits for its turn. */
  const waiting = () => store.create({ job: job.id, jobName, place, host, from, to, queuedAt: clock.now(), owner, action: 'remove' });
  return { store, job, begun, live, waiting, world };
}

it('a job is proved by itself as often as it says, by a sample (issue 6.5)', async () => {
  const { begun, live } = setup();
  await live(20 * day);
  expect(begun).toEqual([0, 7, 14].map((days) => `drill schedule sample after ${String(days * 24)} h`));
});

it('what held a drill back counts as late only where one could have begun', async () => {
  const { store, job, begun, live, world } = setup();
  world.paused = true;
  await live(3 * day);
  expect(begun).toEqual([]);
  world.paused = false;
  world.onBattery = true;
  await live(day);
  expect(begun).toEqual(['drill schedule sample after 72 h']);
  const since = Number(store.fact(`drills-since ${job.id}`)) - begin;
  expect(since).toBeGreaterThan(3 * day - 3 * hour);
  expect(since).toBeLessThan(3 * day);
});

it('waits until nothing is at work on the repository: a removal would be held by one that waits for it', async () => {
  const { store, begun, live, waiting } = setup();
  const removal = waiting();
  await live(2 * hour);
  expect(begun).toEqual([]);
  store.update(removal.id, (run) => ({
    ...run,
    state: 'done',
    endedAt: begin + 2 * hour,
    outcome: { kind: 'ok', cause: null, facts: {} },
  }));
  await live(hour);
  expect(begun).toEqual(['drill schedule sample after 2 h']);
});

it.each([
  ['where nobody wants any', { drillDays: null }],
  ['for a job that is not a day old', { createdAt: begin }],
])('no drill %s', async (_, change) => {
  const { begun, live } = setup(change);
  await live(day);
  expect(begun).toEqual([]);
});
