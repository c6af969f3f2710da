import { Refusal } from '../contract/failure.ts';
import { isGreen, type OutcomeKind } from '../contract/outcome.ts';
import type { RunFilter } from '../contract/requests.ts';
import { Run, type Session } from '../contract/run.ts';
import type { Database } from '../platform/ports.ts';
import { drillsIn, type Drills } from './drills.ts';

/** The ladder of the database's tables. The document column holds the whole record; the others are there to be searched. */
export const runTables: readonly string[] = [
  `CREATE TABLE runs (id INTEGER PRIMARY KEY AUTOINCREMENT, job TEXT NOT NULL, active INTEGER NOT NULL, good INTEGER NOT NULL,
     session INTEGER, record TEXT NOT NULL) STRICT;
   CREATE INDEX runs_by_job ON runs (job, id);
   CREATE INDEX runs_active ON runs (active) WHERE active = 1;
   CREATE INDEX runs_good ON runs (job, id) WHERE good = 1;
   CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`,
  `ALTER TABLE runs ADD COLUMN ended INTEGER;
   ALTER TABLE runs ADD COLUMN kind TEXT;
   UPDATE runs SET ended = json_extract(record, '$.endedAt'), kind = json_extract(record, '$.outcome.kind');
   CREATE INDEX runs_ended ON runs (ended, job, kind, good);`,
  `ALTER TABLE runs ADD COLUMN action TEXT NOT NULL DEFAULT 'backup';
   CREATE INDEX runs_removals ON runs (job, id) WHERE action = 'remove';
   DROP INDEX runs_ended;
   CREATE INDEX runs_ended ON runs (ended, job, kind, good) WHERE action = 'backup';
   CREATE INDEX runs_done ON runs (ended, id) WHERE active = 0;`,
];

export type RunDraft = Pick<Run, 'job' | 'jobName' | 'place' | 'host' | 'from' | 'to' | 'queuedAt' | 'owner'> &
  Partial<Pick<Run, 'action' | 'trigger' | 'slot' | 'restore'>>;

/** One ended backup in short; `good` when it was green or accepted. */
export type Ended = { job: string; endedAt: number; kind: OutcomeKind; good: boolean };

export type RunStore = {
  /** A new run in the queue; refuses with `job-active` while the job has another one that keeps it out. */
  create(draft: RunDraft): Run;
  /** Refuses with `unknown-run`. */
  get(id: number): Run;
  /** Changes a record in one step; `change` sees the newest one and may answer the same to leave it. */
  update(id: number, change: (run: Run) => Run): Run;
  /** Newest first, of one job or of all, behind the run `before`. */
  list(job: string | null, limit: number, before?: number | null, show?: RunFilter): Run[];
  /** The backups that ended at or after a moment (epoch ms), oldest first, without the records. */
  endedSince(since: number): Ended[];
  /** Everything not done, oldest first. */
  active(): Run[];
  /** The newest backup, ended or not. */
  newestOf(job: string): Run | undefined;
  /** The newest backup that has ended. */
  lastOf(job: string): Run | undefined;
  /** The newest run of an action that came to an end by itself: of one that was cancelled nothing follows. */
  lastEndedOf(job: string, action: Run['action']): Run | undefined;
  /** The newest good backup. */
  lastGoodOf(job: string): Run | undefined;
  /** The newest removal, also one that is still at work. */
  lastRemovalOf(job: string): Run | undefined;
  drillsOf(job: string): Drills;
  /** The newest sessions this job has written. */
  sessionsOf(job: string, limit: number): Session[];
  /** When the sessions were made that this job has written to a place, epoch seconds, oldest first. */
  sessionTimesOf(job: string, place: string): number[];
  /** The run that made each session of a job, by the session's time; the newest where a time was used twice. */
  runsOfSessions(job: string): Map<number, number>;
  /** The backups of a job that did not end well between two moments (epoch ms), oldest first. */
  badBetween(job: string, from: number, to: number): { run: number; at: number; outcome: OutcomeKind }[];
  /** Ids of a job's runs behind its newest `kept` ones, newest first; a few, since each end of a run asks. */
  behind(job: string, kept: number): number[];
  fact(key: string): string | undefined;
  keepFact(key: string, value: string): void;
};

/** The fact that holds up to which run the removals of a job need nothing more. */
export const settledFact = (job: string): string => `removals-settled ${job}`;

const backupsOf = "SELECT record FROM runs WHERE job = ? AND action = 'backup'";

const record = (row: Record<string, unknown>): Run => Run.parse(JSON.parse(String(row['record'])));

/** Whether a run changes its repository, and does not only read it. */
export const isWriter = ({ action }: Pick<Run, 'action'>): boolean => action === 'backup' || action === 'remove';

/**
 * Whether a job that has a run of one action takes none of another: it has one at a time that writes, and one that reads. But a person who
 * restores, or puts back, waits behind what reads and is not sent away.
 */
