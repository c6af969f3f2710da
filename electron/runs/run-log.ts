import type { LogPiece } from '../contract/requests.ts';
import { StepName } from '../contract/run.ts';
import type { Files } from '../platform/ports.ts';
import { stepFiles } from './step-folder.ts';

const pieceBytes = 65_536;

/** Steps in which rdiff-backup speaks to people; what hands say is for this program. */
const isSpoken = new Set<StepName>(['regress', 'backup', 'remove', 'extract', 'verify']);

/**
 * One piece of a run's log: the steps' files one after another. A piece ends with a line where it can. `total` in bytes; a piece may be
 * shorter than the rest of the file.
 */
export async function readLog(files: Files, folder: string, part: 'output' | 'errors', offset: number): Promise<LogPiece> {
  const steps = part === 'output' ? StepName.options.filter((step) => isSpoken.has(step)) : StepName.options;
  const paths = steps.map((step) => stepFiles(folder, step)[part === 'output' ? 'stdout' : 'stderr']);
  const sizes = await Promise.all(paths.map(async (path) => (await files.info(path))?.size ?? 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let before = 0;
  for (const [index, path] of paths.entries()) {
    const size = sizes[index] ?? 0;
    if (offset < before + size) {
      const piece = (await files.read(path, offset - before, Math.min(pieceBytes, size - (offset - before)))) ?? Buffer.alloc(0);
      const lineEnd = piece.lastIndexOf('\n') + 1;
      const whole = piece.length < pieceBytes ? piece : piece.subarray(0, lineEnd > 0 ? lineEnd : characterEnd(piece));
      const next = offset + whole.length;
      return { text: whole.toString('utf8'), next: next < total && whole.length > 0 ? next : null, total };
    }
    before += size;
  }
  return { text: '', next: null, total };
}

/** Where the last whole character of a UTF-8 text ends; the end of the piece when it is no UTF-8. */
function characterEnd(piece: Buffer): number {
  for (let back = 1; back <= 4; back += 1) {
    const byte = piece.at(-back) ?? 0;
    if (byte < 0x80) return piece.length - back + 1;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? piece.length - back : piece.length;
    }
  }
  return piece.length;
}
