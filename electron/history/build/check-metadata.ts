import type { Files } from '../../platform/ports.ts';
import { closeRecords, DamagedMetadata, ended, look, openRecords, pass, takeIn, unknown } from '../../rdiff-backup/rdiff-backup.ts';
import { createWalkedPath } from './walked-path.ts';

const pieceBytes = 262_144;

/** Whether a metadata file cannot be read to its end. */
export async function isDamagedMetadata(files: Pick<Files, 'stream'>, folder: string, file: string): Promise<boolean> {
  const reader = openRecords(files, folder, file, pieceBytes);
  const path = createWalkedPath();
  try {
    for (;;) {
      let found = look(reader);
      while (found === unknown) {
        await takeIn(reader);
        found = look(reader);
      }
      if (found === ended) return false;
      path.moveTo(reader);
      pass(reader);
    }
  } catch (error) {
    if (error instanceof DamagedMetadata) return true;
    throw error;
  } finally {
    await closeRecords(reader);
  }
}
