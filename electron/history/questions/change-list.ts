import type { ChangeKind } from '../../contract/history.ts';
import type { IndexFile } from '../../platform/ports.ts';
import { kindCodes, stillThere } from '../tables.ts';
import { differ, versionAt } from './state.ts';

/** What differs below a folder, the folder itself among it, in the order of paths; `entries` and `kinds` go together. */
export type ChangeList = { entries: number[]; kinds: ChangeKind[]; sums: Record<ChangeKind, { count: number; bytes: number }> };
type Row = { id: number; folder: number; kind: ChangeKind | null; bytes: number };

/** A folder with no more entries below it is gone through itself, where more than that has changed elsewhere. */
const fewEntries = 5_000;

/** Works out what differs between two sessions: from the versions that begin or end between them, or from a small folder. */
export function createChangeLists(index: IndexFile): (from: number, to: number, folder: number) => ChangeList {
  const file = String(kindCodes.file);
  const rows = (entries: string) => `
    WITH RECURSIVE touched (id) AS (${entries}),
    shown (id) AS (
      SELECT id FROM touched UNION
      SELECT e.folder FROM shown CROSS JOIN entry e ON e.id = shown.id WHERE e.folder > 0
    )
    SELECT e.id, e.folder,
      CASE WHEN o.since IS n.since THEN NULL WHEN o.entry IS NULL THEN 'added' WHEN n.entry IS NULL THEN 'removed'
        WHEN ${differ('o', 'n')} THEN 'changed' END AS kind,
      coalesce(CASE WHEN n.entry IS NULL THEN CASE o.kind WHEN ${file} THEN o.size END WHEN n.kind = ${file} THEN n.size END, 0) AS bytes
    FROM shown CROSS JOIN entry e ON e.id = shown.id
    LEFT JOIN version o ON ${versionAt('o', 'e.id', '?1')} LEFT JOIN version n ON ${versionAt('n', 'e.id', '?2')}
    ORDER BY e.folder, e.name`;
  const between = index.prepare(
    rows(`
      SELECT entry FROM version WHERE since > ?1 AND since <= ?2 AND since > 1 UNION
      SELECT entry FROM version WHERE until > ?1 AND until <= ?2 AND until < ${String(stillThere)}`),
  );
  const among = index.prepare(rows('SELECT value FROM json_each(?3)'));
  const inner = index.prepare(`
    SELECT e.id, EXISTS (SELECT 1 FROM entry WHERE folder = e.id) AS isOpen FROM entry e WHERE e.folder = ? LIMIT ?`);
  const begun = index.prepare(`
    SELECT (SELECT count(*) FROM version WHERE since > ?1 AND since <= ?2 AND since > 1)
      + (SELECT count(*) FROM version WHERE until > ?1 AND until <= ?2 AND until < ${String(stillThere)}) AS count`);

  /** A folder and all below it, unless there is more than `most`. */
  function allBelow(folder: number, most: number): number[] | undefined {
    const all = [folder];
    for (const open = [folder]; open.length > 0;) {
      for (const { id, isOpen } of inner.all(open.pop() ?? 0, most) as { id: number; isOpen: 0 | 1 }[]) {
        all.push(id);
        if (isOpen === 1) open.push(id);
      }
      if (all.length > most) return undefined;
    }
    return all;
  }

  return (from, to, folder) => {
    const few = allBelow(folder, Math.min(fewEntries, begun.get(from, to)?.['count'] as number));
    const found = few ? among.all(from, to, JSON.stringify(few)) : between.all(from, to);
    return inPathOrder(found as Row[], folder);
  };
}

/** Rows come by folder, and by name within one: going down from the folder puts the whole into the order of path components. */
function inPathOrder(rows: readonly Row[], top: number): ChangeList {
  const stretches = new Map<number, [from: number, to: number]>();
  let start: Row | undefined;
  for (const [at, row] of rows.entries()) {
    const stretch = stretches.get(row.folder);
    if (stretch) stretch[1] = at + 1;
    else stretches.set(row.folder, [at, at + 1]);
    if (row.id === top) start = row;
  }
  const list: ChangeList = {
    entries: [],
    kinds: [],
    sums: { added: { count: 0, bytes: 0 }, removed: { count: 0, bytes: 0 }, changed: { count: 0, bytes: 0 } },
  };
  for (const open = start ? [start] : []; open.length > 0;) {
    const row = open.pop();
    if (!row) break;
    if (row.kind !== null) {
      list.entries.push(row.id);
      list.kinds.push(row.kind);
      list.sums[row.kind].count += 1;
      list.sums[row.kind].bytes += row.bytes;
    }
    const [from, to] = stretches.get(row.id) ?? [0, 0];
    for (let at = to - 1; at >= from; at -= 1) {
      const inner = rows[at];
      if (inner) open.push(inner);
    }
  }
  return list;
}
