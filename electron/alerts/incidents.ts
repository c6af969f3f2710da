import { Incident } from '../contract/incident.ts';
import type { Database } from '../platform/ports.ts';
import { nothingTold, Telling } from './telling.ts';
import type { Wanted } from './wanted.ts';

/** The rungs of the database's ladder that incidents need. */
export const incidentTables: readonly string[] = [
  `CREATE TABLE incidents (id INTEGER PRIMARY KEY AUTOINCREMENT, job TEXT, cause TEXT NOT NULL, open INTEGER NOT NULL, record TEXT NOT NULL) STRICT;
   CREATE UNIQUE INDEX incidents_open ON incidents (ifnull(job, ''), cause) WHERE open = 1;
   CREATE INDEX incidents_job ON incidents (job, id);
   CREATE TABLE told (run INTEGER PRIMARY KEY) STRICT;
   CREATE TABLE tellings (job TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
];

/** What a comparison changed. */
export type Changes = { opened: Incident[]; again: Incident[]; closed: Incident[] };

export type Incidents = {
  /**
   * Makes what is open what ought to be open: one incident per job and cause, opened once, closed once. To be called where no other
   * process can write.
   */
  match(wanted: readonly Wanted[], now: number): Changes;
  open(): Incident[];
  openOf(job: string): Incident[];
  /** Newest first. */
  list(limit: number): Incident[];
  /** What is told of a job; '' stands for the program itself. */
  telling(job: string): Telling;
  keepTelling(job: string, telling: Telling): void;
  /** True for the first process that asks about an ended run: it tells of it. */
  claim(run: number): boolean;
  /** Ended backups and removals since a moment that nobody told of, oldest first. */
  untold(since: number): number[];
};

const read = (row: Record<string, unknown>): Incident => Incident.parse(JSON.parse(String(row['record'])));
const keyOf = ({ job, cause }: Pick<Incident, 'job' | 'cause'>): string => `${job ?? ''} ${cause}`;

/** Incidents in SQLite. */
export function createIncidents(database: Database): Incidents {
  const open = () => database.all('SELECT record FROM incidents WHERE open = 1 ORDER BY id DESC').map(read);

  function save(incident: Incident): Incident {
    database.run(
      'UPDATE incidents SET open = ?, record = ? WHERE id = ?',
      incident.closedAt === null ? 1 : 0,
      JSON.stringify(incident),
      incident.id,
    );
    return incident;
  }

  function begin({ job, cause, ...rest }: Wanted, now: number): Incident {
    const id = database.run('INSERT INTO incidents (job, cause, open, record) VALUES (?, ?, 1, ?)', job, cause, '{}');
    return save({ ...rest, job, cause, id, openedAt: now, changedAt: now, closedAt: null, times: 1 });
  }

  function goOn(before: Incident, { jobName, run, facts }: Wanted, now: number, changes: Changes): void {
    const isAgain = run !== before.run;
    const after = { ...before, jobName, run, facts, ...(isAgain ? { times: before.times + 1, changedAt: now } : {}) };
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    save(after);
    if (isAgain) changes.again.push(after);
  }

  return {
    match: (wanted, now) => {
      const changes: Changes = { opened: [], again: [], closed: [] };
      const known = new Map(open().map((incident) => [keyOf(incident), incident]));
      for (const each of wanted) {
        const before = known.get(keyOf(each));
        known.delete(keyOf(each));
        if (before) goOn(before, each, now, changes);
        else changes.opened.push(begin(each, now));
      }
      for (const gone of known.values()) changes.closed.push(save({ ...gone, closedAt: now, changedAt: now }));
      return changes;
    },
    open,
    openOf: (job) => open().filter((incident) => incident.job === job),
    list: (limit) => database.all('SELECT record FROM incidents ORDER BY id DESC LIMIT ?', limit).map(read),
    telling: (job) => {
      const [row] = database.all('SELECT record FROM tellings WHERE job = ?', job);
      return row ? Telling.parse(JSON.parse(String(row['record']))) : nothingTold;
    },
    keepTelling: (job, telling) =>
      void database.run('INSERT OR REPLACE INTO tellings (job, record) VALUES (?, ?)', job, JSON.stringify(telling)),
    claim: (run) =>
      database.exclusive(() => {
        if (database.all('SELECT run FROM told WHERE run = ?', run).length > 0) return false;
        database.run('INSERT INTO told (run) VALUES (?)', run);
        return true;
      }),
    untold: (since) =>
      database
        .all('SELECT id FROM runs WHERE active = 0 AND ended >= ? AND id NOT IN (SELECT run FROM told) ORDER BY ended, id', since)
        .map((row) => Number(row['id'])),
  };
}
