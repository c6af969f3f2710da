import type { IndexFile } from '../../platform/ports.ts';
import { kindCodes, stillThere } from '../tables.ts';
import { createRecent } from './recent.ts';
import { differ, versionAt } from './state.ts';
import { perView, type View } from './view.ts';

/** Further back than so many versions, nothing is known of folders in advance. */
const mostVersions = 500_000;
/** So many folders are looked through for one question; of those that are left, what may have changed counts as changed. */
const mostFolders = 200;
/** A folder of more entries is not looked through. */
const mostEntries = 10_000;

/** The last session of those looked at in which something below a folder became another, and one entry that did. */
type Touch = { at: number; entry: number };
/** `down`: the session that they reach back to. `tooFar`: the newest one that they cannot reach. */
type Touches = { known: Map<number, Touch>; down: number; tooFar: number };

export type ChangedBelow = (view: View, number: number, folders: readonly number[]) => Set<number>;

/**
 * Which of some folders hold, at any depth, something else at a session than at the newest one: an entry that only one of them has, one of
 * another kind, or one that is no folder and differs. A folder's own time and mode do not count.
 */
export function createChangedBelow(index: IndexFile): ChangedBelow {
  const folder = String(kindCodes.folder);
  const both = `
    LEFT JOIN version o ON ${versionAt('o', 'e.id', '?1')}
    LEFT JOIN version n ON ${versionAt('n', 'e.id', '?2')}`;
  const differs = `
    o.since IS NOT n.since AND (o.entry IS NULL OR n.entry IS NULL OR o.kind <> n.kind OR (o.kind <> ${folder} AND ${differ('o', 'n')}))`;
  const count = index.prepare('SELECT count(*) AS count FROM version WHERE since > ?1 AND since <= ?2 AND since > 1');
  const touched = index.prepare(`
    SELECT e.folder, above.folder AS above, e.id AS entry, max(t.at) AS at FROM (
      SELECT entry, max(at) AS at FROM (
        SELECT entry, since AS at FROM version WHERE since > ?1 AND since <= ?2 AND since > 1
        UNION ALL
        SELECT entry, until AS at FROM version WHERE until > ?1 AND until <= ?2 AND until < ${String(stillThere)}
      ) GROUP BY entry
    ) t CROSS JOIN entry e ON e.id = t.entry CROSS JOIN entry above ON above.id = e.folder GROUP BY e.folder`);
  const parent = index.prepare('SELECT folder FROM entry WHERE id = ?');
  const amongThese = index.prepare(
    `SELECT e.value AS entry FROM (SELECT value, value AS id FROM json_each(?3)) e ${both} WHERE ${differs}`,
  );
  const size = index.prepare(`SELECT count(*) AS count FROM (SELECT 1 FROM entry WHERE folder = ? LIMIT ${String(mostEntries + 1)})`);
  const child = index.prepare(`SELECT 1 FROM entry e ${both} WHERE e.folder = ?3 AND ${differs} LIMIT 1`);
  const inner = index.prepare(
    `SELECT e.id FROM entry e ${both} WHERE e.folder = ?3 AND o.kind = ${folder} AND n.kind = ${folder} ORDER BY e.id`,
  );
  const touchesOf = perView((): Touches => ({ known: new Map(), down: Infinity, tooFar: 0 }));
  const answersOf = perView(() => createRecent<Map<number, boolean>>(4));

  /** All touches after this session, or undefined when there are too many. */
  function touchesAfter(view: View, number: number): Map<number, Touch> | undefined {
    const touches = touchesOf(view);
    const upTo = Math.min(touches.down, view.newest);
    if (number >= upTo) return touches.known;
    if (number <= touches.tooFar) return undefined;
    if ((count.get(number, view.newest)?.['count'] as number) > mostVersions) {
      touches.tooFar = number;
      return undefined;
    }
    for (const row of touched.all(number, upTo) as { folder: number; above: number; entry: number; at: number }[]) {
      touch(touches.known, row, row.folder, row.above);
    }
    touches.down = number;
    return touches.known;
  }

  /** From the newest session down, so that what a folder has already stays, unless it is of the same reading. */
  function touch(known: Map<number, Touch>, { at, entry }: Touch, first: number, second: number): void {
    for (let [here, next] = [first, second]; here > 0;) {
      const before = known.get(here);
      if (before !== undefined && before.at >= at) return;
      known.set(here, { at, entry });
      [here, next] = [next, next > 0 ? (parent.get(next)?.['folder'] as number) : 0];
    }
  }

  return (view, number, folders) => {
    const touches = touchesAfter(view, number);
    const mayDiffer = (entry: number) => touches === undefined || (touches.get(entry)?.at ?? 0) > number;
    const answers = answersOf(view)(String(number), () => new Map());
    const open = folders.filter((entry) => !answers.has(entry) && mayDiffer(entry));
    const samples = JSON.stringify(open.flatMap((entry) => touches?.get(entry)?.entry ?? []));
    const proofs = open.length === 0 ? [] : amongThese.all(number, view.newest, samples);
    const proven = new Set(proofs.map((row) => row['entry'] as number));
    let left = mostFolders;

    function look(entry: number): boolean {
      const known = answers.get(entry);
      if (known !== undefined) return known;
      if (!mayDiffer(entry)) return false;
      if (left <= 0 || (size.get(entry)?.['count'] as number) > mostEntries) return true;
      left -= 1;
      const found =
        child.get(number, view.newest, entry) !== undefined ||
        inner.all(number, view.newest, entry).some((row) => look(row['id'] as number));
      // What was cut short may be another answer next time.
      if (left > 0 || found) answers.set(entry, found);
      return found;
    }

    for (const entry of open) {
      const sample = touches?.get(entry)?.entry;
      if (sample !== undefined && proven.has(sample)) answers.set(entry, true);
    }
    return new Set(folders.filter(look));
  };
}
