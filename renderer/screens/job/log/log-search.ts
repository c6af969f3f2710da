import { chunkAt, chunkBefore, chunkFrom, lineAtByte, type Chunk, type Read } from './log-chunk.ts';
import { scanDown, scanUp, type Stretch } from './log-scan.ts';
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
export async function findInLog({ read, text, from, isBackwards, isOver, tell }: Search): Promise<Spot | undefined> {
  const { chunk: origin } = from;
  const small = text.toLowerCase();
  const near = firstHit(origin, isBackwards ? from.line - 1 : from.line + 1, isBackwards ? -1 : 1, small);
  if (near) return near;
  const total = Math.max(1, origin.total);
  const ways = isBackwards
    ? [scanUp(read, small, origin.start, 0), scanUp(read, small, total, origin.start)]
    : [scanDown(read, small, origin.end, total), scanDown(read, small, 0, origin.end)];
  let seen = 0;
  for (const [index, way] of ways.entries()) {
    for await (const stretch of way) {
      if (isOver()) return undefined;
      const hit = stretch.isHit
        ? await (isBackwards ? lastIn(read, stretch, index === 0 ? origin.start : total, small) : firstIn(read, stretch, small))
        : undefined;
      if (hit) return hit;
      seen += stretch.end - stretch.start;
      tell(Math.min(1, seen / total));
    }
  }
  return undefined;
}

/** The first line of a stretch with the text in it, and where it lies. */
async function firstIn(read: Read, { start, end }: Stretch, small: string): Promise<Spot | undefined> {
  let chunk = await chunkAt(read, start);
  let line = lineAtByte(chunk, start);
  for (;;) {
    const hit = firstHit(chunk, line, 1, small);
    if (hit || chunk.end >= end || chunk.lines.length === 0) return hit;
    chunk = await chunkFrom(read, chunk.end);
    line = 0;
  }
}

/** The last one, before a byte at which a line begins. */
async function lastIn(read: Read, { start, end }: Stretch, before: number, small: string): Promise<Spot | undefined> {
  let chunk = await chunkBefore(read, Math.min(end, before));
  for (;;) {
    const hit = firstHit(chunk, chunk.lines.length - 1, -1, small);
    if (hit || chunk.start <= start) return hit;
    chunk = await chunkBefore(read, chunk.start);
  }
}

/** The first line with a hit, from a line on downwards (1) or upwards (-1). */
function firstHit(chunk: Chunk, from: number, step: 1 | -1, small: string): Spot | undefined {
  for (let line = from; line >= 0 && line < chunk.lines.length; line += step) {
    if (chunk.lines[line]?.toLowerCase().includes(small)) return { chunk, line };
  }
  return undefined;
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
