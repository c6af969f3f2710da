import { appendFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const piece = 16 * 1024 * 1024;
const pieces = 64;

/** Writes a small gzip file that unpacks to `head` and a gibibyte of `filling` after it, over and over. */
export function writeBomb(file: string, head: string, filling: string): void {
  // A gzip file may be several ones after another, so that one piece is packed and written many times.
  const packed = gzipSync(Buffer.alloc(piece, filling, 'latin1'), { level: 1 });
  writeFileSync(file, gzipSync(head));
  for (let each = 0; each < pieces; each += 1) appendFileSync(file, packed);
}
