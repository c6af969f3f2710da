import { isBoundary, isRepeated, type RecordReader } from '../../rdiff-backup/rdiff-backup.ts';

/** A metadata file among several that are read side by side. */
export type Stream = {
  reader: RecordReader;
  /** Its place among them, the newest being 0. */
  order: number;
  isSnapshot: boolean;
  /** Its next record is of the path that is worked on. */
  isHit: boolean;
  /** So many of its next bytes are known to be the next ones of the newest snapshot as well. */
  same: number;
  /** How many bytes are compared at once. */
  stride: number;
};

const longestStride = 65_536;
const shortestStride = 1024;

/**
 * True when the next record of a snapshot is the very bytes of the one that `newest` sees. Long runs of bytes are compared at once, so that
 * a snapshot that hardly differs is passed without being looked into. Undefined when more of the snapshot has to be taken in first.
 */
export function isSameRecord(stream: Stream, newest: RecordReader): boolean | undefined {
  const { reader } = stream;
  const length = newest.end - newest.at;
  const line = newest.lineEnd - newest.at;
  // So far nothing else can follow than what follows the newest one's record: another record, of another path.
  if (stream.same > length + line) return true;
  if (reader.limit - reader.at <= length + line && !reader.isLast) return undefined;
  // Most that differ have another path, and paths differ most at their ends.
  if (stream.same === 0 && !isSameLine(reader, newest, line)) return false;
  if (stream.same <= length + line) stream.same = runOf(stream, newest);
  if (stream.same < length) return false;
  const end = reader.at + length;
  return stream.same > length + line || (isBoundary(reader, end) && !isRepeated(reader, reader.at, reader.at + line, end));
}

function isSameLine(reader: RecordReader, newest: RecordReader, length: number): boolean {
  let at = length;
  while (at >= 0 && reader.bytes[reader.at + at] === newest.bytes[newest.at + at]) at -= 1;
  return at < 0;
}

function runOf(stream: Stream, newest: RecordReader): number {
  const { reader, same } = stream;
  const isSame = (from: number, to: number) =>
    reader.bytes.compare(newest.bytes, newest.at + from, newest.at + to, reader.at + from, reader.at + to) === 0;
  let end = Math.min(reader.limit - reader.at, newest.limit - newest.at, same + stream.stride);
  if (isSame(same, end)) {
    stream.stride = Math.min(longestStride, 2 * stream.stride);
    return end;
  }
  stream.stride = Math.max(shortestStride, stream.stride >> 1);
  let start = same;
  while (end - start > 64) {
    const middle = (start + end) >> 1;
    if (isSame(start, middle)) start = middle;
    else end = middle;
  }
  while (reader.bytes[reader.at + start] === newest.bytes[newest.at + start]) start += 1;
  return start;
}
