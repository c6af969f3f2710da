import { textOf } from '../../contract/entry-path.ts';
import type { IndexFile } from '../../platform/ports.ts';
import { folded } from '../tables.ts';
import type { Owner } from './record-state.ts';
import type { Span } from './merge.ts';

/** Puts rows into an index. */
export type Rows = {
  /** The id of the entry made last, or before all of them. */
  readonly lastEntry: number;
  /** Makes an entry and answers its id. */
  entry(folder: number, name: Buffer): number;
  version(entry: number, span: Span): void;
  owners(added: readonly [id: number, owner: Owner][]): void;
};

/** `lastEntry`: the highest id that an entry has ever had. */
export function createRows(index: IndexFile, lastEntry: number): Rows {
  const entry = index.prepare('INSERT INTO entry (id, folder, name) VALUES (?, ?, ?)');
  const name = index.prepare('INSERT INTO name (rowid, text) VALUES (?, ?)');
  const version = index.prepare('INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const owner = index.prepare('INSERT INTO owner (id, uid, gid, user, "group") VALUES (?, ?, ?, ?, ?)');
  const rows = {
    lastEntry,
    entry: (folder: number, bytes: Buffer): number => {
      rows.lastEntry += 1;
      entry.run(rows.lastEntry, folder, bytes);
      name.run(rows.lastEntry, foldedName(bytes));
      return rows.lastEntry;
    },
    version: (id: number, { since, until, state }: Span) => {
      const { kind, size, modified, mode, owner: ownedBy, sha1, target, links } = state;
      version.run(id, since, until, kind, size, modified, mode, ownedBy, sha1, target, links);
    },
    owners: (added: readonly [id: number, owner: Owner][]) => {
      for (const [id, { uid, gid, user, group }] of added) owner.run(id, uid, gid, user, group);
    },
  };
  return rows;
}

/** Most names are ASCII, of which each letter has one form but for its case. */
function foldedName(bytes: Buffer): string {
  for (const byte of bytes) if (byte > 127) return folded(textOf(bytes));
  return bytes.toString('latin1').toLowerCase();
}
