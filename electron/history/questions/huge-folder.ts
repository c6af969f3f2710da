import type { IndexFile } from '../../platform/ports.ts';
import { createRecent } from './recent.ts';
import { versionAt } from './state.ts';
import { perView, type View } from './view.ts';

export type HugeInput = { entry: number; number: number; later: boolean; offset: number; limit: number };
type Row = { id: number; name: string; since: number; isNew: boolean };

/** A name, and how many entries come before those that follow it. */
type Mark = { offset: number; name: Uint8Array };
type Known = { total: number; marks: Mark[] };

const start: Mark = { offset: 0, name: new Uint8Array() };
const stride = 1000;

/**
 * A page of a folder that is too large to be put in order: in the order of its bytes, straight from the index. The folder is gone through
 * once to count it and to mark places in it, a second or two for a million entries; from then on a page costs the same wherever it is.
 */
export function createHugeFolders(index: IndexFile) {
  const prepared = (there: string, since: string, isNew: string) => ({
    marks: index.prepare(`
      SELECT name, place AS offset FROM (SELECT e.name, row_number() OVER (ORDER BY e.name) AS place ${there})
      WHERE place % ${String(stride)} = 0`),
    rest: index.prepare(`SELECT count(*) AS count ${there}`),
    page: index.prepare(`
      SELECT e.id, CAST(e.name AS TEXT) AS name, ${since} AS since, ${isNew} AS isNew ${there} ORDER BY e.name LIMIT ?5 OFFSET ?6`),
  });
  const now = prepared(
    `FROM entry e CROSS JOIN version v ON v.entry = e.id AND v.since <= ?1 AND v.until > ?1
    WHERE e.folder = ?2 AND e.name > ?4 AND ?3 IS NULL`,
    'v.since',
    '0',
  );
  const withLater = prepared(
    `FROM entry e LEFT JOIN version v ON ${versionAt('v', 'e.id', '?1')} LEFT JOIN version n ON ${versionAt('n', 'e.id', '?3')}
    WHERE e.folder = ?2 AND e.name > ?4 AND (v.entry IS NOT NULL OR n.entry IS NOT NULL)`,
    'coalesce(v.since, n.since)',
    'v.entry IS NULL',
  );
  const kept = perView(() => createRecent<Known>(8));

  return (view: View, { entry, number, later, offset, limit }: HugeInput): { total: number; page: Row[] } => {
    const { marks, rest, page } = later ? withLater : now;
    const newest = later ? view.newest : null;
    const known = kept(view)(`${entry} ${number} ${String(later)}`, () => {
      const all = [start, ...(marks.all(number, entry, newest, start.name) as Mark[])];
      const last = all.at(-1) ?? start;
      return { marks: all, total: last.offset + (rest.get(number, entry, newest, last.name)?.['count'] as number) };
    });
    const mark = known.marks[Math.floor(offset / stride)] ?? start;
    const rows = offset < known.total ? page.all(number, entry, newest, mark.name, limit, offset - mark.offset) : [];
    return {
      total: known.total,
      page: (rows as (Omit<Row, 'isNew'> & { isNew: 0 | 1 })[]).map((row) => ({ ...row, isNew: row.isNew === 1 })),
    };
  };
}
