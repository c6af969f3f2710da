import type { Read } from './log-chunk.ts';

const pieceBytes = 65_536;

/** A log in memory that answers as the engine does: its files one after another, a piece ends with a line where it can. */
export function logFile(...files: (string | Buffer)[]): { read: Read; append(text: string): void; asked(): number } {
  let parts = files.map((file) => Buffer.from(file));
  let asked = 0;
  return {
    asked: () => asked,
    append: (text) => (parts = [...parts.slice(0, -1), Buffer.concat([parts.at(-1) ?? Buffer.alloc(0), Buffer.from(text)])]),
    read: async (offset) => {
      asked += 1;
      await Promise.resolve();
      const total = parts.reduce((sum, { length }) => sum + length, 0);
      let before = 0;
      for (const part of parts) {
        if (offset < before + part.length) {
          const piece = part.subarray(offset - before, offset - before + pieceBytes);
          const lineEnd = piece.lastIndexOf('\n') + 1;
          const whole = piece.length < pieceBytes || lineEnd === 0 ? piece : piece.subarray(0, lineEnd);
          const next = offset + whole.length;
          return { text: whole.toString('utf8'), next: next < total ? next : null, total };
        }
        before += part.length;
      }
      return { text: '', next: null, total };
    },
  };
}

/** So many lines, each with its number in it. */
export const numbered = (count: number, rest = ' Processing changed file some/where/in/the/tree'): string =>
  Array.from({ length: count }, (_, index) => `${index}${rest}\n`).join('');
