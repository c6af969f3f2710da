import { chunkAt, chunkBefore, chunkFrom, type Chunk, type Read } from './log-chunk.ts';
import type { Spot } from './log-view.ts';

type Search = {
  read: Read;
  text: string;
  /** The line that the search leaves from; it is the last one looked at. */
  from: Spot;
  isBackwards: boolean;
  /** True ends the search. */
  isOver: () => boolean;
  /** How much of the log has been looked through, 0..1. */
  tell: (share: number) => void;
};

/** The next line with a text in it, small and capital letters alike, over the end of the log to its other end; undefined when there is none. */
export async function findInLog(search: Search): Promise<Spot | undefined> {
  const { from, isBackwards, isOver, tell } = search;
  const has = hasText(search.text);
  const step = isBackwards ? -1 : 1;
  const near = firstHit(from.chunk, from.line + step, step, has);
  if (near) return near;
  let seen = 0;
  for await (const chunk of isBackwards ? upwards(search) : downwards(search)) {
    if (isOver()) return undefined;
    const hit = firstHit(chunk, isBackwards ? chunk.lines.length - 1 : 0, step, has);
    if (hit) return hit;
    seen += chunk.end - chunk.start;
    tell(Math.min(1, seen / Math.max(1, chunk.total)));
  }
  return undefined;
}

/** The chunks behind a place, then those from the log's beginning to it. */
async function* downwards({ read, from: { chunk: origin } }: Search): AsyncGenerator<Chunk> {
  let chunk = origin;
  while (chunk.end < chunk.total) {
    chunk = await chunkFrom(read, chunk.end);
    if (chunk.lines.length === 0) break;
    yield chunk;
  }
  chunk = await chunkFrom(read, 0);
  yield chunk;
  while (chunk.end < origin.end && chunk.lines.length > 0) {
    chunk = await chunkFrom(read, chunk.end);
    yield chunk;
  }
}

/** The chunks before a place, then those from the log's end to it. */
async function* upwards({ read, from: { chunk: origin } }: Search): AsyncGenerator<Chunk> {
  let chunk = origin;
  while (chunk.start > 0) {
    chunk = await chunkBefore(read, chunk.start);
    yield chunk;
  }
  chunk = await chunkAt(read, origin.total);
  yield chunk;
  while (chunk.start > origin.start) {
    chunk = await chunkBefore(read, chunk.start);
    yield chunk;
  }
}

/** The first line with a hit, from a line on downwards (1) or upwards (-1). */
function firstHit(chunk: Chunk, from: number, step: 1 | -1, has: (line: string) => boolean): Spot | undefined {
  for (let line = from; line >= 0 && line < chunk.lines.length; line += step) {
    if (has(chunk.lines[line] ?? '')) return { chunk, line };
  }
  return undefined;
}

function hasText(text: string): (line: string) => boolean {
  const small = text.toLowerCase();
  return (line) => line.toLowerCase().includes(small);
}

/** A line in pieces: what was searched for, and the rest. */
export function markedPieces(line: string, text: string): { text: string; isHit: boolean }[] {
  const [small, wanted] = [line.toLowerCase(), text.toLowerCase()];
  // Some letters are longer when they are small: then nobody knows where in the line it is.
  if (wanted === '' || small.length !== line.length) return [{ text: line, isHit: false }];
  const pieces: { text: string; isHit: boolean }[] = [];
  let end = 0;
  for (let at = small.indexOf(wanted); at >= 0; at = small.indexOf(wanted, end)) {
    if (at > end) pieces.push({ text: line.slice(end, at), isHit: false });
    end = at + wanted.length;
    pieces.push({ text: line.slice(at, end), isHit: true });
  }
  if (end < line.length || line === '') pieces.push({ text: line.slice(end), isHit: false });
  return pieces;
}
