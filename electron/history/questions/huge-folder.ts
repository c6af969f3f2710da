import type { IndexFile } from '../../platform/ports.ts';
import { createRecent } from './recent.ts';
import { versionAt } from './state.ts';
import { perView, type View } from './view.ts';

export type HugeInput = { entry: number; number: number; later: boolean; offset: number; limit: number };
type Row = { id: number; name: string; since: number; isNew: boolean };

/** A name behind which a page began once, and how many entries come before what follows it. */
type Mark = { offset: number; name: Uint8Array };
type Known = { total: number; marks: Mark[] };

const none: Mark = { offset: 0, name: new Uint8Array() };

/**
 * A page of a folder that is too large to be put in order: in the order of its bytes, straight from the index. How many entries it has, and
 * where its pages ended, is remembered, so that going through it costs no more than its first page.
 */
export function createHugeFolders(index: IndexFile) {
  const joined = `
    FROM entry e LEFT JOIN version v ON ${versionAt('v', 'e.id', '?1')} LEFT JOIN version n ON ${versionAt('n', 'e.id', '?3')}
    WHERE e.folder = ?2 AND e.name > ?4 AND (v.entry IS NOT NULL OR n.entry IS NOT NULL)`;
  const plain = `FROM entry e CROSS JOIN version v ON ${versionAt('v', 'e.id', '?1')} WHERE e.folder = ?2 AND e.name > ?4 AND ?3 IS NULL`;
  const prepared = (from: string, since: string, isNew: string) => ({
    total: index.prepare(`SELECT count(*) AS count ${from}`),
    page: index.prepare(`
      SELECT e.id, CAST(e.name AS TEXT) AS name, ${since} AS since, ${isNew} AS isNew ${from} ORDER BY e.name LIMIT ?5 OFFSET ?6`),
  });
  const now = prepared(plain, 'v.since', '0');
  const withLater = prepared(joined, 'coalesce(v.since, n.since)', 'v.entry IS NULL');
  const bytes = index.prepare('SELECT name FROM entry WHERE id = ?');
  const kept = perView(() => createRecent<Known>(8));

  return (view: View, { entry, number, later, offset, limit }: HugeInput): { total: number; page: Row[] } => {
    const { total, page } = later ? withLater : now;
    const newest = later ? view.newest : null;
    const known = kept(view)(`${entry} ${number} ${String(later)}`, () => ({
      total: total.get(number, entry, newest, none.name)?.['count'] as number,
      marks: [none],
    }));
    if (offset >= known.total) return { total: known.total, page: [] };
    const mark = known.marks.findLast((candidate) => candidate.offset <= offset) ?? none;
    const rows = page.all(number, entry, newest, mark.name, limit, offset - mark.offset) as (Omit<Row, 'isNew'> & { isNew: number })[];
    const last = rows.at(-1);
    if (last !== undefined) remember(known.marks, { offset: offset + rows.length, name: bytes.get(last.id)?.['name'] as Uint8Array });
    return { total: known.total, page: rows.map((row) => ({ ...row, isNew: row.isNew === 1 })) };
  };
}

function remember(marks: Mark[], mark: Mark): void {
  const at = marks.findLastIndex((candidate) => candidate.offset <= mark.offset);
  if (marks[at]?.offset !== mark.offset && marks.length < 10_000) marks.splice(at + 1, 0, mark);
}
