import { describe, expect, it } from 'vitest';
import { judgeRemoval, refusedRemoval, type FoundRemoval } from './judge-removal.ts';

/** A removal of 1 and 2 that left 3 and 4; lines of `printed` are its error stream. */
function judged({ printed = '', ...change }: Partial<FoundRemoval> & { printed?: string } = {}) {
  const lines = printed.split('\n').filter(Boolean);
  const stream = { notSaved: [], notSavedCount: 0, warnings: lines, tail: lines, printed };
  const after = { whole: true, sessions: [3, 4], increments: [3] };
  const { outcome, removed } = judgeRemoval({
    ...{ code: 0, cancelled: false, flooded: false, stream, begun: true, announced: [1, 2], kept: [3, 4], after },
    ...change,
  });
  return [outcome.kind, outcome.cause, removed.length, ...Object.values(outcome.facts)];
}
const nothing = { whole: true, sessions: [1, 2, 3, 4], increments: [1, 2, 3] };
const older = "WARNING: No increment is older than '5'\nWARNING: Action remove emitted warnings, see previous messages for details";

describe('a removal is judged by what stands in the repository afterwards (I2, fault row B17)', () => {
  it.each<[string, unknown[], Parameters<typeof judged>[0]]>([
    ['exactly the announced sessions are gone', ['ok', null, 2], {}],
    ['the same with a warning', ['ok', null, 2], { code: 2, printed: 'WARNING: x' }],
    ['the same though a cancellation was wanted', ['ok', null, 2], { cancelled: true }],
    ['a newer session is there as well', ['ok', null, 2], { after: { whole: true, sessions: [3, 4, 5], increments: [] } }],
    ['`No increment is older`, and nothing is gone', ['ok', null, 0], { code: 2, begun: false, after: nothing, printed: older }],
    ['exit 0, and nothing is gone', ['failed', 'removal-incomplete', 2], { after: nothing }],
    ['exit 0, and one is still there', ['failed', 'removal-incomplete', 2], { after: { ...nothing, sessions: [2, 3, 4] } }],
    ['exit 0, and an interrupted session', ['failed', 'removal-incomplete', 2], { after: { ...nothing, whole: false } }],
    ['exit 0, and it cannot be read', ['failed', 'removal-incomplete', 2], { after: null }],
    ['exit 0, and one is gone that was to stay', ['failed', 'removal-lost', 2], { after: { ...nothing, sessions: [4] } }],
    ['killed, and one is gone that was to stay', ['failed', 'removal-lost', 2], { code: null, after: { ...nothing, sessions: [4] } }],
    ['exit 2, and nothing is gone though it said so', ['failed', 'removal-incomplete', 2], { code: 2, after: nothing }],
    ['killed before it said anything', ['interrupted', 'killed', 2], { code: null, begun: false, after: nothing }],
    ['killed before anything is gone', ['interrupted', 'killed', 2], { code: null, after: nothing }],
    ['killed when all seems gone', ['interrupted', 'killed', 2], { code: null }],
    ['ended by a signal', ['interrupted', 'killed', 2, 9], { code: 137 }],
    ['cancelled on the way', ['cancelled', 'by-user', 2], { code: 143, cancelled: true, after: nothing }],
    ['flooded', ['failed', 'log-flood', 2], { code: 143, flooded: true, after: nothing }],
    ['the repository was locked', ['busy', 'writer', 0], { code: 75, after: nothing }],
    [
      'the disk is full',
      ['failed', 'disk-full', 2, 'OSError: No space left on device'],
      { code: 1, after: nothing, printed: 'OSError: No space left on device' },
    ],
    [
      'the host is gone',
      ['failed', 'refused', 0, 'ssh: connect to host h port 22: Connection refused'],
      { code: 1, begun: false, after: null, printed: 'ssh: connect to host h port 22: Connection refused' },
    ],
    [
      '--force is missing',
      ['failed', 'unknown', 0, 'ERROR: Action remove failed on step setup'],
      { code: 1, begun: false, after: nothing, printed: 'ERROR: Action remove failed on step setup' },
    ],
  ])('%s', (_, expected, change) => {
    expect(judged(change)).toEqual(expected);
  });
});

it('a removal that did not begin says why', () => {
  expect([refusedRemoval(null), refusedRemoval('unclean')].map(({ kind, cause }) => [kind, cause])).toEqual([
    ['failed', 'removal-differs'],
    ['failed', 'removal-held'],
  ]);
});
