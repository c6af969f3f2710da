import { describe, expect, it } from 'vitest';
import { sampleRun, sampleSession } from '../contract/samples.testing.ts';
import { isOurs, knownFrom, knowsNothing } from './identity.ts';

const session = sampleSession();
const { time } = session;
const step = { name: 'backup', process: { pid: 1, startTime: '1', bootId: 'b' }, startedAt: (time - 5) * 1000 + 400 } as const;
const ended = sampleRun({ step, endedAt: (time + 60) * 1000 + 1 });
/** A run that was killed before it could see its session. */
const lost = { ...ended, session: null };

const holds = (...sessions: [time: number, digest: string | null][]) => ({
  times: sessions.map(([at]) => at),
  digestOf: (at: number) => Promise.resolve(sessions.find(([when]) => when === at)?.[1] ?? null),
});

describe('whether a repository is the one this job has written (fault rows B10, B11, rdiff-backup 12.8)', () => {
  it.each([
    ['one of our sessions, by its digest', knownFrom([session], [ended]), holds([time, session.digest]), true],
    ['one of many', knownFrom([session, sampleSession({ time: 5 })], []), holds([1, 'x'], [5, session.digest], [9, 'y']), true],
    ['the same second, where statistics cannot be read (a push)', knownFrom([session], []), holds([time, null]), true],
    ['a session of which we kept no digest', knownFrom([sampleSession({ digest: null })], []), holds([time, 'x']), true],
    ['the same second but other statistics', knownFrom([session], []), holds([time, 'another']), false],
    ['only sessions of others', knownFrom([session], []), holds([5, 'x']), false],
    ['nothing', knownFrom([session], [ended]), holds(), false],
    ['a session that began while a run of ours wrote whose end we did not see', knownFrom([], [lost]), holds([time, 'x']), true],
    ['one that began before that run', knownFrom([], [lost]), holds([time - 6, 'x']), false],
    ['one that began after that run', knownFrom([], [lost]), holds([time + 62, 'x']), false],
    // Two jobs that run at the same hour, and their disks exchanged: we know what we wrote then, and this is not it.
    ['a foreign session of the hour in which we wrote another one', knownFrom([session], [ended]), holds([time + 20, 'x']), false],
    ['the same second but other statistics, with the run that wrote ours', knownFrom([session], [ended]), holds([time, 'another']), false],
  ])('%s: %s', async (_, known, there, expected) => {
    expect(await isOurs(known, there)).toBe(expected);
  });
});

it('only runs that wrote and are over have a window', () => {
  const regress = { ...step, name: 'regress' } as const;
  const runs = [lost, { ...lost, step: null }, { ...lost, endedAt: null }, { ...lost, step: regress }];
  expect(knownFrom([], runs)).toEqual({ sessions: [], windows: [{ from: time - 5, to: time + 61 }] });
});

it('a job that never completed a session knows nothing, whatever it tried', () => {
  expect([knowsNothing(knownFrom([], [lost])), knowsNothing(knownFrom([session], []))]).toEqual([true, false]);
});
