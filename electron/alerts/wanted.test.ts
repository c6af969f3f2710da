import { describe, expect, it } from 'vitest';
import { OutcomeKind, type Cause } from '../contract/outcome.ts';
import type { Run } from '../contract/run.ts';
import { sampleRun, sampleSession } from '../contract/samples.testing.ts';
import { forecast } from './disk.ts';
import { wantedOf, type JobFacts } from './wanted.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 22, 12);
const good = sampleRun({ endedAt: now - hour });
const facts = (change: Partial<JobFacts> = {}): JobFacts => ({
  id: 'job-0000000b',
  name: 'www',
  createdAt: now - 30 * day,
  target: 26 * hour,
  last: good,
  lastGood: good,
  lastRemoval: undefined,
  drills: { days: 7, last: undefined, lastGood: undefined, since: now - hour, isActive: false },
  active: undefined,
  pause: undefined,
  catchingUp: false,
  disk: undefined,
  ...change,
});
const bad = (kind: OutcomeKind, cause: Cause | null = 'refused', change: Partial<Run> = {}): Run =>
  sampleRun({ id: 9, outcome: { kind, cause, facts: {} }, session: null, ...change });
const causes = (change: Partial<JobFacts>, at = now) => wantedOf(facts(change), at).map(({ cause }) => cause);

describe('every outcome that is not good is exactly one incident (I3)', () => {
  it.each(OutcomeKind.options.map((kind) => [kind]))('%s', (kind) => {
    const expected = { ok: [], recovered: [], cancelled: [], incomplete: ['incomplete'], suspicious: ['suspicious'], stuck: ['stuck'] };
    const found = causes({ last: bad(kind, 'refused', { endedAt: now - 2 * hour }) });
    expect(found).toEqual(kind in expected ? expected[kind as keyof typeof expected] : ['failed']);
  });

  it('that another program works on the repository only once it has been tried again for some time (truth table, BUSY)', () => {
    const ended = (minutes: number) => causes({ last: bad('busy', 'writer', { endedAt: now - minutes * 60_000 }) });
    expect([ended(0), ended(89), ended(90)]).toEqual([[], [], ['failed']]);
  });

  it('a changed host key is an incident of its own', () => {
    expect(causes({ last: bad('failed', 'host-key-changed') })).toEqual(['host-key']);
  });

  it('what a person accepted is none', () => {
    expect(causes({ last: bad('suspicious', 'source-empty', { accepted: true }) })).toEqual([]);
  });

  it('a job that fails for a week stays one incident, and is not late as well', () => {
    expect(causes({ last: bad('failed'), lastGood: sampleRun({ endedAt: now - 7 * day }) })).toEqual(['failed']);
  });
});

describe('a removal of old sessions', () => {
  it.each<[string, OutcomeKind, Cause | null, string[]]>([
    ['that did what it announced', 'ok', null, []],
    ['that was held back', 'failed', 'removal-held', []],
    ['that lost what was to stay', 'failed', 'removal-lost', ['removal']],
    ['that was killed', 'interrupted', 'killed', ['removal']],
  ])('%s', (_, kind, cause, expected) => {
    expect(causes({ lastRemoval: bad(kind, cause, { action: 'remove' }) })).toEqual(expected);
  });
});

describe('drills', () => {
  const drills = (change: Partial<JobFacts['drills']>) => causes({ drills: { ...facts().drills, ...change } });
  const drill = (id: number, ended: number, kind: OutcomeKind, cause: Cause | null = null) =>
    bad(kind, cause, { id, action: 'drill', endedAt: ended });
  it.each<[string, Partial<JobFacts['drills']>, string[]]>([
    ['none yet, since yesterday', { since: now - day }, []],
    ['none yet, for as long as two and a day would take', { since: now - 15 * day }, []],
    ['none yet, for longer', { since: now - 15 * day - 1 }, ['drill-overdue']],
    ['none while none can be', { since: undefined }, []],
    ['none because nobody wants any', { since: now - 99 * day, days: null }, []],
    ['a late one at work', { since: now - 99 * day, isActive: true }, []],
    ['a good one under a wrong clock', { lastGood: drill(4, now + 99 * day, 'ok') }, ['drill-overdue']],
    ['one that found damage', { last: drill(5, now - day, 'incomplete', 'files-damaged') }, ['drill-failed']],
    ['one that found damage on demand', { days: null, last: drill(5, now - day, 'incomplete', 'files-damaged') }, ['drill-failed']],
    ['one that could not begin', { last: drill(5, now - day, 'failed', 'refused'), since: now - 99 * day }, ['drill-failed']],
  ])('%s', (_, change, expected) => {
    expect(drills(change)).toEqual(expected);
  });

  it('a good one ends both', () => {
    const good = drill(6, now - day, 'incomplete', 'files-unrecorded');
    expect(drills({ last: good, lastGood: good, since: now - 99 * day })).toEqual([]);
  });

  it('are told beside what backups came to', () => {
    expect(causes({ last: bad('failed'), drills: { ...facts().drills, since: now - 99 * day } })).toEqual(['failed', 'drill-overdue']);
  });
});

