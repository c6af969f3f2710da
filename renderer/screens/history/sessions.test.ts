import { expect, it } from 'vitest';
import { goneSince, isBefore, isShowable, neighboursOf, versionAt, type Sessions } from './sessions.ts';

const sessions: Sessions = [
  { time: 50, state: 'interrupted' },
  { time: 40, state: 'good' },
  { time: 30, state: 'damaged' },
  { time: 20, state: 'good' },
  { time: 10, state: 'good' },
];

it.each([
  [10, null, 20],
  [20, 10, 40],
  [30, 20, 40],
  [40, 20, null],
])('from %i one goes to %j and %j: to sessions that can be listed', (time, before, after) => {
  expect(neighboursOf(sessions, time)).toEqual({ before, after });
});

it('a session has the version whose span it lies in, or none', () => {
  const versions = [
    { first: 40, last: 40 },
    { first: 10, last: 20 },
  ];
  expect([10, 20, 30, 40].map((session) => versionAt(versions, session)?.first)).toEqual([10, 10, undefined, 40]);
});

it('a session before the oldest version that is loaded is not told of by them', () => {
  const versions = [{ first: 40 }, { first: 20 }];
  expect([10, 20, 30, 50].map((session) => isBefore(session, versions))).toEqual([true, false, false, false]);
  expect(isBefore(10, [])).toBe(false);
});

it('what was last seen is gone since the next session that can tell: a damaged or interrupted one proves nothing', () => {
  expect([10, 20, 40].map((last) => goneSince(sessions, last))).toEqual([20, 40, null]);
});

it('what was interrupted is no restore point to be shown, and what is damaged says so itself', () => {
  expect([50, 40, 30, 35].map((time) => isShowable(sessions, time))).toEqual([false, true, true, false]);
});
