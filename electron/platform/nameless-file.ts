import { mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Opens an empty private file that has no name any more: it is gone when its descriptor and those that inherited it are closed. Undefined where
 * the disk for temporary files takes none.
 */
export function openNameless(): number | undefined {
  try {
    const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
    try {
      return openSync(join(folder, 'file'), 'wx+', 0o600);
    } finally {
      rmSync(folder, { recursive: true });
    }
  } catch {
    return undefined;
  }
}

/** The beginning of an open file as text, at most that many bytes of it. */
export function readFrom(descriptor: number, most: number): string {
  const piece = Buffer.allocUnsafe(most);
  return piece.toString('utf8', 0, readSync(descriptor, piece, 0, most, 0));
}
