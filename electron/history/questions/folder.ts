import { Refusal } from '../../contract/failure.ts';
import type { Difference, Folder, FolderEntry } from '../../contract/history.ts';
import type { IndexFile } from '../../platform/ports.ts';
import { kindCodes } from '../tables.ts';
import type { ChangedBelow } from './changed-below.ts';
import { inOrder, type FolderOrder, type Listed } from './folder-order.ts';
import { createHugeFolders } from './huge-folder.ts';
import type { Paths } from './paths.ts';
import { createRecent } from './recent.ts';
import { differ, stateColumns, stateOf, versionAt, type StateRow } from './state.ts';
import { perView, type View } from './view.ts';

export type FolderInput = {
  session: number;
  path: string;
  order: FolderOrder;
  /** Also what came later; then a folder that came later can be asked for, too. */
  later: boolean;
  offset: number;
  limit: number;
  language?: string | undefined;
};

/** A folder of more entries comes in the order of its bytes. */
const mostSorted = 10_000;

type Shown = { id: number; name: string; since: number; isNew: boolean };
type DetailRow = StateRow & { place: number; differs: Difference };

/** What a folder held at a session, page by page, and how it stands to the newest one. Refuses with `unknown-path` and `not-a-folder`. */
export function folderQuestion(index: IndexFile, paths: Paths, changedBelow: ChangedBelow) {
  const folder = kindCodes.folder;
  const kindAt = index.prepare(`SELECT v.kind FROM version v WHERE ${versionAt('v', '?1', '?2')}`);
  const isHuge = index.prepare(`SELECT 1 FROM entry WHERE folder = ? LIMIT 1 OFFSET ${String(mostSorted)}`);
  const there = index.prepare(`
    SELECT e.id, CAST(e.name AS TEXT) AS name, v.kind, v.since, v.size, v.modified, 0 AS isNew
    FROM entry e CROSS JOIN version v ON ${versionAt('v', 'e.id', '?1')} WHERE e.folder = ?2`);
  const thereLater = index.prepare(`
    SELECT e.id, CAST(e.name AS TEXT) AS name, n.kind, n.since, n.size, n.modified, 1 AS isNew
    FROM entry e CROSS JOIN version n ON ${versionAt('n', 'e.id', '?3')}
    WHERE e.folder = ?2 AND NOT EXISTS (SELECT 1 FROM version v WHERE ${versionAt('v', 'e.id', '?1')})`);
  const details = index.prepare(`
    SELECT asked.key AS place, ${stateColumns('v')}, CASE WHEN n.entry IS NULL THEN 'gone' WHEN v.since = n.since THEN 'same'
      WHEN v.kind = ${String(folder)} AND n.kind = v.kind THEN 'same' WHEN ${differ('v', 'n')} THEN 'changed' ELSE 'same' END AS differs
    FROM json_each(?1) asked CROSS JOIN version v ON v.entry = asked.value ->> 0 AND v.since = asked.value ->> 1
    LEFT JOIN version n ON ${versionAt('n', 'v.entry', '?2')}`);
  const huge = createHugeFolders(index);
  const kept = perView(() => createRecent<Shown[]>(8));

  const isFolderAt = (entry: number, number: number) => kindAt.get(entry, number)?.['kind'] === folder;
  const isThereAt = (entry: number, number: number) => kindAt.get(entry, number) !== undefined;

  function sorted(view: View, entry: number, number: number, { order, later, language }: FolderInput): Shown[] {
    return kept(view)(`${entry} ${number} ${order} ${String(later)} ${language ?? ''}`, () => {
      const rows = there.all(number, entry);
      if (later && number !== view.newest) rows.push(...thereLater.all(number, entry, view.newest));
      const listed = (rows as (Omit<Listed, 'isNew'> & { isNew: 0 | 1 })[]).map(
        ({ id, name, kind, since, size, modified, isNew }): Listed => ({
          id,
          name: paths.nameOf(id, name),
          kind,
          since,
          size,
          modified,
          isNew: isNew === 1,
        }),
      );
      return inOrder(listed, order, language).map(({ id, name, since, isNew }) => ({ id, name, since, isNew }));
    });
  }

  function told(view: View, number: number, page: readonly Shown[]): FolderEntry[] {
    const asked = JSON.stringify(page.map(({ id, since }) => [id, since]));
    const rows = (details.all(asked, view.newest) as DetailRow[]).sort((one, other) => one.place - other.place);
    const unsure = page.filter(({ isNew }, at) => !isNew && rows[at]?.kind === folder && rows[at].differs === 'same');
    const changed = changedBelow(view, number, number === view.newest ? [] : unsure.map(({ id }) => id));
    return page.map(({ id, name, isNew }, at) => {
      const row = rows[at];
      if (row === undefined) throw new Error('The index changed while it was asked.');
      return { name, state: stateOf(row, view.owners), differs: isNew ? 'new' : changed.has(id) ? 'changed' : row.differs };
    });
  }

  return (view: View, input: FolderInput): Folder => {
    const { session, path, later, offset, limit } = input;
    const number = view.numberOf(session);
    const entry = paths.entryOf(view, path);
    if (!isFolderAt(entry, number) && !(later && isFolderAt(entry, view.newest)))
      throw new Refusal(isThereAt(entry, number) ? 'not-a-folder' : 'unknown-path', { path });
    if (isHuge.get(entry) !== undefined) {
      const { total, page } = huge(view, { entry, number, later: later && number !== view.newest, offset, limit });
      const shown = page.map((row) => ({ ...row, name: paths.nameOf(row.id, row.name) }));
      // Of very many names over the years there may be few at one session.
      if (total > mostSorted) return { session, path, total, entries: told(view, number, shown), isSorted: false, source: 'index' };
    }
    const all = sorted(view, entry, number, input);
    const entries = told(view, number, all.slice(offset, offset + limit));
    return { session, path, total: all.length, entries, isSorted: true, source: 'index' };
  };
}
