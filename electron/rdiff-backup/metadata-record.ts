import { unquotePath } from './metadata-path.ts';

/** A metadata file that cannot be read to its end, or is not what it should be. */
export class DamagedMetadata extends Error {
  override readonly name = 'DamagedMetadata';
  readonly file: string;
  constructor(file: string, message: string, options?: ErrorOptions) {
    super(`${file}: ${message}`, options);
    this.file = file;
  }
}

/**
 * A part of a metadata file, and the record that begins at `at`. Nothing is known yet from `limit` on, where `padding` newlines stand that
 * are not the file's. Once the record `isSeen`, it ends at `end`, and `key` holds its path from `keyFrom` to `keyTo`, unquoted, the source
 * itself being empty. The places of its fields' values follow, 0 where it has none.
 */
export type RecordWindow = {
  readonly file: string;
  bytes: Buffer;
  limit: number;
  /** Nothing comes behind `limit`. */
  isLast: boolean;
  at: number;
  isSeen: boolean;
  end: number;
  /** The end of its first line. */
  lineEnd: number;
  key: Buffer;
  keyFrom: number;
  keyTo: number;
  /** One of `recordKinds` by its place there, or `absentKind`. */
  kind: number;
  size: number;
  sha1: number;
  modified: number;
  mode: number;
  target: number;
  device: number;
  /** How many names a file has, and what tells which ones: those with the same inode on the same device. */
  names: number;
  inode: number;
  deviceOfInode: number;
  /** The lines that name its owner. */
  owner: number;
  ownerEnd: number;
  /** Where an unfinished line begins that nobody needs, so that it can be left out before it is whole; else 0. */
  forkLine: number;
  /** The length of the longest such line in the record: the one thing that may be long. */
  forkBytes: number;
};

/** So many newlines stand behind `limit`, so that no field need be looked at byte by byte for the end of what is known. */
export const padding = 64;

export const recordKinds = ['file', 'folder', 'link', 'device', 'fifo', 'socket'] as const;
/** In a difference: the path was not there. */
export const absentKind = -1;
const strangeKind = -2;

/** There is a next record, and it is known. */
export const seen = 1;
/** More of the file has to be taken in first. */
export const unknown = 2;
/** There is none. */
export const ended = 3;
export type Look = typeof seen | typeof unknown | typeof ended;

const longestRecord = 65_536;
const newline = 10;
const blank = 32;
const letterF = 70;
const slash = 47;
const dot = 46;
const backslash = 92;
const letterN = 78;

const word = (text: string): number => Buffer.from(text.padEnd(4)).readInt32BE();
const fields = {
  type: word('Type'),
  size: word('Size'),
  sha1: word('SHA1'),
  target: word('SymD'),
  names: word('NumH'),
  inode: word('Inod'),
  device: word('Devi'),
  modified: word('ModT'),
  uid: word('Uid '),
  user: word('Unam'),
  gid: word('Gid '),
  group: word('Gnam'),
  mode: word('Perm'),
  fork: word('Reso'),
  carbon: word('Carb'),
};
const kindWords = new Map(['reg', 'dir', 'sym', 'dev', 'fifo', 'sock'].map((text, kind) => [word(`${text}\n`.slice(0, 4)), kind]));
const noneWord = word('None');

/** Looks at the next record, as far as the file is known. One with a path or a type that cannot be is passed over. */
export function look(window: RecordWindow): Look {
  if (window.isSeen) return seen;
  for (;;) {
    if (window.at === window.limit) return window.isLast ? ended : unknown;
    const found = scan(window);
    if (found === seen) return seen;
    if (found === unknown) {
      if (window.isLast) throw new DamagedMetadata(window.file, 'it ends in the middle of a record');
      allowLength(window, window.forkLine === 0 ? window.limit : window.forkLine);
      return unknown;
    }
    window.at = window.end;
  }
}

function allowLength({ file, at, forkBytes }: RecordWindow, end: number): void {
  if (end - at - forkBytes > longestRecord) throw new DamagedMetadata(file, 'a record is too long');
}

/** True when the bytes at a place can be the beginning of a record, or the end of the file. */
export function isBoundary({ bytes, limit, isLast }: RecordWindow, at: number): boolean {
  if (at === limit) return isLast;
  return bytes[at] === letterF && bytes[at + 1] === 105 && bytes[at + 2] === 108 && bytes[at + 3] === 101 && bytes[at + 4] === blank;
}

/** True when the record behind the place `end` has the same path as the one at `at`, whose first line ends at `lineEnd`. */
export function isRepeated({ bytes, limit }: RecordWindow, at: number, lineEnd: number, end: number): boolean {
  let back = lineEnd - at;
  if (end + back >= limit) return false;
  while (back >= 0 && bytes[end + back] === bytes[at + back]) back -= 1;
  return back < 0;
}

