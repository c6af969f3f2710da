import type { LogPiece } from '../../../../electron/contract/requests.ts';

/** The most bytes that the engine hands over at once. */
export const pieceBytes = 65_536;

/** Asks for the piece of a log that begins at a byte. */
export type Read = (offset: number) => Promise<LogPiece>;

/** Lines of a log: those that begin at the bytes from `start` up to, but not including, `end`. `total`: the log's size when they were read. */
export type Chunk = { start: number; end: number; total: number; lines: readonly string[] };

/** How many bytes a text is in UTF-8. */
export function bytesOf(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // A pair of surrogates is four bytes, two for each.
    if (unit >= 0x80) bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return bytes;
}

/** The lines from a byte on at which a line begins. */
export async function chunkFrom(read: Read, start: number): Promise<Chunk> {
  const { text, next, total } = await read(start);
  return { start, end: next ?? Math.max(start, total), total, lines: linesOf(text) };
}

/** The lines behind a chunk. Where that was the last of a growing log, its last line may have been half written: then it is read again. */
export async function chunkAfter(read: Read, chunk: Chunk): Promise<Chunk> {
  if (chunk.end < chunk.total) return chunkFrom(read, chunk.end);
  const again = await chunkFrom(read, chunk.start);
  return again.end === chunk.end && again.end < again.total ? chunkFrom(read, again.end) : again;
}

/** The lines that begin before `end`, up to a piece of them. Nothing when there are none. */
export async function chunkBefore(read: Read, end: number): Promise<Chunk> {
  const first = Math.max(0, end - pieceBytes);
  let chunk = first === 0 ? await chunkFrom(read, 0) : withoutBrokenLine(await chunkFrom(read, first));
  // A piece ends where a line, or a file of the log, ends, which may be before `end`.
  while (chunk.end < end) {
    const next = await chunkFrom(read, chunk.end);
    if (next.lines.length === 0) return { ...chunk, end };
    chunk = next;
  }
  return cutAt(chunk, end);
}

/** The lines around a byte: the chunk in which the line that holds it begins, or the last one. */
export async function chunkAt(read: Read, byte: number): Promise<Chunk> {
  // From two pieces ahead: where a piece ends, a line begins for certain, whatever bytes came before.
  const ahead = Math.max(0, byte - 2 * pieceBytes);
  let chunk = await chunkFrom(read, ahead);
  while (chunk.end <= byte && chunk.end < chunk.total && chunk.lines.length > 0) chunk = await chunkFrom(read, chunk.end);
  return chunk.start === ahead && ahead > 0 ? withoutBrokenLine(chunk) : chunk;
}

/** The byte at which a line of a chunk begins. */
export function byteOfLine({ start, end, lines }: Chunk, line: number): number {
  if (line >= lines.length) return end;
  let byte = start;
  for (let index = 0; index < line; index += 1) byte += bytesOf(lines[index] ?? '') + 1;
  return Math.min(byte, end);
}

/** The line of a chunk that holds a byte. */
export function lineAtByte({ start, lines }: Chunk, byte: number): number {
  let next = start;
  const found = lines.findIndex((line) => (next += bytesOf(line) + 1) > byte);
  return found < 0 ? Math.max(0, lines.length - 1) : found;
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** A piece that was asked for at any byte begins in the middle of a line. One without a whole line is kept: it is part of a very long one. */
function withoutBrokenLine(chunk: Chunk): Chunk {
  if (chunk.lines.length < 2) return chunk;
  const lines = chunk.lines.slice(1);
  return { ...chunk, start: chunk.end - lines.reduce((sum, line) => sum + bytesOf(line) + 1, 0), lines };
}

function cutAt(chunk: Chunk, end: number): Chunk {
  if (chunk.end <= end) return chunk;
  const lines: string[] = [];
  let byte = chunk.start;
  for (const line of chunk.lines) {
    if (byte >= end) break;
    const length = bytesOf(line);
    lines.push(byte + length > end ? firstBytes(line, end - byte) : line);
    byte += length + 1;
  }
  return { ...chunk, end, lines };
}

const firstBytes = (text: string, count: number): string => new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, count));
