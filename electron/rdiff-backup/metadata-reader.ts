import type { Files } from '../platform/ports.ts';
import { DamagedMetadata, padding, type RecordWindow } from './metadata-record.ts';

/** A metadata file that is read from its beginning to its end, in a window that moves on. */
export type RecordReader = RecordWindow & {
  /** How many bytes of the file have come, unpacked. */
  taken: number;
  /** Bytes are left out up to the next newline. */
  isCutting: boolean;
  readonly pieces: AsyncIterator<Buffer>;
  ahead: Promise<IteratorResult<Buffer>>;
};

const newline = 10;

/** Begins to read a metadata file, `piece` bytes at once. */
export function openRecords(files: Pick<Files, 'stream'>, folder: string, file: string, piece: number): RecordReader {
  const pieces = files.stream(`${folder}/${file}`, piece)[Symbol.asyncIterator]();
  const bytes = Buffer.alloc(padding, newline);
  const fields = { kind: 0, size: 0, sha1: 0, modified: 0, mode: 0, target: 0, owner: 0, ownerEnd: 0, forkLine: 0, forkBytes: 0 };
  const sharing = { device: 0, names: 0, inode: 0, deviceOfInode: 0 };
  const window = {
    file,
    bytes,
    limit: 0,
    isLast: false,
    at: 0,
    isSeen: false,
    end: 0,
    lineEnd: 0,
    key: bytes,
    keyFrom: 0,
    keyTo: 0,
    ...fields,
    ...sharing,
  };
  return { ...window, taken: 0, isCutting: false, pieces, ahead: askAhead(pieces) };
}

/** Gives back what a reader holds of its file. */
export async function closeRecords(reader: RecordReader): Promise<void> {
  await reader.ahead.catch(() => undefined);
  await reader.pieces.return?.().catch(() => undefined);
}

/** Passes to the next record. */
export function pass(reader: RecordReader): void {
  reader.at = reader.end;
  reader.isSeen = false;
}

/** Takes in the next piece of the file, or learns that there is none. Throws `DamagedMetadata` where the file cannot be unpacked. */
export async function takeIn(reader: RecordReader): Promise<void> {
  if (reader.isLast) return;
  const next = await reader.ahead.catch((error: unknown) => {
    throw isDamage(error) ? new DamagedMetadata(reader.file, (error as Error).message, { cause: error }) : error;
  });
  if (next.done === true) {
    if (reader.isCutting) throw new DamagedMetadata(reader.file, 'it ends in the middle of a record');
    reader.isLast = true;
    return;
  }
  reader.ahead = askAhead(reader.pieces);
  reader.taken += next.value.length;
  append(reader, reader.isCutting ? cut(reader, next.value) : next.value);
  if (reader.forkLine !== 0 && !reader.isSeen) leaveOut(reader);
}

/** What a file says when it is not whole, or when the disk cannot read it. What stands in the way of reading any file is no damage. */
function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_') || code === 'EIO' || code === 'ELOOP' || code === 'EISDIR';
}

/** The next piece is unpacked while the one before is worked on. Its failure is met when it is taken in. */
function askAhead(pieces: AsyncIterator<Buffer>): Promise<IteratorResult<Buffer>> {
  const next = pieces.next();
  next.catch(() => undefined);
  return next;
}

/** Puts a piece behind what is not worked on yet, which moves to the beginning of the window. */
function append(reader: RecordReader, piece: Buffer): void {
  const { at, limit } = reader;
  const rest = limit - at;
  const needed = rest + piece.length + padding;
  const before = reader.bytes;
  if (needed > before.length) reader.bytes = Buffer.allocUnsafeSlow(Math.max(needed, Math.min(2 * before.length, needed + 65_536)));
  const { bytes } = reader;
  before.copy(bytes, 0, at, limit);
  piece.copy(bytes, rest);
  reader.limit = rest + piece.length;
  bytes.fill(newline, reader.limit, reader.limit + padding);
  shift(reader, at, before);
}

/** The places of values. */
const places = ['size', 'sha1', 'modified', 'mode', 'target', 'device', 'names', 'inode', 'deviceOfInode', 'owner'] as const;

function shift(reader: RecordReader, by: number, before: Buffer): void {
  reader.at -= by;
  if (!reader.isSeen) {
    if (reader.forkLine !== 0) reader.forkLine -= by;
    return;
  }
  for (const place of ['end', 'lineEnd', 'ownerEnd'] as const) reader[place] -= by;
  for (const place of places) if (reader[place] !== 0) reader[place] -= by;
  if (reader.key !== before) return;
  reader.key = reader.bytes;
  reader.keyFrom -= by;
  reader.keyTo -= by;
}

/** Leaves out a line that nobody needs as long as it does not end. */
function leaveOut(reader: RecordReader): void {
  const { bytes, forkLine, limit } = reader;
  const end = bytes.indexOf(newline, forkLine);
  if (end < limit) return;
  reader.limit = forkLine;
  bytes.fill(newline, forkLine, forkLine + padding);
  reader.forkLine = 0;
  reader.isCutting = true;
}

function cut(reader: RecordReader, piece: Buffer): Buffer {
  const end = piece.indexOf(newline);
  if (end < 0) return piece.subarray(0, 0);
  reader.isCutting = false;
  return piece.subarray(end + 1);
}
