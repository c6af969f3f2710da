import { DamagedMetadata, listSessions } from '../../rdiff-backup/rdiff-backup.ts';
import { IndexDiffers } from './bring-forward.ts';
import { buildIndex, discardLeft } from './build-index.ts';
import { changeIndex } from './change-index.ts';
import { checkMetadata } from './check-metadata.ts';
import { partingOf, type Parting } from './plan.ts';
import { discard, type IndexNews, type IndexPlace, type IndexTools, type Reading } from './reading.ts';
import { readKnown, type Known } from './session-rows.ts';

export type { IndexNews, IndexPlace, IndexTools } from './reading.ts';

/**
 * What became of an index. `same`: nothing was to be done. `forward`: sessions came at the new end. `trimmed`: sessions went at the old
 * end. `taken-back`: sessions went at the new end (whatever else happened). `rebuilt`: made anew. `empty`: the repository has no session,
 * and there is no index now.
 */
export type Updated = {
  how: 'same' | 'forward' | 'trimmed' | 'taken-back' | 'rebuilt' | 'empty';
  /** Restore points, the damaged ones among them. */
  sessions: number;
  damaged: number;
  /** The newest session that can be asked about, epoch seconds. */
  newest: number | null;
  /** Size of the index file. */
  bytes: number;
};

/** How an index stands to its repository. `ahead`: only sessions at the new end are missing. `none`: there is no usable index. */
export type Fit = 'same' | 'ahead' | 'differs' | 'none' | 'empty';

/**
 * Brings the index to what the repository's files say, with as little reading as can be; `rebuild` begins a new one. Killed at any moment
 * it leaves an index that can be used, or one that is built anew by the next update.
 */
export async function updateIndex(
  tools: IndexTools,
  place: IndexPlace & { rebuild?: boolean },
  tell: (news: IndexNews) => void = () => undefined,
): Promise<Updated> {
  const reading = await read(tools, place, tell);
  const how = await update(tools, reading, place.rebuild === true);
  if (how === 'empty') return { how, sessions: 0, damaged: 0, newest: null, bytes: 0 };
  const known = openKnown(tools, place.file, true)?.sessions ?? [];
  const whole = known.filter(({ isDamaged }) => !isDamaged);
  return {
    how,
    sessions: known.length,
    damaged: known.length - whole.length,
    newest: whole.at(-1)?.time ?? null,
    bytes: (await tools.files.info(place.file))?.size ?? 0,
  };
}

// What changes of a session after it has ended comes soon after, if at all.
const lookedAtNewest = 3;

/**
 * Whether the index says what the repository's files say, by their names, sizes and times alone. What a disk would not give when the index was
 * built is tried again.
 */
export async function fits(tools: IndexTools, place: IndexPlace): Promise<Fit> {
  const { good } = await read(tools, place, () => undefined, lookedAtNewest);
  if (good.length === 0) return 'empty';
  const isThere = (await tools.files.info(place.file)) !== undefined;
  const known = isThere ? openKnown(tools, place.file, true) : undefined;
  if (!known) return 'none';
  const parting = partingOf(known, good);
  if (!parting || (await isReadableNow(tools, place.data, parting))) return 'differs';
  if (isSame(parting)) return 'same';
  return parting.trimmed.length + parting.takenBack.length === 0 && parting.added.length > 0 ? 'ahead' : 'differs';
}

async function read(tools: IndexTools, { data, file }: IndexPlace, tell: Reading['tell'], proofs?: number): Promise<Reading> {
  const sessions = await listSessions(tools.files, data, proofs);
  const good = sessions.filter(({ state }) => state === 'good');
  return { data, file, good, interrupted: sessions.filter(({ state }) => state === 'interrupted'), tell };
}

/** What the index in a file knows; undefined when there is none that can be used. */
function openKnown(tools: IndexTools, file: string, readOnly: boolean): Known | undefined {
  try {
    const index = tools.open(file, { readOnly });
    try {
      return readKnown(index);
    } finally {
      index.close();
    }
  } catch {
    return undefined;
  }
}

/** Undoes what an interrupted change has left in an index: nobody who only reads can ask it before. False where there is nothing to undo. */
export async function undoInterrupted(tools: IndexTools, file: string): Promise<boolean> {
  return (await tools.files.info(`${file}-journal`)) !== undefined && openKnown(tools, file, false) !== undefined;
}

async function update(tools: IndexTools, reading: Reading, isAnew: boolean): Promise<Updated['how']> {
  const { file, good } = reading;
  if (good.length === 0) {
    await discard(tools, file);
    await discardLeft(tools, file);
    return 'empty';
  }
  const isThere = !isAnew && (await tools.files.info(file)) !== undefined;
  // Opened for writing, what an interrupted change has left is undone.
  const known = isThere ? openKnown(tools, file, false) : undefined;
  const parting = known && partingOf(known, good);
  if (known && parting && !(await isReadableNow(tools, reading.data, parting))) {
    if (isSame(parting)) return 'same';
    try {
      await changeIndex(tools, reading, known, parting);
      return howOf(parting);
    } catch (error) {
      if (!isReasonToRebuild(error)) throw error;
    }
  }
  await buildIndex(tools, reading);
  return 'rebuilt';
}

/** Whether the disk gives metadata now that it would not give when the index was built. */
async function isReadableNow({ files }: IndexTools, data: string, { common }: Parting): Promise<boolean> {
  for (const { known } of common)
    if (known.isUnread && known.file !== null && (await checkMetadata(files, data, known.file)) !== 'unread') return true;
  return false;
}

function howOf({ trimmed, takenBack, added, isRewritten }: Parting): Updated['how'] {
  if (takenBack.length > 0) return 'taken-back';
  if (added.length > 0 || isRewritten) return 'forward';
  return trimmed.length > 0 ? 'trimmed' : 'same';
}

const isSame = ({ trimmed, takenBack, added, isRewritten, isRetold }: Parting): boolean =>
  trimmed.length + takenBack.length + added.length === 0 && !isRewritten && !isRetold;

// What SQLite says of a file that is not a whole index; a full disk or a lock is no reason to begin anew.
const brokenIndex = new Set([1, 11, 19, 20, 26]);

function isReasonToRebuild(error: unknown): boolean {
  if (error instanceof IndexDiffers || error instanceof DamagedMetadata) return true;
  return error instanceof Error && 'errcode' in error && brokenIndex.has(Number(error.errcode) & 0xff);
}