describe('silence is an incident (I3, H7)', () => {
  const old = sampleRun({ endedAt: now - 27 * hour });
  it.each<[string, Partial<JobFacts>, string[]]>([
    ['no good session for longer than the target', { last: old, lastGood: old }, ['overdue']],
    ['just within the target', { lastGood: sampleRun({ endedAt: now - 26 * hour }) }, []],
    ['never any since it was set up', { last: undefined, lastGood: undefined }, ['never-ran']],
    ['none yet, but set up today', { last: undefined, lastGood: undefined, createdAt: now - hour }, []],
    ['hidden by a pause', { lastGood: old, last: old, pause: { job: null, since: now - day, until: null } }, ['paused']],
    ['late before the pause began', { lastGood: old, last: old, pause: { job: null, since: now - hour / 2, until: null } }, ['overdue']],
    ['a good session far ahead, made under a wrong clock', { lastGood: sampleRun({ endedAt: now + 365 * day }) }, ['overdue']],
    ['a pause that hides nothing', { pause: { job: null, since: now - day, until: null } }, []],
    ['about to be caught up', { lastGood: old, last: old, catchingUp: true }, []],
    ['being caught up', { lastGood: old, last: old, active: sampleRun({ state: 'running', queuedAt: now - hour }) }, []],
    [
      'a run that came to a stop',
      { lastGood: old, last: old, active: sampleRun({ state: 'running', queuedAt: now - 27 * hour }) },
      ['overdue'],
    ],
    ['a first backup of much data', { last: undefined, lastGood: undefined, active: sampleRun({ queuedAt: now - 3 * day }) }, []],
    [
      'a first backup that takes for ever',
      { last: undefined, lastGood: undefined, active: sampleRun({ queuedAt: now - 8 * day }) },
      ['never-ran'],
    ],
  ])('%s', (_, change, expected) => {
    expect(causes(change)).toEqual(expected);
  });
});

describe('a disk that fills up', () => {
  const sessions = (count: number, change: number, apart = day) =>
    Array.from({ length: count }, (_, index) => sampleSession({ time: (now - index * apart) / 1000, destinationChange: change }));
  it.each<[string, { free: number; size: number }, number, number, boolean]>([
    ['ten days left', { free: 1e11, size: 1e12 }, 30, 1e10, true],
    ['twenty days left', { free: 2e11, size: 1e12 }, 30, 1e10, false],
    ['it does not grow', { free: 1e11, size: 1e12 }, 30, 0, false],
    ['it shrinks', { free: 1e11, size: 1e12 }, 30, -1e9, false],
    ['too little is known', { free: 1e11, size: 1e12 }, 4, 1e11, false],
    ['nearly full', { free: 5e8, size: 1e12 }, 2, 0, true],
    ['small, but with room', { free: 5e8, size: 1e9 }, 2, 0, false],
  ])('%s', (_, space, count, change, warns) => {
    expect(causes({ disk: forecast(space, sessions(count, change)) })).toEqual(warns ? ['disk-filling'] : []);
  });

  it('what the first of the sessions added came before the span that is measured', () => {
    expect(forecast({ free: 1e12, size: 2e12 }, sessions(11, 1e9)).perDay).toBe(1e9);
  });

  it('many sessions within minutes say nothing about a day', () => {
    expect(forecast({ free: 1e9, size: 1e12 }, sessions(30, 1e9, 60_000)).days).toBe(Infinity);
  });
});
