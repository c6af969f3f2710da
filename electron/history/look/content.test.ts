import { describe, expect, it } from 'vitest';
import { contentOf, textIn } from './content.ts';

const hex = (text: string) => Buffer.from(text, 'hex');
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const japanese = '見積書です。テスト\n';

describe('a text is known in the encodings that are met with', () => {
  it.each([
    ['UTF-8', Buffer.from(japanese), japanese],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${japanese}`), japanese],
    ['UTF-16, little end first', Buffer.from(`\ufeff${japanese}`, 'utf16le'), japanese],
    ['UTF-16, big end first', Buffer.from(`\ufeff${japanese}`, 'utf16le').swap16(), japanese],
    ['Shift_JIS', hex('8ca990cf8f9182c582b781428365835883670a'), japanese],
    ['EUC-JP', hex('b8abc0d1bdf1a4c7a4b9a1a3a5c6a5b9a5c80a'), japanese],
    ['nothing at all', Buffer.alloc(0), ''],
    ['colours of a terminal', Buffer.from('\x1b[31mred\x1b[0m\r\n'), '\x1b[31mred\x1b[0m\r\n'],
    ['a bell in a long line', Buffer.from(`${'a line of a log '.repeat(10)}\x07\n`), `${'a line of a log '.repeat(10)}\x07\n`],
  ])('%s', (_, bytes, text) => {
    expect(contentOf(bytes)).toEqual({ kind: 'text', text });
  });
});

describe('what is no text is not shown as one', () => {
  it.each([
    ['a NUL', Buffer.from('text\0more')],
    ['control characters', Buffer.from('\x01\x02\x03')],
    ['a program', hex('7f454c4602010100000000000000000003003e00')],
    ['Latin letters of another encoding', latin1('Größe, été, naïve\n')],
    ['UTF-16 without its mark', Buffer.from('text', 'utf16le')],
    ['half of a UTF-16 pair', Buffer.from('\ufeff\ud83d', 'utf16le')],
    ['an odd end of UTF-16', Buffer.from('\ufeffab', 'utf16le').subarray(0, 5)],
    ['any bytes', Buffer.from(Array.from({ length: 256 }, (_, byte) => 255 - byte))],
  ])('%s', (_, bytes) => {
    expect(contentOf(bytes)).toEqual({ kind: 'none', why: 'binary' });
    expect(textIn(bytes)).toBeUndefined();
  });
});

describe('an image is known by how it begins, not by its name', () => {
  it.each([
    ['image/png', latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
    ['image/jpeg', latin1('\xff\xd8\xff\xe0\0\x10JFIF')],
    ['image/gif', latin1('GIF89a\x01\0')],
    ['image/gif', latin1('GIF87a\x01\0')],
    ['image/webp', latin1('RIFF\n\0\0\0WEBPVP8 ')],
  ] as const)('%s', (type, bytes) => {
    expect(contentOf(bytes)).toEqual({ kind: 'image', type, base64: bytes.toString('base64') });
  });
  it('an SVG is the text that it is, for it can hold scripts', () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    expect(contentOf(Buffer.from(svg))).toEqual({ kind: 'text', text: svg });
  });
  it('other things in a RIFF, or half a beginning, are none', () => {
    for (const bytes of [latin1('RIFF\n\0\0\0WAVEfmt '), latin1('\x89PNG'), latin1('\xff\xd8')])
      expect(contentOf(bytes)).toEqual({ kind: 'none', why: 'binary' });
  });
});
