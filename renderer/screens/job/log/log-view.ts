import { byteOfLine, bytesOf, lineAtByte, type Chunk } from './log-chunk.ts';

/** What is in memory of a log: chunks that follow on each other, and the first line on screen, counted over all of them. */
export type LogView = { chunks: readonly Chunk[]; top: number; total: number };

// Both sides of what is on screen, so that a page up or down is already there.
const pagesKept = 2;
/** With pieces of 64 KiB, at most 4 MiB of a log are held. */
export const mostChunks = 64;

/** Where a line over all chunks lies. */
export type Spot = { chunk: Chunk; line: number };

export const countOf = ({ chunks }: LogView): number => chunks.reduce((sum, { lines }) => sum + lines.length, 0);

/** A log of which only one chunk is known, with a line of it on top. */
export const viewOf = (chunk: Chunk, line: number): LogView => ({ chunks: [chunk], top: line, total: chunk.total });

/** Puts a chunk behind the others, or in the place of the last one when that was read again. */
export function withAfter({ chunks, top }: LogView, chunk: Chunk): LogView {
  const kept = chunks.at(-1)?.start === chunk.start ? chunks.slice(0, -1) : chunks;
  return { chunks: [...kept, chunk], top, total: chunk.total };
}

/** Puts a chunk before the others; what is on screen stays there. */
export function withBefore({ chunks, top, total }: LogView, chunk: Chunk): LogView {
  return { chunks: [chunk, ...chunks], top: top + chunk.lines.length, total: Math.max(total, chunk.total) };
}

/** Lets go of chunks far from what is on screen. */
export function trimmed(view: LogView, rows: number): LogView {
  let { chunks, top } = view;
  while (chunks.length > mostChunks) {
    const before = top;
    const after = chunks.reduce((sum, { lines }) => sum + lines.length, 0) - top - rows;
    if (before > after) {
      top -= chunks[0]?.lines.length ?? 0;
      chunks = chunks.slice(1);
    } else chunks = chunks.slice(0, -1);
  }
  return { ...view, chunks, top };
}

/** What has to be read next, so that no empty line comes on screen. */
export function wanted(view: LogView, rows: number): 'before' | 'after' | null {
  const margin = rows * pagesKept;
  const [first, last] = [view.chunks[0], view.chunks.at(-1)];
  if (last && last.end < view.total && countOf(view) - view.top - rows < margin) return 'after';
  if (first && first.start > 0 && view.top < margin) return 'before';
  return null;
}

const lastTop = (view: LogView, rows: number): number => Math.max(0, countOf(view) - rows);

/** The same log some lines further down, or up; never beyond what is there. */
export const moved = (view: LogView, by: number, rows: number): LogView => ({
  ...view,
  top: Math.max(0, Math.min(lastTop(view, rows), view.top + by)),
});

/** Whether the last line of the log is on screen. */
export const isAtEnd = (view: LogView, rows: number): boolean =>
  (view.chunks.at(-1)?.end ?? 0) >= view.total && view.top >= lastTop(view, rows);

/** Whether anything can be moved at all. */
export const isWhole = (view: LogView, rows: number): boolean =>
  view.chunks[0]?.start === 0 && (view.chunks.at(-1)?.end ?? 0) >= view.total && countOf(view) <= rows;

/** The chunk and the line in it of a line over all chunks; undefined for an empty log. */
export function spotOf({ chunks }: LogView, line: number): Spot | undefined {
  let before = 0;
  for (const chunk of chunks) {
    if (line < before + chunk.lines.length) return { chunk, line: line - before };
    before += chunk.lines.length;
  }
  const last = chunks.at(-1);
  return last && { chunk: last, line: last.lines.length };
}

/** The bytes on screen: from the first line's beginning to the last one's end. */
export function bytesShown(view: LogView, rows: number): { from: number; to: number } {
  const [first, behind] = [spotOf(view, view.top), spotOf(view, view.top + rows)];
  return { from: first ? byteOfLine(first.chunk, first.line) : 0, to: behind ? byteOfLine(behind.chunk, behind.line) : 0 };
}

/** The line over all chunks that holds a byte. */
export function lineOfByte({ chunks }: LogView, byte: number): number {
  let before = 0;
  for (const chunk of chunks) {
    if (byte < chunk.end) return before + lineAtByte(chunk, byte);
    before += chunk.lines.length;
  }
  return Math.max(0, before - 1);
}

/** One line as it is drawn, and the byte at which it begins: that stays the same while chunks come and go. */
export type Shown = { byte: number; text: string };

/** The lines on screen, one more at the lower edge. */
export function shownLines(view: LogView, rows: number): Shown[] {
  const shown: Shown[] = [];
  let before = 0;
  for (const chunk of view.chunks) {
    const from = Math.max(0, view.top - before);
    const to = Math.min(chunk.lines.length, view.top + rows + 1 - before);
    let byte = from < to ? byteOfLine(chunk, from) : 0;
    for (let line = from; line < to; line += 1) {
      const text = chunk.lines[line] ?? '';
      shown.push({ byte, text });
      byte += bytesOf(text) + 1;
    }
    before += chunk.lines.length;
  }
  return shown;
}
