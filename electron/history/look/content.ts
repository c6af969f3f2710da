import type { Preview } from '../../contract/history.ts';

type Content = Preview['content'];
type ImageType = Extract<Content, { kind: 'image' }>['type'];

const beginnings: readonly [ImageType, RegExp][] = [
  ['image/png', /^\x89PNG\r\n\x1a\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[^]{4}WEBP/],
];

/** What can be shown of the bytes of a file: an image by how it begins, a text in the encodings that are met with, or nothing. */
export function contentOf(bytes: Uint8Array): Content {
  const beginning = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  const type = beginnings.find(([, pattern]) => pattern.test(beginning))?.[0];
  if (type !== undefined) return { kind: 'image', type, base64: Buffer.from(bytes).toString('base64') };
  const text = textIn(bytes);
  return text === undefined ? { kind: 'none', why: 'binary' } : { kind: 'text', text };
}

/** The text that bytes are, without a byte order mark; undefined when they are none. */
export function textIn(bytes: Uint8Array): string | undefined {
  const text =
    decoded('utf-8', bytes) ??
    (hasMark(bytes, 0xff, 0xfe) ? decoded('utf-16le', bytes) : undefined) ??
    (hasMark(bytes, 0xfe, 0xff) ? decoded('utf-16be', bytes) : undefined);
  if (text !== undefined) return isText(text) ? text : undefined;
  // The bytes that begin a character of Shift_JIS begin none in EUC-JP, but hardly the other way round.
  return ['euc-jp', 'shift_jis']
    .map((encoding) => decoded(encoding, bytes))
    .find((found) => found !== undefined && isText(found) && isJapanese(found));
}

const hasMark = (bytes: Uint8Array, first: number, second: number) => bytes[0] === first && bytes[1] === second;

function decoded(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** No NUL, and next to no control characters but those of terminals. */
function isText(text: string): boolean {
  if (text.includes('\0')) return false;
  const controls = text.match(/[\x01-\x07\x0e-\x1a\x1c-\x1f\x7f]/g)?.length ?? 0;
  return controls * 50 <= text.length;
}

/** Bytes of another language are characters in these encodings, too, but without a syllable of Japanese and with ones that nobody uses. */
const isJapanese = (text: string): boolean => /[\u3041-\u30fe]/.test(text) && !/[\ue000-\uf8ff]/.test(text);
