import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Refusal } from '../contract/failure.ts';
import type { Job } from '../contract/job.ts';
import type { Cause, OutcomeKind } from '../contract/outcome.ts';
import type { Run, Trigger } from '../contract/run.ts';
import { sampleJob, sampleRun } from '../contract/samples.testing.ts';
import type { Rhythm, Slot } from '../contract/schedule.ts';
import { emptySettings, type Settings } from '../contract/settings.ts';
import { openDatabase } from '../platform/database.ts';
import { createRunStore, runTables } from '../runs/runs.ts';
import { createPauses } from './pauses.ts';
import { createScheduler } from './scheduler.ts';
import { createSlots, scheduleTables } from './slots.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
export const daily: Rhythm = { kind: 'daily', at: '02:30' };
/** Noon in Berlin on the 10th of November 2026. */
export const noon = Date.UTC(2026, 10, 10, 11);

type Started = { job: string; at: number; trigger: Trigger; slot: number };

/** A machine whose clock a test moves, with a job that is due daily at 02:30 in Berlin. */
export function setup(change: Partial<Job> = {}, at = noon) {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  const database = openDatabase(join(folder, 'history.db'), [...runTables, ...scheduleTables]);
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const scheduleOf = (rhythm: Rhythm, zone = 'Europe/Berlin', since = now) => ({ rhythm, zone, since });
  let now = at;
  let settings: Settings = { ...emptySettings, jobs: [sampleJob({ schedule: scheduleOf(daily), ...change })] };
  const world = { answers: () => Promise.resolve(true), battery: false, chance: 0.5, breaks: '' };
  const started: Started[] = [];
  const skipped: Slot[] = [];
  const store = createRunStore(database);
  const slots = createSlots(database);
  const pauses = createPauses(database);
  const clock = { now: () => now, monotonic: () => now, sleep: () => Promise.reject(new Error('nobody sleeps here')) };

  const fresh = () =>
    createScheduler({
      clock,
      chance: () => world.chance,
      slots,
      pauses,
      store,
      settings: () => Promise.resolve(settings),
      hostAnswers: () => world.answers(),
      onBattery: () => Promise.resolve(world.battery),
      start: (name, how) => {
        const job = settings.jobs.find((each) => each.name === name);
        if (!job) throw new Refusal('unknown-job', { job: name });
        if (name === world.breaks) throw new Error('no room for the folder of the run');
        const { place, host, from, to, owner } = sampleRun();
        const run = store.create({ job: job.id, jobName: name, place, host, from, to, queuedAt: now, owner, ...how });
        started.push({ job: name, at: now, ...how });
        return Promise.resolve(store.update(run.id, (record) => ({ ...record, state: 'running', startedAt: now })));
      },
      skipped: (slot) => skipped.push(slot),
      looked: () => undefined,
    });
  let scheduler = fresh();

  /** Ends what runs; a good backup takes a minute. */
  function end(kind: OutcomeKind = 'ok', cause: Cause | null = null): Run[] {
    return store
      .active()
      .map((run) => store.update(run.id, (record) => ({ ...record, state: 'done', endedAt: now, outcome: { kind, cause, facts: {} } })));
  }

  return {
    world,
    started,
    skipped,
    slots,
    pauses,
    end,
    backUpByHand: () => {
      const { owner, place, host, from, to, job, jobName } = sampleRun();
      const run = store.create({ job, jobName, place, host, from, to, queuedAt: now, owner });
      store.update(run.id, (record) => ({ ...record, state: 'running', startedAt: now }));
    },
    fresh: () => {
      scheduler = fresh();
    },
    scheduleOf,
    look: () => scheduler.look(),
    due: () => scheduler.due(),
    now: () => now,
    change: (next: (settings: Settings) => Settings) => {
      settings = next(settings);
    },
    /** The machine is awake and the program looks every minute; runs end well within the minute unless `ends` says no. */
    live: async (ms: number, { ends = true }: { ends?: boolean } = {}) => {
      const until = now + ms;
      while (now < until) {
        now = Math.min(until, now + minute);
        await scheduler.look();
        if (ends) end();
      }
    },
    /** Time passes, and nobody looks. */
    pass: (ms: number) => {
      now += ms;
    },
  };
}

export const triggers = (started: readonly Started[]) => started.map(({ trigger }) => trigger);
export const reasons = (skipped: readonly Slot[]) => skipped.map(({ reason }) => reason);
export const localTimes = (started: readonly Started[], zone = 'Europe/Berlin') =>
  started.map(({ slot }) => new Date(slot).toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }));
