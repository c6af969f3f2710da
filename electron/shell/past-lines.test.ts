import { describe, expect, it } from 'vitest';
import type { EntryState, PastSession } from '../contract/history.ts';
import { createWords } from '../contract/words/translate.ts';
import { modeText, namedEntry, sessionRow, stateColumns } from './past-lines.ts';

const english = { t: createWords('en'), language: 'en' as const };
const japanese = { t: createWords('ja'), language: 'ja' as const };
const plain: EntryState = {
  kind: 'file',
  size: 1_400_000,
  modified: 1_772_172_800,
  mode: 0o644,
  user: 'root',
  group: 'www-data',
  target: null,
  sha1: null,
};
const session: PastSession = {
  time: 1_772_172_800,
  state: 'good',
  seconds: 4.2,
  files: 12_345,
  bytes: 1_400_000_000,
  newFiles: 3,
  changedFiles: 1200,
  deletedFiles: 0,
  changedBytes: 5,
  incrementBytes: 999,
  errors: 2,
  run: 17,
};

describe('rights are written as ls writes them', () => {
  it.each([
    ['file', 0o644, '-rw-r--r--'],
    ['folder', 0o1777, 'drwxrwxrwt'],
    ['folder', 0o1770, 'drwxrwx--T'],
    ['file', 0o4755, '-rwsr-xr-x'],
    ['file', 0o6644, '-rwSr-Sr--'],
    ['link', 0o777, 'lrwxrwxrwx'],
    ['socket', 0, 's---------'],
    ['fifo', null, 'p?????????', null],
    ['device', 0o660, 'brw-rw----', 'b 8 0'],
    ['device', 0o666, 'crw-rw-rw-', 'c 1 3'],
  ] as const)('%s %s: %s', (...[kind, mode, text, target = null]) => {
    expect(modeText({ kind, mode, target })).toBe(text);
  });
});

describe('what is not known is left out', () => {
  it('of an entry', () => {
    expect(stateColumns(english, null)).toEqual(['', '', '', '']);
    expect(stateColumns(english, { ...plain, user: null, group: null, size: null, modified: null })).toEqual(['-rw-r--r--', '', '', '']);
    expect(stateColumns(english, plain).slice(1, 3)).toEqual(['root:www-data', '1.4 MB']);
  });

  it('of a session', () => {
    expect(sessionRow(english, session).slice(1)).toEqual([
      '12,345 files',
      '1.4 GB',
      '+3',
      '~1,200',
      '-0',
      '999 bytes',
      '4.2 sec',
      '2 not saved, run 17',
    ]);
    const unknown = {
      files: null,
      bytes: null,
      newFiles: null,
      changedFiles: null,
      deletedFiles: null,
      incrementBytes: null,
      seconds: null,
    };
    const damaged: PastSession = { ...session, ...unknown, state: 'damaged', errors: null, run: null };
    expect(sessionRow(japanese, damaged).slice(1)).toEqual(['', '', '', '', '', '', '', '破損']);
  });
});

it('a name tells its kind, and no name reaches a terminal as it is', () => {
  expect(namedEntry('a\u001b[2Jb', plain)).toBe('a\\u{1b}[2Jb');
  expect(namedEntry('docs', { ...plain, kind: 'folder' })).toBe('docs/');
  expect(namedEntry('', { ...plain, kind: 'folder' })).toBe('./');
  expect(namedEntry('l', { ...plain, kind: 'link', target: '../\udcff' })).toBe('l -> ../\\u{dcff}');
  expect(namedEntry('only-a-name', null)).toBe('only-a-name');
  expect(stateColumns(english, { ...plain, user: 'a\u202eb' })[1]).toBe('a\\u{202e}b:www-data');
});
