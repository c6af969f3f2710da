import type { Files } from '../platform/ports.ts';

const bytesPerLook = 16 * 1024 * 1024;

/** Counts how often a sign stands in a growing file, a bounded piece of it at each look. */
export function createSignCounter(files: Files, path: string, text: string): () => Promise<number> {
  const sign = Buffer.from(text);
  let offset = 0;
  let count = 0;
  // The end of the last piece, in which a sign may have begun.
  let rest = Buffer.alloc(0);
  const countIn = (bytes: Buffer) => {
    for (let at = bytes.indexOf(sign); at >= 0; at = bytes.indexOf(sign, at + sign.length)) count += 1;
  };
  return async () => {
    offset = await files.scan(path, offset, bytesPerLook, (piece) => {
      const border = sign.length - 1;
      countIn(Buffer.concat([rest, piece.subarray(0, border)]));
      countIn(piece);
      rest = Buffer.concat([rest, piece.subarray(-border)]).subarray(-border);
    });
    return count;
  };
}
