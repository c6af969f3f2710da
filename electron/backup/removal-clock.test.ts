import { describe, expect, it } from 'vitest';
import { cutoff, isClockDoubtful, witnessedCutoff, type Retention, type Timeline } from './removal-clock.ts';

const day = 86_400;
const hour = 3600;
/** Whole days are easy to read; 02:30 keeps them off the border of a day. */
const at = (days: number) => days * day + 2.5 * hour;
const daily = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => at(from + index * step));

const timeline = (change: Partial<Timeline>): Timeline => {
  const sessions = change.sessions ?? daily(100, 130);
  const newest = sessions.at(-1) ?? at(130);
  return { now: newest + hour, lastEnd: newest + 600, ...change, sessions };
};

it.each([
  ['10D', 10],
  ['2W', 14],
  ['3M', 90],
  ['1Y', 365],
  ['9999Y', 9999 * 365],
])('%s is %d days, by the arithmetic of rdiff-backup', (retention, days) => {
  expect(cutoff(retention, at(0)) / day).toBe(at(0) / day - days);
});

describe('time counts as long as somebody has seen it pass (fault row E7)', () => {
  const seen = (change: Partial<Timeline>) => Math.round((witnessedCutoff('10D', timeline(change)) / day) * 10) / 10;

  it('with a session every day the date is that of the calendar', () => {
    expect(seen({})).toBe(120.1);
  });
  it('with weeks between sessions as well, when that is usual', () => {
    expect(seen({ sessions: daily(30, 130, 20) })).toBe(120.1);
  });
  it('a jump of ten years makes nothing older, however long the wrong clock stays', () => {
    const later = daily(3750, 3754);
    expect(seen({ sessions: [...daily(100, 130), ...later] })).toBe(124.1);
    expect(seen({ sessions: [...daily(100, 130), ...daily(3750, 3790)] })).toBe(3780.1);
  });
  it('nor do three months in which the machine was off: its sessions stay longer', () => {
    expect(seen({ sessions: [...daily(100, 130), ...daily(220, 224)] })).toBe(124.1);
  });
  it('nor does a time in which every backup failed: it cannot be told from a wrong clock', () => {
    expect(seen({ sessions: [...daily(100, 130), ...daily(160, 162)] })).toBe(122.1);
  });
  it('nobody has seen what lies before the first session', () => {
    expect(seen({ sessions: daily(128, 130) })).toBe(120.1);
  });
});

describe('whether the clock may decide what is old (fault rows E6, E7)', () => {
  it.each<[string, boolean, Partial<Timeline>]>([
    ['a session every day', false, {}],
    ['a single session', false, { sessions: daily(130, 130) }],
    ['no session at all', false, { sessions: [], lastEnd: null, now: at(130) }],
    ['a second after the newest session', false, { now: at(130) + 1, lastEnd: at(130) }],
    ['a clock that the network has set back by half a minute', false, { now: at(130) - 30, lastEnd: null }],
    ['an hour before the newest session', true, { now: at(130) - hour, lastEnd: null }],
    ['an hour before the end of the last backup', true, { lastEnd: at(130) + 2 * hour }],
    ['eight days without anything, where a day is usual', false, { now: at(138) }],
    ['nine days', true, { now: at(139) }],
    ['ten years without anything', true, { now: at(3780) }],
    ['the first session after ten years', true, { sessions: [...daily(100, 130), at(3780)] }],
    ['two days later', false, { sessions: [...daily(100, 130), ...daily(3780, 3782)] }],
    ['three sessions of one day after ten years', true, { sessions: [...daily(100, 130), at(3780), at(3780) + 60, at(3780) + 120] }],
    ['a session every month', false, { sessions: daily(100, 400, 30) }],
    ['a month that was left out, of a job that runs every month', true, { sessions: [...daily(100, 400, 30), at(460)] }],
    ['two sessions with ten years between them', true, { sessions: [at(130), at(3780)] }],
  ])('%s: doubtful %s', (_, doubtful, change) => {
    expect(isClockDoubtful('1Y', timeline(change))).toBe(doubtful);
  });

  it.each<[Retention, number]>([
    ['1Y', 7],
    ['60D', 6],
    ['10D', 2],
    ['3D', 2],
  ])('with %s a pause of %d days on top of the usual one is believed, and no longer one', (rule, days) => {
    const after = (pause: number) => isClockDoubtful(rule, timeline({ now: at(131) + pause * day }));
    expect([after(days - 0.1), after(days + 0.1)]).toEqual([false, true]);
  });
});
