import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, EntryPath, textOf } from './entry-path.ts';

const utf8 = new TextEncoder();
/** Bytes as names have them: anything, with whole and broken letters of every length in it. */
const piece = fc.oneof(
  fc.uint8Array({ maxLength: 6 }),
  fc.string({ unit: 'grapheme', maxLength: 4 }).map((text) => utf8.encode(text)),
  fc
    .constantFrom(
      [0xed, 0xa0, 0x80],
      [0xed, 0xb2, 0x80],
      [0xc0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0xef, 0xbb, 0xbf],
      [0xf0, 0x9f, 0x92],
      [0xe3, 0x81],
    )
    .map((bytes) => Uint8Array.from(bytes)),
);
const bytes = fc.array(piece, { maxLength: 6 }).map((pieces) => Uint8Array.from(pieces.flatMap((one) => Array.from(one))));
const name = bytes.map((one) => one.filter((byte) => byte !== 0 && byte !== 0x2f)).filter((one) => !['', '.', '..'].includes(textOf(one)));

describe('names are bytes (PEP 383)', () => {
  it('that come back exactly, whatever they are', () => {
    fc.assert(
      fc.property(bytes, (one) => {
        expect(Array.from(bytesOf(textOf(one)))).toEqual(Array.from(one));
      }),
      { numRuns: 2000 },
    );
  });
  it('of which no two have the same text', () => {
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        expect(textOf(one) === textOf(other)).toBe(Buffer.from(one).equals(other));
      }),
    );
  });
  it.each([
    [[0x61], 'a'],
    [[0xff], '\udcff'],
    [[0x80, 0x61], '\udc80a'],
    [[0xe3, 0x81, 0x82, 0xe3, 0x81], 'あ\udce3\udc81'],
    [[0xed, 0xb2, 0x80], '\udced\udcb2\udc80'],
    [[0xf0, 0x9f, 0x92, 0x80], '💀'],
    [[0xf0, 0x9f, 0x92, 0x80, 0x80], '💀\udc80'],
    [[0xef, 0xbb, 0xbf, 0x61], '\ufeffa'],
    [[0xc0, 0xaf], '\udcc0\udcaf'],
  ])('%j is %j', (from, text) => {
    expect([textOf(Uint8Array.from(from)), Array.from(bytesOf(text))]).toEqual([text, from]);
  });
  it('and what is UTF-8 stays the text it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        expect(textOf(utf8.encode(text))).toBe(text);
      }),
    );
  });
});

describe('a path of an entry', () => {
  it('is accepted for every path that a file system can have', () => {
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), (names) => {
        expect(EntryPath.safeParse(names.map(textOf).join('/')).success).toBe(true);
      }),
    );
    const longest = Array.from({ length: 16 }, () => 'x'.repeat(255)).join('/');
    expect([EntryPath.safeParse(longest).success, EntryPath.safeParse('\udcff'.repeat(4096)).success]).toEqual([true, true]);
  });
  it.each(['', 'a', 'a/b', '...', '.a/..b', 'a b', 'a\nb', 'a\\b', '💀/🗂️', 'x\udcff', 'ガイド'.normalize('NFD')])('%j is fine', (path) => {
    expect(EntryPath.safeParse(path).success).toBe(true);
  });
  it.each([
    ['..', 'path-dots'],
    ['.', 'path-dots'],
    ['a/../b', 'path-dots'],
    ['a/.', 'path-dots'],
    ['/a', 'path-dots'],
    ['a/', 'path-dots'],
    ['a//b', 'path-dots'],
    ['/', 'path-dots'],
    ['a\0b', 'path-control'],
    ['\ud83d', 'path-unicode'],
    ['a\ud83db', 'path-unicode'],
    ['\udc7f', 'path-unicode'],
    ['\udd00', 'path-unicode'],
  ])('%j is refused: %s', (path, reason) => {
    const answer = EntryPath.safeParse(path);
    expect(answer.success ? 'fine' : answer.error.issues[0]?.message).toBe(reason);
  });
  it('is refused when it is longer than any', () => {
    expect(EntryPath.safeParse('x'.repeat(8193)).error?.issues[0]?.message).toBe('path-long');
  });
});
