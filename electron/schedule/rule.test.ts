import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Rhythm } from '../contract/schedule.ts';
import { cronRule, dueTimes, nextTime, nextTimes, ruleProblem } from './rule.ts';

const hour = 3_600_000;
const day = 24 * hour;
const cron = (rule: string): Rhythm => ({ kind: 'cron', rule });
const daily = (at: string): Rhythm => ({ kind: 'daily', at });
const at = (text: string): number => Date.parse(text);
const written = (times: (number | null)[]): string[] => times.map((time) => new Date(time ?? NaN).toISOString().replace(':00.000Z', 'Z'));

/** The due times of a calendar day of a zone, written in UTC. */
function dueOn(date: string, zone: string, rhythm: Rhythm): string[] {
  const dateOf = new Intl.DateTimeFormat('sv', { timeZone: zone });
  const around = dueTimes({ rhythm, zone }, at(`${date}T00:00Z`) - day, at(`${date}T00:00Z`) + 2 * day, 10_000);
  return written(around.filter((time) => dateOf.format(time) === date));
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the rule of a rhythm', () => {
  it.each<[Rhythm, string]>([
    [daily('02:30'), '30 2 * * *'],
    [{ kind: 'weekly', days: [5, 1, 7], at: '22:00' }, '0 22 * * 1,5,7'],
    [{ kind: 'hourly', every: 1, minute: 0 }, '0 * * * *'],
    [{ kind: 'hourly', every: 6, minute: 15 }, '15 */6 * * *'],
    [{ kind: 'monthly', day: 1, at: '04:05' }, '5 4 1 * *'],
    [{ kind: 'monthly', day: 'last', at: '00:00' }, '0 0 L * *'],
    [cron('15 2 1-7 * 1'), '15 2 1-7 * 1'],
  ])('%j', (rhythm, rule) => {
    expect(cronRule(rhythm)).toBe(rule);
  });
});

