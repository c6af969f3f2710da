import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { crc32, createGzip, deflate } from 'node:zlib';
import type { Files } from '../platform/ports.ts';
import { handText } from './hand.ts';

// Nothing can begin on a host before it has all of this.
const level = 1;
const pieceBytes = 1024 * 1024;

/** The program of a hand for a host, in one line: itself packed. */
export async function programThere(): Promise<string> {
  const packed = await promisify(deflate)(await handText());
  return `import binascii,zlib;exec(zlib.decompress(binascii.a2b_base64("${packed.toString('base64')}")))`;
}

/** The name of what a file becomes when it is packed. */
export const packedName = (path: string): string => `${path}.gz`;

/** Packs a file (gzip) into another one, whatever its length; what is that very file already stays. */
export async function pack(files: Pick<Files, 'read' | 'stream' | 'append' | 'remove'>, from: string, to: string): Promise<void> {
  if (await isPacked(files, from, to)) return;
  await files.remove(to);
  await pipeline(files.stream(from), createGzip({ level, chunkSize: pieceBytes }), async (pieces: AsyncIterable<Buffer>) => {
    for await (const piece of pieces) await files.append(to, piece);
  });
}

/** By the check sum and the length that a packed file ends with (RFC 1952), since a clock may be set back. */
async function isPacked(files: Pick<Files, 'read' | 'stream'>, from: string, to: string): Promise<boolean> {
  const end = await files.read(to, -8, 8);
  if (end?.length !== 8) return false;
  let [sum, size] = [0, 0];
  for await (const piece of files.stream(from)) [sum, size] = [crc32(piece, sum), size + piece.length];
  return end.readUInt32LE(0) === sum && end.readUInt32LE(4) === size % 2 ** 32;
}
