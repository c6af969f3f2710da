import { describe, expect, it } from 'vitest';
import { sampleRun } from '../contract/samples.testing.ts';
import type { OutcomeKind } from '../contract/outcome.ts';
import { isAnnounced, planRemoval, removalAfter, type RemovalGround } from './removal-plan.ts';

const day = 86_400;
const hour = 3_600_000;
const base = 1_790_000_000;
const at = (days: number) => base + days * day;
const days = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => at(from + index));

/** Thirty daily sessions, all with changes, of which ten days are kept; it is an hour after the last. */
function plan(change: Partial<RemovalGround> = {}) {
  const sessions = change.sessions === undefined ? days(0, 30) : change.sessions;
  const newest = sessions?.at(-1) ?? at(30);
  const answer = planRemoval({
    retention: '10D',
    now: newest + 3600,
    increments: sessions?.slice(0, -1) ?? [],
    begun: [],
    lastGood: newest,
    unlisted: [],
    lastEnd: newest,
    clean: true,
    incident: false,
    running: false,
    ...change,
    sessions,
  });
  const inDays = (time: number) => (time - base) / day;
  return { ...answer, before: answer.before === null ? null : inDays(answer.before), sessions: answer.sessions.map(inDays) };
}
const upTo = (last: number) => Array.from({ length: last + 1 }, (_, index) => index);

describe('what goes (I1, I12, fault row B18)', () => {
  it('is older than the newest session at or before the date of the rule: the state on that date stays', () => {
    expect(plan()).toEqual({ before: 20, sessions: upTo(19), held: null });
    expect(plan({ now: at(30) })).toMatchObject({ before: 20 });
    expect(plan({ now: at(31) - 1 })).toMatchObject({ before: 20 });
    expect(plan({ now: at(31) })).toMatchObject({ before: 21 });
  });
  it('leaves the session before the date also when it is much older: nothing else can give that state back', () => {
    expect(plan({ sessions: [at(0), at(5), at(20), at(25), at(30)], retention: '8D' })).toMatchObject({ before: 20, sessions: [0, 5] });
  });
  it('is never the last good session, nor anything newer', () => {
    expect(plan({ lastGood: at(12) })).toMatchObject({ before: 12, sessions: upTo(11) });
    expect(plan({ lastGood: at(0) })).toMatchObject({ sessions: [], held: 'nothing' });
  });
  it('is never the mirror, nor the only session', () => {
    expect(plan({ sessions: [at(30)] })).toMatchObject({ sessions: [], held: 'nothing' });
    expect(plan({ sessions: [at(0), at(30)], increments: [at(0)], retention: '1D', unlisted: days(1, 29) })).toMatchObject({
      held: 'nothing',
    });
  });
  it('is what rdiff-backup takes: unchanged sessions go only together with a later changed one', () => {
    expect(plan({ increments: [at(3), at(7), at(25)] })).toMatchObject({ before: 20, sessions: upTo(7) });
    expect(plan({ increments: [at(25)] })).toMatchObject({ sessions: [], held: 'nothing' });
    expect(plan({ increments: [] })).toMatchObject({ sessions: [], held: 'nothing' });
  });
  it('also what an interrupted removal has left of sessions, as long as they are old (fault row B17)', () => {
    const left = { sessions: [at(3), at(7), ...days(20, 30)], increments: days(20, 29), unlisted: days(8, 19) };
    expect(plan(left)).toMatchObject({ held: 'nothing' });
    expect(plan({ ...left, begun: [at(2), at(3), at(7)] })).toMatchObject({ before: 20, sessions: [3, 7], held: null });
    expect(plan({ ...left, begun: [at(3), at(25)] })).toMatchObject({ before: 20, sessions: [3] });
  });
});

describe('what holds a removal (I12)', () => {
  it.each<[RemovalGround['retention'] | string, Partial<RemovalGround>]>([
    ['keeps-all', { retention: null }],
    ['running', { running: true }],
    ['no-good-session', { lastGood: null }],
    ['no-good-session', { lastGood: null, sessions: null }],
    ['no-good-session', { lastGood: at(40) }],
    ['no-good-session', { sessions: [] }],
    ['unreadable', { sessions: null }],
    ['clock', { now: at(29) }],
    ['clock', { now: at(30) + 10 * 365 * day }],
    ['clock', { now: at(30) + 10 * 365 * day, clean: false, incident: true }],
    ['nothing', { retention: '1Y' }],
    ['nothing', { retention: '1Y', clean: false, incident: true }],
  ])('%s: nothing is listed', (held, change) => {
    expect(plan(change)).toEqual({ before: null, sessions: [], held });
  });
  it('an unclean last backup or an incident: what would go is still said', () => {
    expect(plan({ clean: false })).toMatchObject({ sessions: upTo(19), held: 'unclean' });
    expect(plan({ incident: true })).toMatchObject({ sessions: upTo(19), held: 'incident' });
    expect(plan({ clean: false, incident: true }).held).toBe('unclean');
  });
});

describe('when a removal follows by itself', () => {
  const now = base * 1000;
  const run = (kind: OutcomeKind) => sampleRun({ outcome: { kind, cause: null, facts: {} } });
  it.each<[OutcomeKind, boolean]>([
    ['ok', true],
    ['recovered', true],
    ['incomplete', false],
    ['suspicious', false],
    ['failed', false],
    ['busy', false],
    ['stuck', false],
    ['interrupted', false],
    ['cancelled', false],
  ])('after a backup that came to %s: %s', (kind, follows) => {
    expect(removalAfter(run(kind), undefined, now)).toBe(follows);
  });
  it('never after another removal, nor after a run that has not ended', () => {
    expect(removalAfter({ ...run('ok'), action: 'remove' }, undefined, now)).toBe(false);
    expect(removalAfter({ ...run('ok'), outcome: null }, undefined, now)).toBe(false);
  });
  it('once a day, though the next backup is quicker than the last; a removal from the future holds nothing up', () => {
    const after = (hours: number) => removalAfter(run('ok'), sampleRun({ action: 'remove', queuedAt: now - hours * hour }), now);
    expect([0, 1, 19.9, 20, 23.9, 48, -1, -87_600].map(after)).toEqual([false, false, false, true, true, true, true, true]);
  });
});

it('what was announced is the whole list, in its order', () => {
  expect(isAnnounced([1, 2, 3], [1, 2, 3])).toBe(true);
  expect([[1, 2], [1, 2, 3, 4], [1, 3, 2], []].map((other) => isAnnounced([1, 2, 3], other))).toEqual([false, false, false, false]);
});
