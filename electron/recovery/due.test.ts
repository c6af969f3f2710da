import { describe, expect, it } from 'vitest';
import type { OutcomeKind } from '../contract/outcome.ts';
import { sampleJob, sampleRun } from '../contract/samples.testing.ts';
import { canDrill, isDrillDue, type DrillWorld } from './due.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 22, 12);
const world = (change: Partial<DrillWorld> = {}): DrillWorld => ({
  job: sampleJob({ createdAt: now - 30 * day }),
  newest: undefined,
  hasSession: true,
  isPaused: false,
  onBattery: false,
  ...change,
});
const drill = (endedAt: number, kind: OutcomeKind = 'ok') =>
  sampleRun({ action: 'drill', endedAt, outcome: { kind, cause: null, facts: {} } });

describe('a drill is due', () => {
  it.each<[string, boolean, Partial<DrillWorld>]>([
    ['never, where none is wished for', false, { job: sampleJob({ drillDays: null, createdAt: 0 }) }],
    ['once a job is a day old', true, { job: sampleJob({ createdAt: now - day }) }],
    ['not before that', false, { job: sampleJob({ createdAt: now - day + 1 }) }],
    ['when a clock that was ahead has made the job', true, { job: sampleJob({ createdAt: now + 400 * day }) }],
    ['not without a session', false, { hasSession: false }],
    ['not while the job is paused', false, { isPaused: true }],
    ['on battery', true, { onBattery: true }],
    ['not on battery where the job is kept off it', false, { onBattery: true, job: sampleJob({ notOnBattery: true, createdAt: 0 }) }],
    ['when the last one is as old as said', true, { newest: drill(now - 7 * day) }],
    ['not before that', false, { newest: drill(now - 7 * day + 1) }],
    ['by the days of the job', true, { newest: drill(now - day), job: sampleJob({ drillDays: 1, createdAt: 0 }) }],
    ['not again because one has failed', false, { newest: drill(now - 6 * day, 'failed') }],
    ['not again because one found damage', false, { newest: drill(now - 6 * day, 'incomplete') }],
    ['an hour after somebody held the repository', true, { newest: drill(now - hour, 'busy') }],
    ['not before that', false, { newest: drill(now - hour + 1, 'busy') }],
    ['an hour after one was cut short', true, { newest: drill(now - hour, 'interrupted') }],
    ['a day after one was cancelled', true, { newest: drill(now - day, 'cancelled') }],
    ['not before that', false, { newest: drill(now - day + 1, 'cancelled') }],
    ['not while one waits or works', false, { newest: sampleRun({ action: 'drill', state: 'queued', endedAt: null, queuedAt: 0 }) }],
    ['when a clock that was ahead has made the last one', true, { newest: drill(now + 8 * day) }],
  ])('%s', (_, expected, change) => {
    expect(isDrillDue(world(change), now)).toBe(expected);
  });
});

it('only where a drill could have begun can one be overdue', () => {
  const no: Partial<DrillWorld>[] = [{ hasSession: false }, { isPaused: true }, { job: sampleJob({ drillDays: null }) }];
  expect([world(), ...no.map(world)].map(canDrill)).toEqual([true, false, false, false]);
});
