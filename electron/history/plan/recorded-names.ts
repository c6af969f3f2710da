import { join } from 'node:path';
import type { Files } from '../../platform/ports.ts';
import { listDataFiles } from '../../rdiff-backup/rdiff-backup.ts';
import { recordedAttributes, type RecordedAttributes } from './plan-order.ts';

/** A file of access control lists or extended attributes that cannot be read to its end, or is none. */
export class UnreadableAttributes extends Error {
  override readonly name = 'UnreadableAttributes';
  readonly path: string;
  constructor(path: string, options?: ErrorOptions) {
    super(`${path} cannot be read`, options);
    this.path = path;
  }
}

/** What a file of recorded attributes says about entries asked for in their order. */
export type RecordedNames = {
  /** Whether it has something of an entry, whose path is bytes as latin1; undefined when `more` has to be awaited first. */
  has(path: string): boolean | undefined;
  /** What stands there of the entry that it has just been found to have: each line up to its value, as latin1. */
  lines(): readonly string[];
  /** Reads on. Throws `UnreadableAttributes`. */
  more(): Promise<void>;
  /** Reads what is left, and asks nothing of it. Throws `UnreadableAttributes`. */
  toEnd(): Promise<void>;
  close(): Promise<void>;
};

export type AttributeFile = { base: RecordedAttributes; time: number; file: string; path: string };

/** The files in a folder of `rdiff-backup-data` that record attributes of entries at one of these sessions. */
export async function attributeFiles(files: Files, data: string, sessions: readonly number[]): Promise<AttributeFile[]> {
  const found = await listDataFiles(files, data);
  return found.flatMap(({ base, time, file }) => {
    const kind = recordedAttributes.find((each) => each === base);
    return kind && sessions.includes(time) ? [{ base: kind, time, file, path: join(data, file) }] : [];
  });
}

const pieceBytes = 262_144;
const header = Buffer.from('\n# file: ');
const newline = 10;
const equals = 61;
// No path is longer, however it is escaped, and no name of an attribute.
const longestLine = 65_536;

/** Reads the names out of a file of recorded attributes, which stand in the order of paths, without holding all of them or any value. */
export function openRecordedNames(files: Pick<Files, 'stream'>, path: string): RecordedNames {
  const pieces = files.stream(path, pieceBytes)[Symbol.asyncIterator]();
  let entries: { name: string; lines: string[] }[] = [];
  let at = 0;
  let last: { name: string; lines: string[] } | undefined;
  let line = '';
  let isOver = false;
  // The beginning of the file is that of a line.
  let rest: Buffer = Buffer.from('\n');
  let isFirst = true;

  /** Takes what is whole out of the next bytes, and keeps the rest. */
  function take(piece: Buffer): void {
    const bytes = Buffer.concat([rest, piece]);
    if (isFirst && bytes.length >= header.length) {
      if (bytes.compare(header, 0, header.length, 0, header.length) !== 0) throw new UnreadableAttributes(path);
      isFirst = false;
    }
    let taken = 0;
    let from = bytes.indexOf(header);
    while (from >= 0) {
      const end = bytes.indexOf(newline, from + header.length);
      if (end < 0) break;
      keep(bytes.subarray(taken, from));
      begin(bytes.subarray(from + header.length, end));
      taken = end;
      from = bytes.indexOf(header, end);
    }
    const left = from < 0 ? Math.max(taken, bytes.length - header.length + 1) : from;
    keep(bytes.subarray(taken, left));
    rest = Buffer.from(bytes.subarray(left));
    if (rest.length > longestLine) throw new UnreadableAttributes(path);
  }

  /** Takes bytes between two names. */
  function keep(bytes: Buffer): void {
    let from = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, from)) {
      add(bytes.subarray(from, end));
      finishLine();
      from = end + 1;
    }
    add(bytes.subarray(from));
  }

  function add(bytes: Buffer): void {
    if (line.endsWith('=') || line.length > longestLine) return;
    const end = bytes.indexOf(equals);
    line += bytes.toString('latin1', 0, end < 0 ? Math.min(bytes.length, longestLine) : end + 1);
  }

  function finishLine(): void {
    if (line !== '') last?.lines.push(line.endsWith('=') ? line.slice(0, -1) : line);
    line = '';
  }

  function begin(bytes: Buffer): void {
    const name = bytes.length === 1 && bytes[0] === 46 ? '' : unescaped(bytes.toString('latin1'));
    if (last !== undefined && compareTexts(last.name, name) >= 0) throw new UnreadableAttributes(path);
    finishEntry();
    last = { name, lines: [] };
  }

  function finishEntry(): void {
    finishLine();
    if (last) entries.push(last);
  }

  async function more(): Promise<void> {
    entries = [];
    at = 0;
    try {
      const next = await pieces.next();
      if (next.done !== true) take(next.value);
      else if (rest.at(-1) !== newline || (rest.length > 1 && isFirst)) throw new UnreadableAttributes(path);
      else {
        keep(rest);
        finishEntry();
        isOver = true;
      }
    } catch (error) {
      throw error instanceof UnreadableAttributes ? error : new UnreadableAttributes(path, { cause: error });
    }
  }

  return {
    has: (wanted) => {
      for (; at < entries.length; at += 1) {
        const order = compareTexts(entries[at]?.name ?? '', wanted);
        if (order >= 0) return order === 0;
      }
      return isOver ? false : undefined;
    },
    lines: () => entries[at]?.lines ?? [],
    more,
    toEnd: async () => {
      while (!isOver) await more();
    },
    close: async () => {
      await pieces.return?.().catch(() => undefined);
    },
  };
}

/** `\040` is a blank: each byte that is not plain stands as its octal number. */
export const unescaped = (text: string): string =>
  text.replaceAll(/\\([0-3][0-7]{2})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** The order of paths by their names, each by its bytes: a slash stands before everything. */
function compareTexts(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const [left, right] = [one.charCodeAt(at), other.charCodeAt(at)];
    if (left !== right) return left === slash ? -1 : right === slash ? 1 : left - right;
  }
  return one.length - other.length;
}
const slash = 47;
