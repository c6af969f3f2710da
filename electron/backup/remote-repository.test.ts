import { describe, expect, it } from 'vitest';
import { sampleHost, sampleJob, sampleRun, sampleSession } from '../contract/samples.testing.ts';
import { answered, fakeClock, fakeFiles, fakeProcesses } from '../platform/fakes.testing.ts';
import type { ShortResult } from '../platform/ports.ts';
import type { Assignment } from './context.ts';
import { checkRemoteRepository } from './remote-repository.ts';

const session = sampleSession({ digest: null });
const { time } = session;
const none = "ERROR: Path '/b' couldn't be identified as being within an existing backup repository\n";

function setup(answer: ShortResult, { known = true, adopt = false, now = time + 3600 } = {}) {
  const clock = fakeClock(now * 1000);
  const processes = fakeProcesses({ run: () => Promise.resolve(answer) });
  const deps = {
    clock,
    files: fakeFiles(),
    processes,
    toolVersion: () => Promise.resolve('2.2.2'),
    facts: { fact: () => undefined, keepFact: () => undefined },
  };
  const assignment: Assignment = {
    run: sampleRun(),
    job: sampleJob({ repository: { host: 'host-0000000a', path: '/b' }, adopt }),
    host: sampleHost(),
    folder: '/home/runs/7',
    known: { sessions: known ? [session] : [], windows: [] },
    baseline: null,
    home: '/home',
  };
  return { check: () => checkRemoteRepository(deps, assignment, '/usr/bin/rdiff-backup'), clock };
}

const listed = (...lines: string[]) => answered(0, lines.map((line) => `${line} directory\n`).join(''));
const halted = (kind: string, cause: string) => ({ kind: 'halt', outcome: { kind, cause } });

const silent: ShortResult = { kind: 'timed-out', code: -1, stdout: '', stderr: '' };

describe('the repository of a push, before a byte is written (I11, rdiff-backup 12.9, rdiff-backup 12.13, rdiff-backup 12.14)', () => {
  it.each([
    ['ours, healthy', listed(String(time)), {}, { kind: 'go', first: false, regress: false, newest: time }],
    ['ours, interrupted', listed(String(time), '-1'), {}, { kind: 'go', first: false, regress: true, newest: time }],
    ['none yet, first run', answered(1, '', none), { known: false }, { kind: 'go', first: true }],
    ['a first session that never ended', listed('0'), { known: false }, { kind: 'go', first: true }],
    ['somebody else’s', listed('5'), {}, halted('failed', 'repository-unknown')],
    ['somebody else’s at the first run', listed('5'), { known: false }, halted('failed', 'repository-unknown')],
    ['one that a person said is ours', listed('5'), { known: false, adopt: true }, { kind: 'go', first: false }],
    ['gone (fault row B11)', answered(1, '', none), {}, halted('failed', 'repository-missing')],
    ['from the future (fault row E8)', listed(String(time), String(time + 7200)), {}, halted('failed', 'clock')],
    ['not to be reached', answered(1, '', 'ssh: connect to host h port 22: Connection refused'), {}, halted('failed', 'refused')],
    ['silent', silent, {}, halted('failed', 'timed-out')],
    ['unreadable for a reason nobody knows', answered(1, '', 'KeyError: x'), {}, halted('failed', 'unknown')],
    // Measured: two markers and no increment are listed as `-1 directory` and nothing else; regress does not help there (fault row B2).
    ['interrupted before the first increment', listed('-1'), {}, halted('stuck', 'dead-end')],
  ])('%s', async (_, answer, given, expected) => {
    expect(await setup(answer, given).check()).toMatchObject(expected);
  });

  it('a second that has just begun is waited for (fault row E9)', async () => {
    const { check, clock } = setup(listed(String(time)), { now: time });
    expect(await check()).toMatchObject({ kind: 'go' });
    expect(clock.monotonic()).toBeGreaterThanOrEqual(1000);
  });
});
