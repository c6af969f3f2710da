import { textOf } from '../../contract/entry-path.ts';
import { absentKind, recordKinds, unquotePath, type RecordReader } from '../../rdiff-backup/rdiff-backup.ts';
import { kindCodes } from '../tables.ts';

/** What the index keeps of a record. `owner` is a number that `Owners` gave; `links` names the group of a file that has several names. */
export type RecordState = {
  kind: number;
  size: number | null;
  modified: number | null;
  mode: number | null;
  owner: number | null;
  sha1: Buffer | null;
  target: Buffer | null;
  links: string | null;
};

export type Owner = { uid: number | null; gid: number | null; user: string | null; group: string | null };

/** Gives each owner one number. */
export type Owners = {
  /** The owner that some lines of a record name; they begin at `from` and end at `to`. */
  of(bytes: Buffer, from: number, to: number): number | null;
  /** Those that were not known at the beginning, by their numbers. */
  added(): [id: number, owner: Owner][];
};

const kinds = recordKinds.map((kind) => kindCodes[kind]);
const fileKind = kindCodes.file;
const linkKind = kindCodes.link;
const deviceKind = kindCodes.device;
const newline = 10;
const minus = 45;
const digit0 = 48;

/** What the record that `reader` sees says; undefined when it says that nothing was there. */
export function readState(reader: RecordReader, owners: Owners): RecordState | undefined {
  if (reader.kind === absentKind) return undefined;
  const { bytes } = reader;
  const kind = kinds[reader.kind] as number;
  return {
    kind,
    size: kind === fileKind ? numberAt(bytes, reader.size) : null,
    modified: numberAt(bytes, reader.modified),
    mode: numberAt(bytes, reader.mode),
    owner: reader.owner === 0 ? null : owners.of(bytes, reader.owner, reader.ownerEnd),
    sha1: kind === fileKind ? digestAt(bytes, reader.sha1) : null,
    target: kind === linkKind ? unquoted(lineAt(bytes, reader.target)) : kind === deviceKind ? lineAt(bytes, reader.device) : null,
    links: kind === fileKind && reader.names !== 0 ? linksIn(reader) : null,
  };
}

/** True when two states are the same in everything that the index keeps. */
export function isSameState(a: RecordState, b: RecordState): boolean {
  return (
    a.kind === b.kind &&
    a.size === b.size &&
    a.modified === b.modified &&
    a.mode === b.mode &&
    a.owner === b.owner &&
    isSameBytes(a.sha1, b.sha1) &&
    isSameBytes(a.target, b.target) &&
    a.links === b.links
  );
}

const isSameBytes = (a: Buffer | null, b: Buffer | null): boolean => (a === null || b === null ? a === b : a.equals(b));

/** What a line says from a place on. */
const lineAt = (bytes: Buffer, from: number): Buffer | null =>
  from === 0 ? null : Buffer.from(bytes.subarray(from, bytes.indexOf(newline, from)));

const unquoted = (line: Buffer | null): Buffer | null => line && unquotePath(line);

const longestNumber = 20;

/** The same for all names of one file, and for no other file of the session; null for a file with one name. */
function linksIn({ bytes, names, inode, deviceOfInode }: RecordReader): string | null {
  if ((numberAt(bytes, names) ?? 0) < 2) return null;
  const [number, device] = [digitsAt(bytes, inode), digitsAt(bytes, deviceOfInode)];
  return number === '' || device === '' ? null : `${number} ${device}`;
}

/** Inodes may be greater than what can be counted with. */
function digitsAt(bytes: Buffer, from: number): string {
  let end = from;
  while (from !== 0 && (bytes[end] as number) >= digit0 && (bytes[end] as number) <= digit0 + 9) end += 1;
  return end - from > longestNumber ? '' : bytes.toString('latin1', from, end);
}

/** The whole number that begins at a place; null where there is none that can be counted with. */
function numberAt(bytes: Buffer, from: number): number | null {
  if (from === 0) return null;
  const isBelowZero = bytes[from] === minus;
  const first = isBelowZero ? from + 1 : from;
  let value = 0;
  let at = first;
  for (; ; at += 1) {
    const digit = (bytes[at] as number) - digit0;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (at === first || value > Number.MAX_SAFE_INTEGER) return null;
  return isBelowZero ? -value : value;
}

const digestBytes = 20;

function digestAt(bytes: Buffer, from: number): Buffer | null {
  if (from === 0 || bytes[from + 2 * digestBytes] !== newline) return null;
  const digest = Buffer.allocUnsafe(digestBytes);
  for (let at = 0; at < digestBytes; at += 1) {
    const high = nibbles[bytes[from + 2 * at] as number] as number;
    const low = nibbles[bytes[from + 2 * at + 1] as number] as number;
    if ((high | low) > 15) return null;
    digest[at] = (high << 4) | low;
  }
  return digest;
}

const nibbles = new Uint8Array(256).fill(255);
for (let value = 0; value < 16; value += 1) {
  const sign = value.toString(16);
  nibbles[sign.charCodeAt(0)] = value;
  nibbles[sign.toUpperCase().charCodeAt(0)] = value;
}

/** Numbers owners, going on from those that are known. */
export function createOwners(known: readonly [id: number, owner: Owner][]): Owners {
  const ids = new Map(known.map(([id, owner]) => [keyOf(owner), id]));
  let next = known.reduce((most, [id]) => Math.max(most, id), 0) + 1;
  const added: [number, Owner][] = [];
  // Most records have the owner of the one before them.
  let last = Buffer.alloc(0);
  let lastId: number | null = null;

  return {
    of: (bytes, from, to) => {
      if (isAt(bytes, from, to, last)) return lastId;
      last = Buffer.from(bytes.subarray(from, to));
      const owner = ownerIn(last);
      const key = keyOf(owner);
      lastId = ids.get(key) ?? null;
      if (lastId === null) {
        lastId = next;
        next += 1;
        ids.set(key, lastId);
        added.push([lastId, owner]);
      }
      return lastId;
    },
    added: () => added,
  };
}

function isAt(bytes: Buffer, from: number, to: number, wanted: Buffer): boolean {
  if (to - from !== wanted.length) return false;
  for (let at = 0; at < wanted.length; at += 1) if (bytes[from + at] !== wanted[at]) return false;
  return true;
}

const keyOf = ({ uid, gid, user, group }: Owner): string => JSON.stringify([uid, gid, user, group]);

function ownerIn(lines: Buffer): Owner {
  const values = new Map<string, Buffer>();
  for (let from = 0; from < lines.length;) {
    const end = lines.indexOf(newline, from);
    const gap = lines.indexOf(32, from + 2);
    if (gap > 0 && gap < end) values.set(lines.toString('latin1', from + 2, gap), lines.subarray(gap + 1, end));
    from = end + 1;
  }
  const id = (field: string) => {
    const value = values.get(field);
    return value ? numberAt(Buffer.concat([Buffer.of(0), value, Buffer.of(newline)]), 1) : null;
  };
  const name = (field: string) => {
    const value = values.get(field);
    const text = value ? textOf(value) : '';
    return text === '' || text === ':' || text === 'None' ? null : text.toWellFormed();
  };
  return { uid: id('Uid'), gid: id('Gid'), user: name('Uname'), group: name('Gname') };
}
