import type { IndexFile } from '../../platform/ports.ts';
import { rootEntry, stillThere } from '../tables.ts';

const ended = `until < ${String(stillThere)}`;

/** Takes out the sessions before number `first`, and what only they had. `oldest`: the first one left that can be asked about. */
export function trimBefore(index: IndexFile, first: number, oldest: number): void {
  forgetVersions(index, `until <= ${String(oldest)} AND ${ended}`);
  index.prepare('DELETE FROM session WHERE number < ?').run(first);
}

/** Takes out the sessions behind number `last`, and what only they had; what they had seen gone is there again. */
export function takeBackAfter(index: IndexFile, last: number): void {
  forgetVersions(index, `since > ${String(last)} AND since > 1`);
  index.prepare(`UPDATE version SET until = ${String(stillThere)} WHERE until > ? AND ${ended}`).run(last);
  index.prepare('DELETE FROM session WHERE number > ?').run(last);
}

function forgetVersions(index: IndexFile, which: string): void {
  index.exec(`
    CREATE TEMP TABLE touched AS SELECT DISTINCT entry FROM version WHERE ${which};
    DELETE FROM version WHERE ${which};
    CREATE TEMP TABLE bare (id INTEGER PRIMARY KEY);
    INSERT INTO bare SELECT entry FROM touched
      WHERE entry <> ${String(rootEntry)} AND NOT EXISTS (SELECT 1 FROM version WHERE version.entry = touched.entry);
  `);
  // A folder is left only after what is in it.
  const some = index.prepare('SELECT id FROM bare WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.folder = bare.id) LIMIT 1');
  while (some.get()) {
    index.exec(`
      CREATE TEMP TABLE leaf AS SELECT id FROM bare WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.folder = bare.id);
      DELETE FROM entry WHERE id IN (SELECT id FROM leaf);
      DELETE FROM bare WHERE id IN (SELECT id FROM leaf);
      DROP TABLE leaf;
    `);
  }
  index.exec('DROP TABLE touched; DROP TABLE bare');
}
