import type { Hunk } from '../../../../electron/contract/history.ts';

/** A line longer than this (UTF-16 units) is cut: nobody reads on, and a browser takes seconds to lay it out. */
export const longestLine = 10_000;

/** The lines of a text; line ends of Windows are no part of them where every line has one, and an end of the last line begins no other. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  // Where only some lines have a carriage return, it is worth seeing.
  const isWindows = lines.length > 0 && lines.every((line, index) => line.endsWith('\r') || index === lines.length - 1);
  return isWindows ? lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)) : lines;
}

/** A difference without the carriage returns that every line of both sides ends with. */
export function hunksWithoutReturns(hunks: readonly Hunk[]): readonly Hunk[] {
  if (!hunks.every(({ lines }) => lines.every(({ text }) => text.endsWith('\r')))) return hunks;
  return hunks.map((hunk) => ({ ...hunk, lines: hunk.lines.map((line) => ({ ...line, text: line.text.slice(0, -1) })) }));
}
