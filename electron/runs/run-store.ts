import { Refusal } from '../contract/failure.ts';
import { isGreen } from '../contract/outcome.ts';
import { Run, type Session } from '../contract/run.ts';
import type { Database } from '../platform/ports.ts';

/** The ladder of the database's tables. The document column holds the whole record; the others are there to be searched. */
export const runTables: readonly string[] = [
  `CREATE TABLE runs (id INTEGER PRIMARY KEY AUTOINCREMENT, job TEXT NOT NULL, active INTEGER NOT NULL, good INTEGER NOT NULL,
     session INTEGER, record TEXT NOT NULL) STRICT;
   CREATE INDEX runs_by_job ON runs (job, id);
   CREATE INDEX runs_active ON runs (active) WHERE active = 1;
   CREATE INDEX runs_good ON runs (job, id) WHERE good = 1;
   CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`,
];

export type RunDraft = Pick<Run, 'job' | 'jobName' | 'place' | 'host' | 'from' | 'to' | 'queuedAt' | 'owner'>;

export type RunStore = {
  /** A new run in the queue; refuses with `job-active` while the job has another one. */
  create(draft: RunDraft): Run;
  /** Refuses with `unknown-run`. */
  get(id: number): Run;
  /** Changes a record in one step; `change` sees the newest one and may answer the same to leave it. */
  update(id: number, change: (run: Run) => Run): Run;
  /** Newest first. */
  list(job: string | null, limit: number): Run[];
  /** Everything not done, oldest first. */
  active(): Run[];
  lastOf(job: string): Run | undefined;
  lastGoodOf(job: string): Run | undefined;
  /** The newest sessions this job has written. */
  sessionsOf(job: string, limit: number): Session[];
  /** Ids of a job's runs behind its newest `kept` ones, newest first; a few, since each end of a run asks. */
  behind(job: string, kept: number): number[];
  fact(key: string): string | undefined;
  keepFact(key: string, value: string): void;
};

const record = (row: Record<string, unknown>): Run => Run.parse(JSON.parse(String(row['record'])));

/** Run records in SQLite: the memory of what was tried and what came of it. */
export function createRunStore(database: Database): RunStore {
  const rows = (sql: string, ...values: (string | number)[]) => database.all(sql, ...values).map(record);

  function get(id: number): Run {
    const run = rows('SELECT record FROM runs WHERE id = ?', id)[0];
    if (!run) throw new Refusal('unknown-run', { run: id });
    return run;
  }

  function save(run: Run): Run {
    const good = run.outcome !== null && (isGreen(run.outcome.kind) || run.accepted);
    database.run(
      'UPDATE runs SET active = ?, good = ?, session = ?, record = ? WHERE id = ?',
      run.state === 'done' ? 0 : 1,
      good ? 1 : 0,
      run.session?.time ?? null,
      JSON.stringify(run),
      run.id,
    );
    return run;
  }

  const active = () => rows('SELECT record FROM runs WHERE active = 1 ORDER BY id');

  return {
    create: (draft) =>
      database.exclusive(() => {
        const other = active().find((run) => run.job === draft.job);
        if (other) throw new Refusal('job-active', { job: other.jobName, run: other.id });
        const id = database.run('INSERT INTO runs (job, active, good, record) VALUES (?, 1, 0, ?)', draft.job, '{}');
        const unknown = {
          startedAt: null,
          endedAt: null,
          previous: null,
          step: null,
          cancelledAt: null,
          outcome: null,
          session: null,
          evidence: null,
        };
        return save({ ...draft, ...unknown, id, state: 'queued', adopted: false, first: false, regressed: false, accepted: false });
      }),
    get,
    update: (id, change) =>
      database.exclusive(() => {
        const run = get(id);
        const next = change(run);
        return next === run ? run : save(next);
      }),
    list: (job, limit) =>
      job === null
        ? rows('SELECT record FROM runs ORDER BY id DESC LIMIT ?', limit)
        : rows('SELECT record FROM runs WHERE job = ? ORDER BY id DESC LIMIT ?', job, limit),
    active,
    lastOf: (job) => rows('SELECT record FROM runs WHERE job = ? AND active = 0 ORDER BY id DESC LIMIT 1', job)[0],
    lastGoodOf: (job) => rows('SELECT record FROM runs WHERE job = ? AND good = 1 ORDER BY id DESC LIMIT 1', job)[0],
    sessionsOf: (job, limit) =>
      rows('SELECT record FROM runs WHERE job = ? AND session IS NOT NULL ORDER BY id DESC LIMIT ?', job, limit).flatMap(
        (run) => run.session ?? [],
      ),
    behind: (job, kept) =>
      database
        .all('SELECT id FROM runs WHERE job = ? AND active = 0 ORDER BY id DESC LIMIT 5 OFFSET ?', job, kept)
        .map((row) => Number(row['id'])),
    fact: (key) => database.all('SELECT value FROM facts WHERE key = ?', key)[0]?.['value']?.toString(),
    keepFact: (key, value) => void database.run('INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)', key, value),
  };
}
