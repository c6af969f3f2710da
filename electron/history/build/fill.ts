import type { RecordReader } from '../../rdiff-backup/rdiff-backup.ts';
import { kindCodes, rootEntry, stillThere } from '../tables.ts';
import type { Sink, Span } from './merge.ts';
import { readState, type Owners } from './record-state.ts';
import type { Rows } from './rows.ts';
import type { WalkedPath } from './walked-path.ts';

type Waiting = { name: Buffer; spans: readonly Span[] };
/** A folder on the way to the path that is worked on: `length` of its path, and entries in it that are no folders and have no row yet. */
type Frame = { length: number; id: number; waiting: Waiting[] };

const slash = 47;
const mostWaiting = 30_000;

/**
 * Fills an empty index. The files of a folder are written together when the folder is left, so that they get ids in a row and a listing of
 * it reads few pages. `oldest` is the first session that can be asked about.
 */
export function createFilling(rows: Rows, owners: Owners, oldest: number): Sink & { end(): void } {
  const frames: Frame[] = [{ length: 0, id: rootEntry, waiting: [] }];
  let waiting = 0;
  // The shortest that paths have had in common since the last one that was put in.
  let common = 0;

  const top = () => frames.at(-1) as Frame;

  function write(frame: Frame): void {
    for (const { name, spans } of frame.waiting) writeSpans(rows.entry(frame.id, name), spans);
    waiting -= frame.waiting.length;
    frame.waiting = [];
  }

  function writeSpans(id: number, spans: readonly Span[]): void {
    for (let at = spans.length - 1; at >= 0; at -= 1) rows.version(id, spans[at] as Span);
  }

  /** Leaves the folders that the path is not in, and enters those of it that had no record of their own. */
  function goTo({ bytes, length }: WalkedPath): Frame {
    let frame = top();
    while (frame.length > common || (frame.length > 0 && bytes[frame.length] !== slash)) {
      write(frame);
      frames.pop();
      frame = top();
    }
    common = length;
    let parent = length - 1;
    while (parent > 0 && bytes[parent] !== slash) parent -= 1;
    while (frame.length < parent) {
      const from = frame.length === 0 ? 0 : frame.length + 1;
      const end = bytes.indexOf(slash, from);
      frame = enter(frame, bytes.subarray(from, end), end);
    }
    return frame;
  }

  function enter(frame: Frame, name: Buffer, length: number): Frame {
    const last = frame.waiting.at(-1);
    write(frame);
    const id = last?.name.equals(name) === true ? rows.lastEntry : rows.entry(frame.id, Buffer.from(name));
    const entered = { length, id, waiting: [] };
    frames.push(entered);
    return entered;
  }

  function put(path: WalkedPath, spans: readonly Span[]): void {
    common = Math.min(common, path.common);
    if (spans.length === 0) return;
    const frame = goTo(path);
    if (path.length === 0) {
      writeSpans(rootEntry, spans);
      return;
    }
    const from = frame.length === 0 ? 0 : frame.length + 1;
    const name = Buffer.from(path.bytes.subarray(from, path.length));
    if (spans.some(({ state }) => state.kind === kindCodes.folder)) {
      const id = rows.entry(frame.id, name);
      writeSpans(id, spans);
      frames.push({ length: path.length, id, waiting: [] });
      return;
    }
    frame.waiting.push({ name, spans });
    waiting += 1;
    if (waiting > mostWaiting) for (const each of frames) write(each);
  }

  return {
    whole: (path, reader: RecordReader) => {
      const state = readState(reader, owners);
      put(path, state ? [{ since: oldest, until: stillThere, state }] : []);
    },
    changed: put,
    end: () => {
      while (frames.length > 0) write(frames.pop() as Frame);
    },
  };
}
