import { describe, expect, it } from 'vitest';
import { parseDataFile, unquoteName } from './stamp.ts';

const at = Date.UTC(2026, 1, 28, 6, 13, 20) / 1000;

describe('instants are compared, not texts: one session has stamps of several zones (rdiff-backup 12.16)', () => {
  it.each([
    ['session_statistics.2026-02-28T06:13:20Z.data', { base: 'session_statistics', time: at, kind: 'data' }],
    ['mirror_metadata.2026-02-28T01:13:20-05:00.diff', { base: 'mirror_metadata', time: at, kind: 'diff' }],
    ['mirror_metadata.2026-02-28T15:13:20+09:00.snapshot.gz', { base: 'mirror_metadata', time: at, kind: 'snapshot' }],
    ['current_mirror.2026-02-28T06-13-20Z.data', { base: 'current_mirror', time: at, kind: 'data' }],
    ['current_mirror.2026-02-28T07-13-20+01-00.data', { base: 'current_mirror', time: at, kind: 'data' }],
    ['error_log.2026-02-28T11:43:20+05:30.data.gz', { base: 'error_log', time: at, kind: 'data' }],
    // rdiff-backup's own rule for offsets, 60 * int(hh) + mm: -03:30 is read as two and a half hours.
    ['error_log.2026-02-28T03:43:20-03:30.data', { base: 'error_log', time: at, kind: 'data' }],
    ['current_mirror.2028-02-29T23:59:59Z.data', { base: 'current_mirror', time: Date.UTC(2028, 1, 29, 23, 59, 59) / 1000, kind: 'data' }],
  ])('%s', (file, expected) => {
    expect(parseDataFile(file, false)).toEqual({ ...expected, file });
  });
});

it('the names of a quoted repository are unquoted, those of another are not', () => {
  const file = 'mirror_metadata.2026-11-22;08406-19-41;090.snapshot.gz';
  const time = Date.UTC(2026, 10, 22, 6, 19, 41) / 1000;
  expect(parseDataFile(file, true)).toEqual({ base: 'mirror_metadata', time, kind: 'snapshot', file });
  expect(parseDataFile(file, false)).toBeUndefined();
  expect(unquoteName(';070oo;058;059')).toBe('Foo:;');
});

it.each([
  'backup.log',
  'chars_to_quote',
  'lock.yml',
  'increments',
  'increments.2026-02-25T06:13:20Z.dir',
  'current_mirror.data',
  'current_mirror.2026-02-28T06:13:20.data',
  'current_mirror.2026-02-28 06:13:20Z.data',
  'current_mirror.2026-02-28T06:13:20Z.data.part',
  'current_mirror.2026-02-28T06:13:20Z.data\n',
  'x/current_mirror.2026-02-28T06:13:20Z.data',
  '',
])('%j is no dated file of a session', (file) => {
  expect(parseDataFile(file, false)).toBeUndefined();
});
