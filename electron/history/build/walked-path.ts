import { DamagedMetadata, type RecordReader } from '../../rdiff-backup/rdiff-backup.ts';

/** The path that a walk in rdiff-backup's order has come to: its bytes up to `length`, of which `common` are those of the path before. */
export type WalkedPath = {
  readonly bytes: Buffer;
  readonly length: number;
  readonly common: number;
  /** Goes on to the path of a record. Throws `DamagedMetadata` when that does not come behind. */
  moveTo(reader: RecordReader): void;
  isAt(reader: RecordReader): boolean;
};

const slash = 47;
// No record is longer.
const longest = 70_000;

/** Stands before the first path. */
export function createWalkedPath(): WalkedPath {
  const bytes = Buffer.alloc(longest);
  let isMoved = false;
  const path = {
    bytes,
    length: 0,
    common: 0,
    moveTo: ({ key, keyFrom, keyTo, file }: RecordReader) => {
      const length = keyTo - keyFrom;
      const shorter = Math.min(length, path.length);
      let at = 0;
      while (at < shorter && key[keyFrom + at] === bytes[at]) at += 1;
      const isBehind =
        at === path.length ? length > at || !isMoved : at < length && isLater(key[keyFrom + at] as number, bytes[at] as number);
      if (!isBehind) throw new DamagedMetadata(file, 'its records are out of order');
      isMoved = true;
      path.common = at;
      path.length = length;
      for (; at < length; at += 1) bytes[at] = key[keyFrom + at] as number;
    },
    isAt: ({ key, keyFrom, keyTo }: RecordReader) => {
      if (keyTo - keyFrom !== path.length) return false;
      // The ends of paths differ more than their beginnings.
      for (let at = path.length - 1; at >= 0; at -= 1) if (key[keyFrom + at] !== bytes[at]) return false;
      return true;
    },
  };
  return path;
}

const isLater = (byte: number, other: number): boolean => other === slash || (byte !== slash && byte > other);
