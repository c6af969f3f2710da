import { describe, expect, it } from 'vitest';
import type { Rhythm } from '../contract/schedule.ts';
import { targetOf } from './target.ts';

const hour = 3_600_000;
const hours = (rhythm: Rhythm, zone = 'Europe/Berlin') => targetOf({ schedule: { rhythm, zone, since: 0 }, targetHours: null }) / hour;

describe('a good session may be as old as the schedule makes it, and two hours', () => {
  it.each<[number, Rhythm]>([
    [26, { kind: 'daily', at: '02:30' }],
    [74, { kind: 'weekly', days: [1, 2, 3, 4, 5], at: '22:00' }],
    [6 * 24 + 2, { kind: 'weekly', days: [6, 7], at: '03:00' }],
    [7 * 24 + 2, { kind: 'weekly', days: [7], at: '03:00' }],
    [3, { kind: 'hourly', every: 1, minute: 0 }],
    [8, { kind: 'hourly', every: 6, minute: 15 }],
    [31 * 24 + 2, { kind: 'monthly', day: 1, at: '04:00' }],
    [31 * 24 + 2, { kind: 'monthly', day: 'last', at: '04:00' }],
    [26, { kind: 'cron', rule: '30 2 * * *' }],
    [2 + 1 / 60, { kind: 'cron', rule: '* * * * *' }],
    [13 + 2, { kind: 'cron', rule: '0 8-19 * * *' }],
    [2 * 24 + 13 + 2, { kind: 'cron', rule: '0 8-19 * * mon-fri' }],
    [35 * 24 + 2, { kind: 'cron', rule: '0 2 * * 1#1' }],
    [366 * 24 + 2, { kind: 'cron', rule: '@yearly' }],
    [4 * 365.25 * 24 + 2, { kind: 'cron', rule: '0 0 29 2 *' }],
  ])('%d hours for %j', (expected, rhythm) => {
    expect(hours(rhythm)).toBeCloseTo(expected, 9);
  });
});

it('the day with 25 hours does not change what is promised, nor does a place without one', () => {
  const nightly: Rhythm = { kind: 'daily', at: '02:30' };
  expect([hours(nightly, 'Europe/Berlin'), hours(nightly, 'America/Nuuk'), hours(nightly, 'Asia/Tokyo')]).toEqual([26, 26, 26]);
});

it('what the owner says is taken as it is', () => {
  const schedule = { rhythm: { kind: 'daily', at: '02:30' }, zone: 'UTC', since: 0 } as const;
  expect(targetOf({ schedule, targetHours: 5 })).toBe(5 * hour);
  expect(targetOf({ schedule: null, targetHours: 48 })).toBe(48 * hour);
});

it('without a schedule, or with a rule that is never due, it is that of a daily job', () => {
  expect(targetOf({ schedule: null, targetHours: null })).toBe(26 * hour);
  expect(hours({ kind: 'cron', rule: '0 0 30 2 *' })).toBe(26);
  expect(hours({ kind: 'cron', rule: 'nonsense' })).toBe(26);
});

it('the densest rule is measured within a moment', () => {
  const began = performance.now();
  hours({ kind: 'cron', rule: '0-59 * * * 0-6' });
  expect(performance.now() - began).toBeLessThan(500);
});
