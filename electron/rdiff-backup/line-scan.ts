import type { Files } from '../platform/ports.ts';

const newline = 10;
const longestLine = 8192;

/**
 * Hands on the lines of a file that begin with one of `signs`, cut at 8 KiB. Works on bytes and decodes nothing else, so that a
 * gibibyte of other lines costs neither memory nor much time.
 */
export async function scanLines(files: Files, path: string, signs: readonly string[], take: (line: string) => void): Promise<void> {
  const starts = signs.map((sign) => Buffer.from(sign));
  // The unfinished line at the end of the last piece.
  let rest = Buffer.alloc(0);

  const takeIfTelling = (line: Buffer) => {
    if (starts.some((start) => line.subarray(0, start.length).equals(start))) take(line.subarray(0, longestLine).toString('utf8'));
  };

  await files.scan(path, 0, Infinity, (piece) => {
    const firstEnd = piece.indexOf(newline);
    if (firstEnd < 0) {
      rest = Buffer.concat([rest, piece]).subarray(0, longestLine);
      return;
    }
    takeIfTelling(Buffer.concat([rest, piece.subarray(0, firstEnd)]));
    const lastEnd = piece.lastIndexOf(newline);
    for (const at of hits(piece.subarray(0, lastEnd), starts, firstEnd + 1)) {
      const end = piece.indexOf(newline, at);
      take(piece.subarray(at, Math.min(end, at + longestLine)).toString('utf8'));
    }
    rest = Buffer.from(piece.subarray(lastEnd + 1, lastEnd + 1 + longestLine));
  });
  takeIfTelling(rest);
}

/** Where, from `from` on, a line begins with one of `starts`; in the order of the bytes. */
function hits(bytes: Buffer, starts: readonly Buffer[], from: number): number[] {
  const found: number[] = [];
  for (const start of starts) {
    for (let at = bytes.indexOf(start, from); at >= 0; at = bytes.indexOf(start, at + 1)) {
      if (at === from || bytes[at - 1] === newline) found.push(at);
    }
  }
  return found.sort((a, b) => a - b);
}
