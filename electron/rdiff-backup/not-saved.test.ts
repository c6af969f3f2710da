import { describe, expect, it } from 'vitest';
import { parseNotSaved } from './not-saved.ts';

describe('a file that was not saved is recognised with its name and reason (fault rows B13, B14, rdiff-backup 12.10)', () => {
  it.each([
    [
      "WARNING: ListError: 'data/secret.txt' [Errno 13] Permission denied: b'data/secret.txt'",
      { kind: 'ListError', path: 'data/secret.txt', reason: '[Errno 13] Permission denied' },
    ],
    [
      "ListError: 'data/locked' [Errno 13] Permission denied: b'data/locked'",
      { kind: 'ListError', path: 'data/locked', reason: '[Errno 13] Permission denied' },
    ],
    [
      `ListError: 'it's' [Errno 13] Permission denied: b"it's"`,
      { kind: 'ListError', path: "it's", reason: '[Errno 13] Permission denied' },
    ],
    [
      "WARNING: UpdateError: 'grow' Updated mirror temp file 'r3/rdiff-backup.tmp.1' does not match source",
      { kind: 'UpdateError', path: 'grow', reason: "Updated mirror temp file 'r3/rdiff-backup.tmp.1' does not match source" },
    ],
    ["SpecialFileError: 'dev/sock' Socket error", { kind: 'SpecialFileError', path: 'dev/sock', reason: 'Socket error' }],
    ['WARNING:  ListError: something new', { kind: 'ListError', path: '', reason: 'something new' }],
  ])('%s', (line, expected) => {
    expect(parseNotSaved(line)).toEqual(expected);
  });
});

it.each([
  '',
  'WARNING: Previous backup seems to have failed, regressing destination now',
  'ERROR: Source path nosuch does not exist',
  '* Processing file ListError: x',
  "  File 'ListError: x'",
])('%j is about no file', (line) => {
  expect(parseNotSaved(line)).toBeUndefined();
});
