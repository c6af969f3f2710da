import { describe, expect, it } from 'vitest';
import type { Outcome } from '../contract/outcome.ts';
import { sampleSession } from '../contract/samples.testing.ts';
import { causeOf } from '../rdiff-backup/rdiff-backup.ts';
import { began, found, one, recursion, regressing, time } from './found.testing.ts';
import { judge, lockedExit, type Found } from './judge.ts';

const failedBecause = (cause: Outcome['cause'], line: string): Outcome => ({ kind: 'failed', cause, facts: { line } });
const missed = { kind: 'UpdateError' as const, path: 'grow', reason: 'x' };

describe('the truth table of reliability.md, chapter 6 (I2, rdiff-backup 12.10, rdiff-backup 12.11)', () => {
  it.each<[row: string, evidence: Partial<Found> & { printed?: string }, outcome: Outcome]>([
    ['row 1: rc 0 and every proof', {}, { kind: 'ok', cause: null, facts: {} }],
    ['row 1: a first session', { previous: null }, { kind: 'ok', cause: null, facts: {} }],
    ['row 1: without statistics', { session: undefined }, { kind: 'failed', cause: 'no-statistics', facts: {} }],
    [
      'row 1: the session of another run',
      { session: sampleSession({ time: began - 1 }) },
      { kind: 'failed', cause: 'no-session', facts: {} },
    ],
    ['row 1: no marker', { markers: [] }, { kind: 'failed', cause: 'no-session', facts: {} }],
    ['row 1: an old marker', { markers: [began - 1] }, { kind: 'failed', cause: 'no-session', facts: {} }],
    ['row 1: the marker of another session', { markers: [time + 5] }, { kind: 'failed', cause: 'no-session', facts: {} }],
    ['row 1: two markers', { markers: [began - 1, time] }, { kind: 'failed', cause: 'no-session', facts: {} }],
    ['row 1: markers that cannot be read', { markers: null }, { kind: 'failed', cause: 'no-session', facts: {} }],
    ['row 1: a warning', { printed: 'WARNING: odd' }, { kind: 'incomplete', cause: 'warnings', facts: { line: 'WARNING: odd' } }],
    ['row 1: an error with rc 0', { printed: 'ERROR: odd' }, { kind: 'incomplete', cause: 'warnings', facts: { line: 'ERROR: odd' } }],
    [
      'row 2: Errors > 0 in the statistics',
      { session: sampleSession({ errors: 3 }) },
      { kind: 'incomplete', cause: 'files-not-saved', facts: { count: 3, first: '' } },
    ],
    [
      'row 2: UpdateError, which the statistics do not count',
      { stream: { ...found().stream, notSaved: [missed], notSavedCount: 1 } },
      { kind: 'incomplete', cause: 'files-not-saved', facts: { count: 1, first: 'grow' } },
    ],
    [
      'row 3: half of the files are gone',
      { session: sampleSession({ files: 49 }), previous: sampleSession({ files: 100 }) },
      { kind: 'suspicious', cause: 'source-shrunk', facts: { before: 100, after: 49 } },
    ],
    [
      'row 3: SourceFileSize 0 after something (fault row B12)',
      { session: sampleSession({ files: 1, bytes: 0 }) },
      { kind: 'suspicious', cause: 'source-empty', facts: { before: 100 } },
    ],
    [
      'row 3: SourceFileSize 0 at the first time',
      { session: sampleSession({ files: 1, bytes: 0 }), previous: null },
      { kind: 'suspicious', cause: 'nothing-saved', facts: { before: 0 } },
    ],
    ['row 3: within bounds', { session: sampleSession({ files: 50 }) }, { kind: 'ok', cause: null, facts: {} }],
    [
      'row 3: few files may come and go',
      { session: sampleSession({ files: 3 }), previous: sampleSession({ files: 9 }) },
      { kind: 'ok', cause: null, facts: {} },
    ],
    [
      'row 3: empty, as a person accepted it',
      { session: sampleSession({ bytes: 0 }), previous: sampleSession({ bytes: 0 }) },
      { kind: 'ok', cause: null, facts: {} },
    ],
    ['row 4: rc 2, regressed by the tool', { code: 2, printed: regressing }, { kind: 'recovered', cause: null, facts: {} }],
    ['row 4: regressed by us before', { regressed: true }, { kind: 'recovered', cause: null, facts: {} }],
    [
      'row 4: rc 2, regressed, but no complete session',
      { code: 2, printed: regressing, session: undefined },
      { kind: 'failed', cause: 'no-statistics', facts: {} },
    ],
    ['table 2.1: rc 2, the repository is inside but excluded', { code: 2, printed: recursion }, { kind: 'ok', cause: null, facts: {} }],
    ['rc 2 without a word', { code: 2 }, { kind: 'incomplete', cause: 'warnings', facts: { line: 'exit 2' } }],
    [
      'rc 2, usage: of argparse',
      { code: 2, printed: 'usage: rdiff-backup', session: undefined, markers: [5] },
      { kind: 'failed', cause: 'no-statistics', facts: {} },
    ],
    [
      'row 5: host key',
      { code: 1, printed: 'Host key verification failed.' },
      failedBecause('host-key-changed', 'Host key verification failed.'),
    ],
    [
      'row 5: login',
      { code: 1, printed: 'a@b: Permission denied (publickey).' },
      failedBecause('login-refused', 'a@b: Permission denied (publickey).'),
    ],
    [
      'row 5: refused',
      { code: 1, printed: 'ssh: connect to host h port 22: Connection refused' },
      failedBecause('refused', 'ssh: connect to host h port 22: Connection refused'),
    ],
    [
      'row 5: timed out',
      { code: 1, printed: 'ssh: connect to host h port 22: Connection timed out' },
      failedBecause('timed-out', 'ssh: connect to host h port 22: Connection timed out'),
    ],
    [
      'row 6: disk full',
      { code: 1, printed: 'OSError: [Errno 28] No space left on device' },
      failedBecause('disk-full', 'OSError: [Errno 28] No space left on device'),
    ],
    [
      'row 7: clock',
      { code: 1, printed: 'ERROR: The last backup is not in the past. Aborting.' },
      failedBecause('clock', 'ERROR: The last backup is not in the past. Aborting.'),
    ],
    ['row 7: clock, in the sentence that names two causes', { code: 1, printed: one, markers: [5] }, failedBecause('clock', one)],
    [
      'row 8: still running',
      { code: 1, printed: 'Fatal Error: It appears that a previous rdiff-backup session with process id 857 is still running.' },
      {
        kind: 'busy',
        cause: 'writer',
        facts: { line: 'Fatal Error: It appears that a previous rdiff-backup session with process id 857 is still running.' },
      },
    ],
    ['row 8: our own lock is held', { code: lockedExit, session: undefined }, { kind: 'busy', cause: 'writer', facts: {} }],
    [
      'row 9: more than one current_mirror',
      { code: 1, printed: one, deadEnd: true, markers: [4, 5] },
      { kind: 'stuck', cause: 'dead-end', facts: { line: one } },
    ],
    ['row 9: the same on a host', { code: 1, printed: one, markers: null }, { kind: 'stuck', cause: 'dead-end', facts: { line: one } }],
    ['row 10: a signal', { code: 137 }, { kind: 'interrupted', cause: 'killed', facts: { signal: 9 } }],
    [
      'row 10: a signal that Python caught',
      { code: 1, printed: 'rdiff_backup.robust.SignalException: 15' },
      { kind: 'interrupted', cause: 'killed', facts: { line: 'rdiff_backup.robust.SignalException: 15' } },
    ],
    ['row 10: gone without a record', { code: null }, { kind: 'interrupted', cause: 'killed', facts: {} }],
    ['row 10: by the user', { code: 143, cancelled: true }, { kind: 'cancelled', cause: 'by-user', facts: {} }],
    ['row 10: by the user, gone without a record', { code: null, cancelled: true }, { kind: 'cancelled', cause: 'by-user', facts: {} }],
    ['row 10: by the user, too late: it was complete', { cancelled: true }, { kind: 'ok', cause: null, facts: {} }],
    [
      'rc 1 and nothing that is known',
      { code: 1, printed: 'KeyError: x' },
      { kind: 'failed', cause: 'unknown', facts: { line: 'KeyError: x', code: 1 } },
    ],
    ['rc 1 although everything is there', { code: 1 }, { kind: 'failed', cause: 'unknown', facts: { line: '', code: 1 } }],
    ['rc 3: the error bit counts', { code: 3, printed: 'x' }, { kind: 'failed', cause: 'unknown', facts: { line: 'x', code: 3 } }],
    ['rc 16: not one of the bits', { code: 16 }, { kind: 'failed', cause: 'unknown', facts: { line: '', code: 16 } }],
    ['rc 127: not started', { code: 127, printed: 'sh: 1: not found' }, failedBecause('not-started', 'sh: 1: not found')],
    ['a flood', { flooded: true }, { kind: 'failed', cause: 'log-flood', facts: {} }],
  ])('%s', (_, evidence, outcome) => {
    expect(judge(found(evidence))).toEqual(outcome);
  });

  it.each([4, 6, 8, 10, 12, 14])('rc %d names files: never green, whatever was said beside it', (code) => {
    expect(judge(found({ code, printed: recursion })).kind).toBe('incomplete');
  });
});

it('the cause that a person reads is the one found in the text, with its line and no traceback (rdiff-backup 12.22)', () => {
  const printed = `Traceback (most recent call last):\n  File "x"\nOSError: [Errno 28] No space left on device\n`;
  expect(judge(found({ code: 1, printed })).facts).toEqual({ line: causeOf(printed)?.line });
});
