import { expect, it } from 'vitest';
import type { PastSession } from '../../../electron/contract/history.ts';
import { pastOf } from '../../parts/timeline/points.ts';
import { addDays, addMonths, dayAfterKey, dayOf, factsByDay, keyOf, nearestWithin, weeksOf } from './month.ts';

const day = (year: number, month: number, date: number) => ({ year, month: month - 1, day: date });
const at = (...parts: [number, number, number, number?, number?]) => new Date(parts[0], parts[1] - 1, ...parts.slice(2)).getTime();

it('a month is shown in whole weeks from Monday', () => {
  const weeks = weeksOf(day(2026, 11, 15)).map((week) => week.map(keyOf));
  expect(weeks).toHaveLength(6);
  expect(weeks[0]).toEqual(['2026-10-26', '2026-10-27', '2026-10-28', '2026-10-29', '2026-10-30', '2026-10-31', '2026-11-01']);
  expect(weeks.at(-1)?.[0]).toBe('2026-11-30');
  expect(weeksOf(day(2027, 2, 1))).toHaveLength(4);
});

it('days follow one another over the ends of months and over the change of the clock', () => {
  const days = Array.from({ length: 800 }, (_, index) => keyOf(addDays(day(2027, 1, 1), index)));
  expect(new Set(days).size).toBe(800);
  expect([days[58], days[59], days[424], days[425]]).toEqual(['2027-02-28', '2027-03-01', '2028-02-29', '2028-03-01']);
});

it('a month later is the same day, or the last one of a shorter month', () => {
  expect(addMonths(day(2027, 1, 31), 1)).toEqual(day(2027, 2, 28));
  expect(addMonths(day(2027, 1, 15), -1)).toEqual(day(2026, 12, 15));
});

it('nobody is led beyond the first and the last day that has a session', () => {
  const [first, last] = [day(2026, 7, 28), day(2027, 1, 2)];
  expect([day(2026, 7, 27), day(2026, 11, 1), day(2027, 1, 3)].map((each) => keyOf(nearestWithin(each, first, last)))).toEqual([
    '2026-07-28',
    '2026-11-01',
    '2027-01-02',
  ]);
});

it.each([
  ['ArrowLeft', '2026-10-31'],
  ['ArrowRight', '2026-11-02'],
  ['ArrowUp', '2026-10-25'],
  ['ArrowDown', '2026-11-08'],
  ['Home', '2026-10-26'],
  ['End', '2026-11-01'],
  ['PageUp', '2026-10-01'],
  ['PageDown', '2026-12-01'],
])('from Sunday 1 Nov %s leads to %s', (key, to) => {
  expect(keyOf(dayAfterKey(day(2026, 11, 1), key) ?? day(1970, 1, 1))).toBe(to);
});

it('a day knows the sessions that can be restored, newest first, and what failed, was missed or is damaged', () => {
  const session = (time: number, state: PastSession['state']): PastSession => ({
    time: time / 1000,
    state,
    ...{ seconds: null, files: null, bytes: null, newFiles: null, changedFiles: null, deletedFiles: null },
    ...{ changedBytes: null, incrementBytes: null, errors: null, run: null },
  });
  const [early, late, broken, next] = [at(2026, 7, 28, 0, 0), at(2026, 7, 28, 23, 59), at(2026, 7, 28, 4, 0), at(2026, 7, 29, 0, 0)];
  const facts = factsByDay(
    pastOf(
      [session(late, 'good'), session(early, 'damaged'), session(broken, 'interrupted'), session(next, 'good')],
      [
        { kind: 'failed', at: early + 60_000, run: 1, outcome: 'failed' },
        { kind: 'missed', at: early + 120_000, reason: 'paused' },
      ],
    ),
  );
  expect(Object.fromEntries(facts)).toEqual({
    '2026-07-28': { sessions: [late / 1000, early / 1000], failed: 2, missed: 1, damaged: 1 },
    '2026-07-29': { sessions: [next / 1000], failed: 0, missed: 0, damaged: 0 },
  });
  expect(keyOf(dayOf(late))).toBe('2026-07-28');
});
