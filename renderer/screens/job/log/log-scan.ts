import { pieceBytes, type Read } from './log-chunk.ts';

/** A stretch of a log that was looked through for a text, whose lines are not known. */
export type Stretch = { start: number; end: number; isHit: boolean };

// Stretches overlap by more than a line is long: a line that is broken at the beginning of one is whole in the one before.
const overlap = 4096;
const step = pieceBytes - overlap;
// One piece after the other, most of the time would go by waiting for the answer.
const atOnce = 6;

/** Looks through a log for a text in small letters from a byte on downwards, where a line begins. */
export function scanDown(read: Read, small: string, from: number, until: number): AsyncGenerator<Stretch> {
  const starts = Array.from({ length: Math.ceil(Math.max(0, until - from) / step) }, (_, index) => from + index * step);
  return scan(read, small, starts);
}

/** The same from a byte on upwards. */
export function scanUp(read: Read, small: string, from: number, until: number): AsyncGenerator<Stretch> {
  const count = Math.ceil(Math.max(0, from - until) / step);
  return scan(
    read,
    small,
    Array.from({ length: count }, (_, index) => Math.max(0, from - pieceBytes - index * step)),
  );
}

async function* scan(read: Read, small: string, starts: readonly number[]): AsyncGenerator<Stretch> {
  const coming: Promise<Stretch>[] = [];
  for (const start of starts) {
    const stretch = lookThrough(read, small, start);
    // Nobody waits for it when the search ends before.
    stretch.catch(() => undefined);
    coming.push(stretch);
    const first = coming.length < atOnce ? undefined : coming.shift();
    if (first) yield await first;
  }
  for (const stretch of coming) yield await stretch;
}

/** A piece ends where a line or a file of the log ends: what is missing up to the next stretch is read behind it. */
async function lookThrough(read: Read, small: string, start: number): Promise<Stretch> {
  let end = start;
  let isHit = false;
  while (end < start + step) {
    const { text, next, total } = await read(end);
    isHit ||= text.toLowerCase().includes(small);
    end = next ?? Math.max(end, total);
    if (next === null) break;
  }
  return { start, end, isHit };
}
