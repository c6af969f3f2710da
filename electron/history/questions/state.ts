import { textOf } from '../../contract/entry-path.ts';
import type { EntryKind, EntryState } from '../../contract/history.ts';
import { kindCodes } from '../tables.ts';
import type { Owner } from './view.ts';

export type StateRow = {
  kind: number;
  size: number | null;
  modified: number | null;
  mode: number | null;
  owner: number | null;
  sha1: string | null;
  target: Uint8Array | null;
};

/** The columns of a `StateRow` from the version that goes by this name in a query, each with `prefix` before its own name. */
export const stateColumns = (version: string, prefix = '') => `
  ${version}.kind AS ${prefix}kind, ${version}.size AS ${prefix}size, ${version}.modified AS ${prefix}modified,
  ${version}.mode AS ${prefix}mode, ${version}.owner AS ${prefix}owner,
  CASE WHEN ${version}.sha1 IS NOT NULL THEN lower(hex(${version}.sha1)) END AS ${prefix}sha1, ${version}.target AS ${prefix}target`;

/** Joins a version by what an entry is at a session: a seek for each entry, however often it changed. */
export const versionAt = (version: string, entry: string, session: string) => `
  ${version}.entry = ${entry} AND ${version}.until > ${session}
  AND ${version}.since = (SELECT max(since) FROM version WHERE entry = ${entry} AND since <= ${session})`;

/**
 * True where an older and a newer version differ in the eyes of `rdiff-backup list files --changed-since`: what the older one does not
 * record is no difference, neither is the owner of a link, nor a newer one whose owner has no name.
 */
export const differ = (older: string, newer: string) => {
  const other = (column: string) => `(${older}.${column} IS NOT NULL AND ${older}.${column} IS NOT ${newer}.${column})`;
  const file = String(kindCodes.file);
  return `(${older}.kind <> ${newer}.kind OR ${['modified', 'mode', 'target'].map(other).join(' OR ')}
    OR (${older}.kind = ${file} AND (${other('size')} OR ${other('sha1')}))
    OR (${older}.kind <> ${String(kindCodes.link)} AND ${other('owner')} AND NOT EXISTS (
      SELECT 1 FROM owner a CROSS JOIN owner b WHERE a.id = ${older}.owner AND b.id = ${newer}.owner
      AND a.uid IS b.uid AND a.gid IS b.gid AND (b.user IS NULL OR b.user IS a.user) AND (b."group" IS NULL OR b."group" IS a."group"))))`;
};

const kinds = new Map(Object.entries(kindCodes).map(([kind, code]) => [code, kind as EntryKind]));
const nobody: Owner = { user: null, group: null };

/** A state as it is told. */
export function stateOf(row: StateRow, owners: ReadonlyMap<number, Owner>): EntryState {
  const { user, group } = (row.owner === null ? undefined : owners.get(row.owner)) ?? nobody;
  const kind = kinds.get(row.kind);
  if (kind === undefined) throw new Error(`The index holds an entry of kind ${row.kind}.`);
  return {
    kind,
    size: row.size,
    modified: row.modified,
    mode: row.mode,
    user,
    group,
    // Of a device it is its number.
    target: row.target === null || kind !== 'link' ? null : textOf(row.target),
    sha1: row.sha1,
  };
}

/** Whether two states look the same to a person. */
export const looksSame = (one: EntryState, other: EntryState): boolean =>
  (Object.keys(one) as (keyof EntryState)[]).every((key) => one[key] === other[key]);