/** Reads the record at `at` as far as it goes; `unknown` when its end, or the path behind it, is not known yet. */
function scan(window: RecordWindow): typeof seen | typeof unknown | typeof strangeKind {
  const { at, limit } = window;
  window.forkLine = window.forkBytes = 0;
  if (!isBoundary(window, at)) {
    if (limit - at < 5 && !window.isLast) return unknown;
    throw new DamagedMetadata(window.file, 'it holds something that is no record');
  }
  const lineEnd = scanPath(window);
  if (lineEnd === limit) return unknown;
  window.lineEnd = lineEnd;
  window.size = window.sha1 = window.modified = window.mode = window.target = window.owner = window.ownerEnd = 0;
  window.device = window.names = window.inode = window.deviceOfInode = 0;
  window.kind = strangeKind;
  const end = scanFields(window, lineEnd + 1);
  if (end < 0) return unknown;
  if (!window.isLast && end + lineEnd - at >= limit) return unknown;
  window.end = end;
  allowLength(window, end);
  // The last of several records of one path is the one that counts.
  window.isSeen = window.kind !== strangeKind && window.keyTo >= 0 && !isRepeated(window, at, lineEnd, end);
  return window.isSeen ? seen : strangeKind;
}

/** Finds the path, answers where its line ends; `keyTo` is below zero for a path that no file below a source can have. */
function scanPath(window: RecordWindow): number {
  const { bytes, at } = window;
  const from = at + 5;
  let place = from;
  let name = from;
  let isQuoted = false;
  let isPath = true;
  for (;;) {
    const byte = bytes[place] as number;
    if (byte === newline || byte === slash) {
      const length = place - name;
      if (length === 0 || (bytes[name] === dot && (length === 1 || (length === 2 && bytes[name + 1] === dot)))) isPath = false;
      if (byte === newline) break;
      name = place + 1;
    } else if (byte === backslash) isQuoted = true;
    else if (byte === 0) isPath = false;
    place += 1;
  }
  const isSource = place === from + 1 && bytes[from] === dot;
  window.key = isQuoted ? unquotePath(bytes.subarray(from, place)) : bytes;
  window.keyFrom = isQuoted ? 0 : from;
  window.keyTo = isSource ? from : !isPath ? -1 : isQuoted ? window.key.length : place;
  return place;
}

/** Finds the fields from `from` on, answers where the record ends; below zero when that is not known yet. */
function scanFields(window: RecordWindow, from: number): number {
  const { bytes, limit } = window;
  let line = from;
  for (;;) {
    if (line === limit) return window.isLast ? line : -1;
    if (bytes[line] !== blank) {
      if (isBoundary(window, line)) return line;
      if (limit - line < 5 && !window.isLast) return -1;
      throw new DamagedMetadata(window.file, 'it holds something that is no record');
    }
    const name =
      ((bytes[line + 2] as number) << 24) |
      ((bytes[line + 3] as number) << 16) |
      ((bytes[line + 4] as number) << 8) |
      (bytes[line + 5] as number);
    let place = line;
    switch (name) {
      case fields.type: {
        const value =
          ((bytes[line + 7] as number) << 24) |
          ((bytes[line + 8] as number) << 16) |
          ((bytes[line + 9] as number) << 8) |
          (bytes[line + 10] as number);
        window.kind = value === noneWord ? absentKind : (kindWords.get(value) ?? strangeKind);
        break;
      }
      case fields.size:
        window.size = line + 7;
        break;
      case fields.sha1:
        window.sha1 = line + 13;
        // Its length is known: nearly a quarter of a file's record need not be looked at.
        if (line + 53 < limit && bytes[line + 53] === newline) place = line + 53;
        break;
      case fields.target:
        window.target = line + 10;
        break;
      case fields.names:
        window.names = line + 15;
        break;
      case fields.inode:
        window.inode = line + 8;
        break;
      case fields.device:
        // `DeviceNum` or `DeviceLoc`.
        if (bytes[line + 8] === letterN) window.device = line + 12;
        else window.deviceOfInode = line + 12;
        break;
      case fields.modified:
        window.modified = line + 10;
        break;
      case fields.mode:
        window.mode = line + 14;
        break;
      case fields.uid:
        window.owner = line;
        break;
      case fields.fork:
      case fields.carbon:
        window.forkLine = line;
        break;
    }
    while (bytes[place] !== newline) place += 1;
    if (place >= limit) return -1;
    const next = place + 1;
    if (window.forkLine !== 0) {
      window.forkBytes = Math.max(window.forkBytes, next - line);
      window.forkLine = 0;
    } else if (name === fields.uid || name === fields.user || name === fields.gid || name === fields.group) window.ownerEnd = next;
    line = next;
  }
}
