import { describe, expect, it } from 'vitest';
import type { Verification } from '../../rdiff-backup/rdiff-backup.ts';
import { judgeVerify, type FoundVerify } from './judge-verify.ts';

type Change = Partial<Omit<FoundVerify, 'said'>> & { said?: Partial<Verification>; printed?: string };

/** A verification of ten files, all right; lines of `printed` are its error stream. */
function judged({ printed = '', said = {}, ...change }: Change = {}) {
  const lines = printed.split('\n').filter(Boolean);
  const warnings = lines.filter((line) => /^(WARNING|ERROR)/.test(line));
  const stream = { notSaved: [], notSavedCount: 0, warnings, tail: lines, printed };
  const clean: Verification = { verified: 10, last: 'j', wrong: [], wrongCount: 0, unrecorded: 0, clean: true };
  const { outcome, report } = judgeVerify({
    ...{
      session: 5,
      code: 0,
      cancelled: false,
      flooded: false,
      stalled: false,
      of: { files: 10, bytes: 100 },
      damaged: [],
      ms: 2,
      copyMs: 1,
    },
    stream,
    ...change,
    said: { ...clean, ...said },
  });
  const { verified, ofFiles, unrecorded, damagedCount } = report;
  return [outcome.kind, outcome.cause, `${verified}/${ofFiles} ${unrecorded} ${damagedCount}`, ...Object.values(outcome.facts)];
}
const wrong = "WARNING: Computed SHA1 digest of file f 'a' doesn't match recorded digest of 'b'. Your backup repository may be corrupted!";
const broken = 'Traceback (most recent call last):\ngzip.BadGzipFile: CRC check failed 0x1 != 0x2';
const two = 'WARNING: Two different times for current mirror found';
const noHash = 'WARNING: Cannot find SHA1 digest for file a, perhaps because this feature was added in v1.1.1';
const damaged: FoundVerify['damaged'] = [{ path: 'f', why: 'hash', nearest: null }];

describe('a verification is told by what was read, never by its exit code (I2, fault rows B1, B3, B4)', () => {
  it.each<[string, unknown[], Change]>([
    ['every file is right', ['ok', null, '10/10 0 0'], {}],
    ['the same though a cancellation was wanted', ['ok', null, '10/10 0 0'], { cancelled: true }],
    ['only rdiff-backup can count the files', ['ok', null, '10/10 0 0'], { of: null }],
    ['exit 0, and it read too few', ['failed', 'unknown', '9/10 0 0', 'rdiff-backup verify: 9 / 10', 0], { said: { verified: 9 } }],
    ['exit 0, and it read too many', ['failed', 'unknown', '11/10 0 0', 'rdiff-backup verify: 11 / 10', 0], { said: { verified: 11 } }],
    ['exit 0, and it never said so', ['failed', 'unknown', '10/10 0 0', 'rdiff-backup verify: 10 / 10', 0], { said: { clean: false } }],
    [
      'files without a digest',
      ['incomplete', 'files-unrecorded', '6/10 4 0', 4],
      { said: { verified: 6, unrecorded: 4 }, printed: noHash },
    ],
    [
      'a wrong file',
      ['incomplete', 'files-damaged', '9/10 0 1', 1, 'f'],
      { code: 2, said: { verified: 9, wrongCount: 1, clean: false }, printed: wrong, damaged },
    ],
    [
      'wrong ones and some without a digest',
      ['incomplete', 'files-damaged', '6/10 2 2', 2, 'f'],
      { code: 2, said: { verified: 6, wrongCount: 2, unrecorded: 2, clean: false }, printed: wrong, damaged },
    ],
    [
      'stopped at a broken increment',
      ['incomplete', 'files-damaged', '3/10 0 1', 1, 'f'],
      { code: 1, said: { verified: 3, clean: false }, printed: broken, damaged },
    ],
    [
      'held up for ever by a lost file',
      ['incomplete', 'files-damaged', '3/10 0 1', 1, 'f'],
      { code: 137, stalled: true, said: { verified: 3, clean: false }, damaged },
    ],
    ['an interrupted session', ['incomplete', 'warnings', '10/10 0 0', two], { printed: two }],
    ['cancelled', ['cancelled', 'by-user', '3/10 0 0'], { code: 143, cancelled: true, said: { verified: 3, clean: false } }],
    ['killed', ['interrupted', 'killed', '3/10 0 0'], { code: null, said: { verified: 3, clean: false } }],
    ['killed by a signal', ['interrupted', 'killed', '3/10 0 0', 9], { code: 137, said: { verified: 3, clean: false } }],
    ['flooded', ['failed', 'log-flood', '3/10 0 0'], { code: 143, flooded: true, said: { verified: 3, clean: false } }],
    [
      'the host is gone',
      ['failed', 'refused', '0/10 0 0', 'ssh: connect to host h port 22: Connection refused', 1],
      { code: 1, said: { verified: 0, clean: false }, printed: 'ssh: connect to host h port 22: Connection refused' },
    ],
  ])('%s', (_, expected, change) => {
    expect(judged(change)).toEqual(expected);
  });
});
