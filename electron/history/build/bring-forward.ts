import type { IndexFile } from '../../platform/ports.ts';
import { absentKind } from '../../rdiff-backup/rdiff-backup.ts';
import { rootEntry, stillThere } from '../tables.ts';
import type { Sink, Span } from './merge.ts';
import { isSameState, type RecordState } from './record-state.ts';
import type { Rows } from './rows.ts';
import type { WalkedPath } from './walked-path.ts';

/** The index says something else than the repository's files do of a session that both know. */
export class IndexDiffers extends Error {
  override readonly name = 'IndexDiffers';
}

const slash = 47;
const nowhere = 0;
type Frame = { length: number; id: number };

/**
 * Goes on with an index from its newest session, whose number is `from`, through the sessions behind it: what is merged must begin at that
 * session. Throws `IndexDiffers` where what the index has of it is not what was read.
 */
export function createBringing(index: IndexFile, rows: Rows, from: number): Sink & { end(): void } {
  const idOf = index.prepare('SELECT id FROM entry WHERE folder = ? AND name = ?');
  const openOf = index.prepare(
    'SELECT since, until, kind, size, modified, mode, owner, sha1, target, links FROM version WHERE entry = ? ORDER BY since DESC LIMIT 1',
  );
  const close = index.prepare('UPDATE version SET until = ? WHERE entry = ? AND since = ?');
  const openVersions = index.prepare(`SELECT count(*) AS count FROM version WHERE until = ${String(stillThere)}`);
  let frames: Frame[] = [{ length: 0, id: rootEntry }];
  // The shortest that paths have had in common since the last one that was looked up.
  let common = 0;
  let open = 0;

  const find = (folder: number, name: Buffer): number => (folder === nowhere ? nowhere : Number(idOf.get(folder, name)?.['id'] ?? nowhere));

  /** The entry of a path, and the folders on the way to it; made where they are not there when `isMade`. */
  function entryAt({ bytes, length }: WalkedPath, isMade: boolean): number {
    frames = frames.filter((frame) => frame.length === 0 || (frame.length <= common && bytes[frame.length] === slash));
    common = length;
    let frame = frames.at(-1) as Frame;
    while (frame.length < length) {
      const start = frame.length === 0 ? 0 : frame.length + 1;
      const slashAt = bytes.indexOf(slash, start);
      const end = slashAt < 0 || slashAt > length ? length : slashAt;
      const name = bytes.subarray(start, end);
      const found = find(frame.id, name);
      frame = { length: end, id: found === nowhere && isMade ? rows.entry(frame.id, Buffer.from(name)) : found };
      // What was not there may be made by the next path.
      if (frame.id === nowhere) return nowhere;
      frames.push(frame);
    }
    return frame.id;
  }

  function changed(path: WalkedPath, spans: readonly Span[]): void {
    common = Math.min(common, path.common);
    const entry = entryAt(path, spans.length > 0);
    const row = entry === nowhere ? undefined : openOf.get(entry);
    const since = row?.['until'] === stillThere ? Number(row['since']) : undefined;
    const before = spans.at(-1)?.since === from ? spans.at(-1) : undefined;
    const isAgreed = before && row && since !== undefined ? isSameState(before.state, stateIn(row)) : !before && since === undefined;
    if (!isAgreed) throw new IndexDiffers('a path of the newest session in the index');
    if (before && since !== undefined && before.until !== stillThere) close.run(before.until, entry, since);
    for (const span of spans) if (span !== before) rows.version(entry, span);
    if (spans[0]?.until === stillThere) open += 1;
  }

  return {
    whole: (path, { kind }) => {
      common = Math.min(common, path.common);
      if (kind !== absentKind) open += 1;
    },
    changed,
    end: () => {
      if (Number(openVersions.get()?.['count']) !== open) throw new IndexDiffers('the number of paths in the newest session');
    },
  };
}

const bytesIn = (value: unknown): Buffer | null =>
  value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.length) : null;

const stateIn = (row: Record<string, unknown>): RecordState => ({
  ...(row as Pick<RecordState, 'kind' | 'size' | 'modified' | 'mode' | 'owner' | 'links'>),
  sha1: bytesIn(row['sha1']),
  target: bytesIn(row['target']),
});