describe('when the clock is changed', () => {
  it.each<[string, string, string, Rhythm, string[]]>([
    ['a daily time that is left out, once, when the clock has jumped', 'Europe/Berlin', '2027-03-28', daily('02:30'), ['01:00']],
    ['a daily time that comes twice, once, the first time', 'Europe/Berlin', '2026-10-25', daily('02:30'), ['00:30']],
    ['a list of hours, each once, on the short day', 'Europe/Berlin', '2027-03-28', cron('30 2,14 * * *'), ['01:00', '12:30']],
    ['a list of hours, each once, on the long day', 'Europe/Berlin', '2026-10-25', cron('30 2,14 * * *'), ['00:30', '13:30']],
    ['steps on the hours of the clock', 'Europe/Berlin', '2027-03-28', cron('0 */6 * * *'), ['23:00', '04:00', '10:00', '16:00']],
    ['an hour that comes twice', 'America/New_York', '2026-11-01', cron('30 1 * * *'), ['05:30']],
    ['half an hour that is left out', 'Australia/Lord_Howe', '2026-10-04', daily('02:15'), ['15:30']],
    ['no change in Tokyo: the last day of the month', 'Asia/Tokyo', '2027-02-28', cron('0 4 L * *'), ['19:00']],
    [
      'every sixth hour, none left out',
      'Europe/Berlin',
      '2027-03-28',
      { kind: 'hourly', every: 6, minute: 0 },
      ['23:00', '04:00', '10:00', '16:00'],
    ],
    [
      'every twelfth hour, none left out at midnight',
      'America/Santiago',
      '2026-09-06',
      { kind: 'hourly', every: 12, minute: 15 },
      ['04:00', '15:15'],
    ],
    ['a range of hours in steps is a list of them', 'Europe/Berlin', '2027-03-28', cron('30 2-14/6 * * *'), ['01:00', '06:30', '12:30']],
  ])('%s (E3, E4): %s on %s', (_, zone, date, rhythm, times) => {
    expect(dueOn(date, zone, rhythm).map((time) => time.slice(11, 16))).toEqual(times);
  });

  it('an hourly beat is kept through an hour that comes twice', () => {
    const beat = { rhythm: cron('30 * * * *'), zone: 'Europe/Berlin' };
    expect(written(nextTimes(beat, at('2026-10-24T23:00Z'), 4))).toEqual(
      ['23:30', '00:30', '01:30', '02:30'].map((time, index) => `2026-10-${index === 0 ? '24' : '25'}T${time}Z`),
    );
  });

  // The night in which the clock is set forward, then back: 02:30, and where it is another one the hour that is changed.
  it.each([
    ['Europe/Berlin', '02:30', '2027-03-28T01:00Z', '02:30', '2026-10-25T00:30Z'],
    ['Europe/London', '02:30', '2027-03-28T01:30Z', '02:30', '2026-10-25T02:30Z'],
    ['Europe/London', '01:30', '2027-03-28T01:00Z', '01:30', '2026-10-25T00:30Z'],
    ['Atlantic/Azores', '02:30', '2027-03-28T02:30Z', '02:30', '2026-10-25T03:30Z'],
    ['Atlantic/Azores', '00:30', '2027-03-28T01:00Z', '00:30', '2026-10-25T00:30Z'],
    ['America/New_York', '02:30', '2027-03-14T07:00Z', '02:30', '2026-11-01T07:30Z'],
    ['America/New_York', '02:30', '2027-03-14T07:00Z', '01:30', '2026-11-01T05:30Z'],
    ['America/St_Johns', '02:30', '2027-03-14T05:30Z', '02:30', '2026-11-01T06:00Z'],
    ['America/St_Johns', '02:30', '2027-03-14T05:30Z', '01:30', '2026-11-01T04:00Z'],
    ['America/Havana', '02:30', '2027-03-14T06:30Z', '02:30', '2026-11-01T07:30Z'],
    ['America/Havana', '00:30', '2027-03-14T05:00Z', '00:30', '2026-11-01T04:30Z'],
    ['America/Santiago', '02:30', '2026-09-06T05:30Z', '02:30', '2027-04-04T06:30Z'],
    ['America/Santiago', '00:30', '2026-09-06T04:00Z', '23:30', '2027-04-04T02:30Z'],
    ['America/Nuuk', '02:30', '2027-03-28T03:30Z', '02:30', '2026-10-25T04:30Z'],
    ['America/Nuuk', '23:30', '2027-03-28T01:00Z', '23:30', '2026-10-25T00:30Z'],
    ['Asia/Beirut', '02:30', '2027-03-27T23:30Z', '02:30', '2026-10-25T00:30Z'],
    ['Asia/Beirut', '00:30', '2027-03-27T22:00Z', '23:30', '2026-10-24T20:30Z'],
    ['Australia/Lord_Howe', '02:30', '2026-10-03T15:30Z', '02:30', '2027-04-03T16:00Z'],
    ['Australia/Lord_Howe', '02:15', '2026-10-03T15:30Z', '01:45', '2027-04-03T14:45Z'],
    ['Pacific/Auckland', '02:30', '2026-09-26T14:00Z', '02:30', '2027-04-03T13:30Z'],
    ['Antarctica/Troll', '02:30', '2027-03-28T01:00Z', '02:30', '2026-10-25T00:30Z'],
  ])('a daily backup is due once in each night (E3, E4): %s at %s %s, at %s %s', (zone, forwardAt, forward, backAt, back) => {
    for (const [time, change] of [
      [forwardAt, forward],
      [backAt, back],
    ] as const) {
      const times = nextTimes({ rhythm: daily(time), zone }, at(change) - 3.5 * day, 7);
      expect(written([times[3] ?? null])).toEqual([change]);
      const steps = times.slice(1).map((due, index) => due - (times[index] ?? 0));
      // A night of 22 to 26 hours lies between two of them: none was left out, none came twice.
      expect(steps.filter((step) => step < 22 * hour || step > 26 * hour)).toEqual([]);
    }
  });

  it.each([1, 2, 3, 4, 6, 8, 12] as const)('a backup every %i hours leaves out no step on either day', (every) => {
    const rhythm: Rhythm = { kind: 'hourly', every, minute: 15 };
    const [short, long] = [dueOn('2027-03-28', 'Europe/Berlin', rhythm), dueOn('2026-10-25', 'Europe/Berlin', rhythm)];
    // Only the beat of every hour follows the clock: 23 of them, and 25.
    expect([short.length, long.length]).toEqual(every === 1 ? [23, 25] : [24 / every, 24 / every]);
  });
});

describe('what was missed', () => {
  const nightly = { rhythm: daily('02:30'), zone: 'Europe/Berlin' };

  it('a machine that was off for three nights missed three due times', () => {
    const missed = dueTimes(nightly, at('2026-11-19T01:30Z'), at('2026-11-22T06:00Z'), 100);
    expect(written(missed)).toEqual(['2026-11-20T01:30Z', '2026-11-21T01:30Z', '2026-11-22T01:30Z']);
  });
  it('a due time belongs to the time up to it, not to the time after it', () => {
    const due = at('2026-11-22T01:30Z');
    const between = (after: number, until: number) => dueTimes(nightly, after, until, 9).length;
    expect([between(due - 1, due), between(due, due + 1), between(due - 1, due - 1)]).toEqual([1, 0, 0]);
  });
  it('of more due times than are wanted the newest are told', () => {
    expect(written(dueTimes(nightly, 0, at('2026-11-22T06:00Z'), 2))).toEqual(['2026-11-21T01:30Z', '2026-11-22T01:30Z']);
    expect(dueTimes(nightly, 0, at('2026-11-22T06:00Z'), 0)).toEqual([]);
  });
  it('a clock set back by an hour finds the same due time again, and none before it', () => {
    const due = at('2026-11-22T01:30Z');
    expect(nextTime(nightly, due - hour)).toBe(due);
    expect(dueTimes(nightly, due, due - hour, 9)).toEqual([]);
  });
  it('a clock that is ten years ahead, or behind, costs no time (E6, E7)', () => {
    const often = { rhythm: cron('* * * * *'), zone: 'Europe/Berlin' };
    const began = performance.now();
    expect(dueTimes(often, at('2026-11-22T00:00Z'), at('2036-11-22T00:00Z'), 50)).toHaveLength(50);
    expect(dueTimes(often, at('2036-11-22T00:00Z'), at('2026-11-22T00:00Z'), 50)).toEqual([]);
    expect(performance.now() - began).toBeLessThan(500);
  });
});

