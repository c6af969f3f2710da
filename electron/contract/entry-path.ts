import * as z from 'zod';

const maxLength = 8192;

/** Names are bytes. What is not UTF-8 in one stands as U+DC80 to U+DCFF, a lone surrogate for each byte, so that every name survives (PEP 383). */
const escapedByte = /[\udc80-\udcff]/u;

/**
 * The path of an entry below a job's source: names parted by slashes, the source itself being empty. It names nothing on this machine: it is
 * looked up, and never opened as it is.
 */
export const EntryPath = z
  .string()
  .max(maxLength, 'path-long')
  .refine((path) => path === '' || path.split('/').every((name) => name !== '' && name !== '.' && name !== '..'), 'path-dots')
  .refine((path) => !path.includes('\0'), 'path-control')
  .refine((path) => path.replaceAll(/[\udc80-\udcff]/gu, '').isWellFormed(), 'path-unicode');
export type EntryPath = z.infer<typeof EntryPath>;

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Bytes as text, each byte that is not UTF-8 as the surrogate that stands for it. `bytesOf` gives exactly the bytes back. */
export function textOf(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return Array.from(pieces(bytes)).join('');
  }
}

/** The bytes of a text that `textOf` made. */
export function bytesOf(text: string): Uint8Array {
  if (!escapedByte.test(text)) return encoder.encode(text);
  const parts = text.split(/([\udc80-\udcff])/u).map((part) => {
    const code = part.length === 1 ? part.charCodeAt(0) : 0;
    return code >= 0xdc80 && code <= 0xdcff ? Uint8Array.of(code - 0xdc00) : encoder.encode(part);
  });
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function* pieces(bytes: Uint8Array): Generator<string> {
  for (let at = 0; at < bytes.length;) {
    const length = sequenceAt(bytes, at);
    yield length === 0 ? String.fromCharCode(0xdc00 + (bytes[at] ?? 0)) : strict.decode(bytes.subarray(at, at + length));
    at += Math.max(1, length);
  }
}

/** How many bytes the character at this place has; 0 when there is none. */
function sequenceAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  try {
    strict.decode(bytes.subarray(at, at + length));
    return length;
  } catch {
    return 0;
  }
}
