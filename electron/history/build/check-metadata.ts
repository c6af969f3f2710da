import type { Files } from '../../platform/ports.ts';
import { closeRecords, DamagedMetadata, ended, look, openRecords, pass, takeIn, unknown } from '../../rdiff-backup/rdiff-backup.ts';
import { createWalkedPath } from './walked-path.ts';

const pieceBytes = 262_144;

/** Whether a metadata file can be read to its end. `unread`: its disk has failed twice to give it, and may give it another time. */
export type Condition = 'whole' | 'damaged' | 'unread';

/** Reads a metadata file to its end, a second time where its disk fails: one that is reached over a network has such moments. */
export async function checkMetadata(files: Pick<Files, 'stream'>, folder: string, file: string): Promise<Condition> {
  const found = await readThrough(files, folder, file);
  return found === 'unread' ? readThrough(files, folder, file) : found;
}

/** Whether it is not the file that is damaged, as far as is known, but its disk that has failed. */
export const isUnread = ({ cause }: DamagedMetadata): boolean => cause instanceof Error && 'code' in cause && cause.code === 'EIO';

async function readThrough(files: Pick<Files, 'stream'>, folder: string, file: string): Promise<Condition> {
  const reader = openRecords(files, folder, file, pieceBytes);
  const path = createWalkedPath();
  try {
    for (;;) {
      let found = look(reader);
      while (found === unknown) {
        await takeIn(reader);
        found = look(reader);
      }
      if (found === ended) return 'whole';
      path.moveTo(reader);
      pass(reader);
    }
  } catch (error) {
    if (!(error instanceof DamagedMetadata)) throw error;
    return isUnread(error) ? 'unread' : 'damaged';
  } finally {
    await closeRecords(reader);
  }
}