it('a rule keeps its own zone, wherever the machine is carried (E5)', () => {
  const times = ['UTC', 'Asia/Tokyo', 'America/St_Johns', 'Europe/Berlin'].map((zone) => {
    vi.stubEnv('TZ', zone);
    return ['30 2 * * *', '30 */2 * * *'].map((rule) =>
      nextTimes({ rhythm: cron(rule), zone: 'Europe/Berlin' }, at('2027-03-27T12:00Z'), 20),
    );
  });
  expect(new Set(times.map((one) => JSON.stringify(one))).size).toBe(1);
});

describe('what is far away', () => {
  it.each([
    ['in 40 days', '0 4 1 1 *', '2027-01-01T04:00Z'],
    ['on a 29 February', '0 0 29 2 *', '2028-02-29T00:00Z'],
    ['on a 31st, which November has not', '0 0 31 * *', '2026-12-31T00:00Z'],
    ['on a fifth Monday', '0 0 * * 1#5', '2026-11-30T00:00Z'],
    ['on a first Sunday, written as crontab(5) has it', '0 2 1-7 * */7', '2026-12-06T02:00Z'],
    ['on an odd day that is a Monday', '0 2 */2 * 1', '2026-11-23T02:00Z'],
    ['on a 1st, or on a Monday', '0 2 1 * 1', '2026-11-23T02:00Z'],
  ])('%s', (_, rule, next) => {
    expect(written([nextTime({ rhythm: cron(rule), zone: 'UTC' }, at('2026-11-22T12:00Z'))])).toEqual([next]);
  });
  it('a year without its 29 February in 2100 is waited out (E12)', () => {
    expect(written([nextTime({ rhythm: cron('0 0 29 2 *'), zone: 'UTC' }, at('2096-03-01T00:00Z'))])).toEqual(['2104-02-29T00:00Z']);
  });
  it.each([Infinity, 8.64e15, 9e15, -Infinity])('a clock that shows %d does no harm', (now) => {
    for (const rhythm of [daily('02:30'), cron('* * * * *')]) {
      expect(nextTimes({ rhythm, zone: 'Europe/Berlin' }, now, 1)).toHaveLength(now > 0 ? 0 : 1);
      expect(dueTimes({ rhythm, zone: 'Europe/Berlin' }, 0, now, 3)).toHaveLength(now > 0 ? 3 : 0);
    }
  });
});

describe('a rule that cannot be kept', () => {
  it.each(['0 0 30 2 *', '* * 31 2,4,6,9,11 *', '0 0 1 1 +1#5'])('never comes: %s', (rule) => {
    expect(ruleProblem(cron(rule), 'Europe/Berlin')).toBe('never');
    expect(nextTime({ rhythm: cron(rule), zone: 'Europe/Berlin' }, 0)).toBeNull();
  });
  it.each([
    '',
    'daily',
    '2 * * *',
    '0 0 2 * * *',
    '0 0 2 * * * *',
    '@reboot',
    '@every 5m',
    '60 2 * * *',
    '0 24 * * *',
    '0 2 * * 8',
    '0 2 0 * *',
    '0 2 * 13 *',
    '0/5 * * * *',
    '0 2 * * fri-mon',
    '2027-01-01T02:30',
    '0 2 * * 1:5',
    '30 2 * * *\n* * * * *',
    '30 2 * * * root rdiff-backup',
    `${'9'.repeat(195)} * * * *`,
  ])('cannot be read: %s', (rule) => {
    expect(ruleProblem(cron(rule), 'Europe/Berlin')).toBe('cron');
    expect([nextTime({ rhythm: cron(rule), zone: 'UTC' }, 0), dueTimes({ rhythm: cron(rule), zone: 'UTC' }, 0, 1e12, 9)]).toEqual([
      null,
      [],
    ]);
  });
  it.each([
    '30 2 * * *',
    ' 30\t2 * * * ',
    '@daily',
    '@hourly',
    '@weekly',
    '@monthly',
    '@yearly',
    '0 22 * * MON-FRI',
    '0 2 L * *',
    '0 2 * * 5L',
    '*/15 8-18/2 1,15 JAN-JUN *',
  ])('there is nothing wrong with: %s', (rule) => {
    expect(ruleProblem(cron(rule), 'Europe/Berlin')).toBeUndefined();
  });
});
