import type { ChangeKind } from '../../contract/history.ts';
import type { IndexFile } from '../../platform/ports.ts';
import { kindCodes, stillThere } from '../tables.ts';
import { differ, versionAt } from './state.ts';

/** What differs below a folder, the folder itself among it, in the order of paths; `entries` and `kinds` go together. */
export type ChangeList = { entries: number[]; kinds: ChangeKind[]; sums: Record<ChangeKind, { count: number; bytes: number }> };
type Row = { id: number; folder: number; kind: ChangeKind | null; bytes: number };

/** A folder with no more entries below it is gone through itself rather than everything that changed elsewhere. */
const fewEntries = 5_000;

/** Works out what differs between two sessions: from the versions that begin or end between them, or from a small folder. */
export function createChangeLists(index: IndexFile) {
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
  const below = `SELECT ?3 UNION ALL SELECT e.id FROM below CROSS JOIN entry e ON e.folder = below.id LIMIT ?4`;
  const within = index.prepare(rows('SELECT id FROM below').replace('WITH RECURSIVE', `WITH RECURSIVE below (id) AS (${below}),`));
  const entriesBelow = index.prepare(
    `WITH RECURSIVE below (id) AS (${below.replace('?3', '?1').replace('?4', '?2')}) SELECT count(*) AS count FROM below`,
  );
  const begun = index.prepare(`
    SELECT (SELECT count(*) FROM version WHERE since > ?1 AND since <= ?2 AND since > 1)
      + (SELECT count(*) FROM version WHERE until > ?1 AND until <= ?2 AND until < ${String(stillThere)}) AS count`);

  return (from: number, to: number, folder: number): ChangeList => {
    const few = Math.min(fewEntries, begun.get(from, to)?.['count'] as number);
    const isSmall = (entriesBelow.get(folder, few + 1)?.['count'] as number) <= few;
    const found = isSmall ? within.iterate(from, to, folder, few + 1) : between.iterate(from, to);
    return inPathOrder(found as Iterable<Row>, folder);
  };
}

/** Rows come by folder, and by name within one: going down from the folder puts the whole into the order of path components. */
function inPathOrder(rows: Iterable<Row>, top: number): ChangeList {
  const all: Row[] = [];
  const stretches = new Map<number, [from: number, to: number]>();
  let start: Row | undefined;
  for (const row of rows) {
    const stretch = stretches.get(row.folder);
    if (stretch) stretch[1] += 1;
    else stretches.set(row.folder, [all.length, all.length + 1]);
    all.push(row);
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
      const inner = all[at];
      if (inner) open.push(inner);
    }
  }
  return list;
}
