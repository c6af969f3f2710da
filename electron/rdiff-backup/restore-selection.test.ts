import fc from 'fast-check';
import { expect, it } from 'vitest';
import { textOf } from '../contract/entry-path.ts';
import { canBeArgument, restoreList } from './restore-selection.ts';

it('a path that rdiff-backup would change, take for something else, or could not be given is no argument (rdiff-backup 12.5)', () => {
  const bytes = (text: string) => textOf(Buffer.from(text, 'latin1'));
  const sayable = [
    'a',
    'a/b',
    'a::b',
    ';touch x #::y',
    '-x',
    '@x',
    'new\nline',
    'cr\r',
    '[1]*?',
    'end ',
    '日本',
    'a.diff',
    'v1.2.data.txt',
  ];
  expect(sayable.filter((path) => !canBeArgument(path))).toEqual([]);
  const increments = ['f.2026-02-25T06:13:20Z.diff.gz', 'd/f.2026-02-25T06-13-20+01-00.missing', 'f.2026-02-25T06:13:20Z.data'];
  const unsayable = ['a\\b', '\\::x', 'a\\/b', bytes('\xff'), bytes('a/\x80b'), 'x/rdiff-backup-data/y', ...increments];
  expect(unsayable.filter(canBeArgument)).toEqual([]);
});

it('each line of a list has a sign and an end of its own, whatever the bytes of the path (rdiff-backup 4)', () => {
  expect(Buffer.from(restoreList(['- x', '+ y/z', 'cr\r', 'new\nline'], 'to')).toString('latin1')).toBe(
    '+ to/- x/\0+ to/+ y/z/\0+ to/cr\r/\0+ to/new\nline/\0',
  );
  const path = fc.uint8Array({ minLength: 1, maxLength: 20 }).map((all) => all.map((byte) => (byte === 0 ? 1 : byte)));
  fc.assert(
    fc.property(path, (bytes) => {
      expect(Buffer.from(restoreList([textOf(bytes)], 'to'))).toEqual(Buffer.concat([Buffer.from('+ to/'), bytes, Buffer.from('/\0')]));
    }),
  );
});