function keepsOut(active: Run['action'], action: Run['action']): boolean {
  if (action === 'restore') return false;
  if (action === 'undo') return active === 'undo';
  return isWriter({ action: active }) === isWriter({ action });
}

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
      'UPDATE runs SET active = ?, good = ?, session = ?, ended = ?, kind = ?, record = ? WHERE id = ?',
      run.state === 'done' ? 0 : 1,
      good ? 1 : 0,
      run.session?.time ?? null,
      run.endedAt,
      run.outcome?.kind ?? null,
      JSON.stringify(run),
      run.id,
    );
    return run;
  }

  const active = () => rows('SELECT record FROM runs WHERE active = 1 ORDER BY id');

  return {
    create: (draft) =>
      database.exclusive(() => {
        const { action = 'backup', trigger = 'person', slot = null, restore = null } = draft;
        const other = active().find((run) => run.job === draft.job && keepsOut(run.action, action));
        if (other) throw new Refusal('job-active', { job: other.jobName, run: other.id });
        const id = database.run('INSERT INTO runs (job, action, active, good, record) VALUES (?, ?, 1, 0, ?)', draft.job, action, '{}');
        const unknown = {
          startedAt: null,
          endedAt: null,
          previous: null,
          step: null,
          cancelledAt: null,
          outcome: null,
          session: null,
          evidence: null,
          removed: [],
          report: null,
        };
        const plain = { adopted: false, first: false, regressed: false, accepted: false };
        return save({ ...draft, ...unknown, ...plain, action, trigger, slot, restore, id, state: 'queued' });
      }),
    get,
    update: (id, change) =>
      database.exclusive(() => {
        const run = get(id);
        const next = change(run);
        return next === run ? run : save(next);
      }),
    list: (job, limit, before = null, show = 'all') => {
      const below = before ?? Number.MAX_SAFE_INTEGER;
      const shown = { all: '', good: 'AND good = 1', bad: 'AND good = 0 AND active = 0' }[show];
      return job === null
        ? rows(`SELECT record FROM runs WHERE id < ? ${shown} ORDER BY id DESC LIMIT ?`, below, limit)
        : rows(`SELECT record FROM runs WHERE job = ? AND id < ? ${shown} ORDER BY id DESC LIMIT ?`, job, below, limit);
    },
    endedSince: (since) =>
      database.all("SELECT job, ended, kind, good FROM runs WHERE action = 'backup' AND ended >= ? ORDER BY ended", since).map((row) => ({
        job: String(row['job']),
        endedAt: Number(row['ended']),
        kind: String(row['kind']) as OutcomeKind,
        good: row['good'] === 1,
      })),
    active,
    newestOf: (job) => rows(`${backupsOf} ORDER BY id DESC LIMIT 1`, job)[0],
    lastOf: (job) => rows(`${backupsOf} AND active = 0 ORDER BY id DESC LIMIT 1`, job)[0],
    lastEndedOf: (job, action) =>
      rows(
        "SELECT record FROM runs WHERE job = ? AND action = ? AND active = 0 AND kind <> 'cancelled' ORDER BY id DESC LIMIT 1",
        job,
        action,
      )[0],
    lastGoodOf: (job) => rows(`${backupsOf} AND good = 1 ORDER BY id DESC LIMIT 1`, job)[0],
    lastRemovalOf: (job) => rows("SELECT record FROM runs WHERE job = ? AND action = 'remove' ORDER BY id DESC LIMIT 1", job)[0],
    drillsOf: drillsIn(rows),
    sessionsOf: (job, limit) =>
      rows(`${backupsOf} AND session IS NOT NULL ORDER BY id DESC LIMIT ?`, job, limit).flatMap((run) => run.session ?? []),
    sessionTimesOf: (job, place) =>
      database
        .all("SELECT session FROM runs WHERE job = ? AND session IS NOT NULL AND record ->> '$.place' = ? ORDER BY id", job, place)
        .map((row) => Number(row['session'])),
    runsOfSessions: (job) =>
      new Map(
        database
          .all('SELECT session, id FROM runs WHERE job = ? AND session IS NOT NULL ORDER BY id', job)
          .map((row) => [Number(row['session']), Number(row['id'])]),
      ),
    badBetween: (job, from, to) =>
      database
        .all(
          "SELECT id, ended, kind FROM runs WHERE action = 'backup' AND ended BETWEEN ? AND ? AND job = ? AND good = 0 AND session IS NULL ORDER BY ended",
          ...[from, to, job],
        )
        .map((row) => ({ run: Number(row['id']), at: Number(row['ended']), outcome: String(row['kind']) as OutcomeKind })),
    behind: (job, kept) =>
      database
        .all('SELECT id FROM runs WHERE job = ? AND active = 0 ORDER BY id DESC LIMIT 5 OFFSET ?', job, kept)
        .map((row) => Number(row['id'])),
    fact: (key) => database.all('SELECT value FROM facts WHERE key = ?', key)[0]?.['value']?.toString(),
    keepFact: (key, value) => void database.run('INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)', key, value),
  };
}
