import { describe, expect, it } from 'vitest';
import { RestoreReport, type Damaged } from '../contract/restore.ts';
import { sampleReport } from '../contract/samples.testing.ts';
import { outcomeOf } from './report.ts';

const list: Damaged = { path: '', why: 'attributes', session: 5, file: 'extended_attributes.gz', nearest: null };
const lists = { damaged: [list, list], damagedCount: 2 };
const damaged = (...reasons: Damaged['why'][]) => ({
  damaged: reasons.map((why) => ({ path: why, why, nearest: null })),
  damagedCount: reasons.length,
});

describe('what a restore came to (I2, fault rows K6, K7)', () => {
  it.each<[string, Partial<RestoreReport>, string, string | null]>([
    ['every file has its recorded hash', {}, 'ok', null],
    ['no file was among it', { verified: 0, ofFiles: 0 }, 'ok', null],
    ['some have none', { verified: 90, unrecorded: 10 }, 'incomplete', 'files-unrecorded'],
    ['owners and hard links that the target does not take', { unset: 9, split: 3 }, 'ok', null],
    ['links that the target does not take', damaged('unsupported', 'name'), 'incomplete', 'entries-refused'],
    ['such links beside a damaged file', { verified: 99, ...damaged('hash', 'unsupported') }, 'incomplete', 'files-damaged'],
    ['such links beside folders', { verified: 0, ofFiles: 0, ...damaged('unsupported') }, 'incomplete', 'entries-refused'],
    ['such links and nothing else', { verified: 0, ofFiles: 0, entries: 0, ...damaged('unsupported') }, 'failed', 'nothing-restored'],
    ['lists of the session that cannot be read', lists, 'incomplete', 'attributes-unread'],
    ['those of a folder alone', { ...lists, verified: 0, ofFiles: 0 }, 'incomplete', 'attributes-unread'],
    ['those and a file that nobody tells of', { ...lists, verified: 99 }, 'failed', 'unknown'],
    [
      'those beside a damaged file',
      { verified: 99, damaged: [list, ...damaged('hash').damaged], damagedCount: 2 },
      'incomplete',
      'files-damaged',
    ],
    ['those beside such links', { damaged: [list, ...damaged('name').damaged], damagedCount: 2 }, 'incomplete', 'entries-refused'],
    ['those and not one file', { verified: 0, damaged: [list, ...damaged('hash').damaged], damagedCount: 2 }, 'failed', 'nothing-restored'],
    ['not one file', { verified: 0, ...damaged('hash') }, 'failed', 'nothing-restored'],
    ['a file that nobody tells of', { verified: 99 }, 'failed', 'unknown'],
    ['a file that is told of twice', { verified: 101 }, 'failed', 'unknown'],
  ])('%s', (_, change, kind, cause) => {
    expect(outcomeOf(sampleReport(change))).toMatchObject({ kind, cause });
  });
});

it('a report of before anybody proved other versions calls none of them good', () => {
  const old = { path: 'a', why: 'hash', nearest: { session: 5, older: true } };
  expect(RestoreReport.parse({ ...sampleReport(), damaged: [old], damagedCount: 1 }).damaged).toEqual([
    { ...old, nearest: { session: 5, older: true, proved: false } },
  ]);
});

it('a report of before anybody counted what a target does not take can still be read', () => {
  const { unset, split, ...old } = sampleReport();
  expect(RestoreReport.parse(old)).toEqual({ ...old, unset, split });
});
