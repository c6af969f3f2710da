import { Slot } from '../contract/schedule.ts';
import type { Database } from '../platform/ports.ts';

/** The rungs of the database's ladder that this folder needs. */
export const scheduleTables: readonly string[] = [
  `CREATE TABLE slots (job TEXT NOT NULL, at INTEGER NOT NULL, record TEXT NOT NULL, skipped INTEGER NOT NULL,
     PRIMARY KEY (job, at)) STRICT, WITHOUT ROWID;
   CREATE TABLE pauses (job TEXT PRIMARY KEY, since INTEGER NOT NULL, until INTEGER) STRICT, WITHOUT ROWID;`,
];

export type Slots = {
  /** Keeps what became of a due time, in place of what was known of it. */
  keep(slot: Slot): void;
  /** The newest due time of a job at or before a moment; what lies after it was recorded by a clock that was ahead. */
  latest(job: string, now: number): Slot | undefined;
  /**
   * Forgets what a clock that was ahead has recorded of times that are still to come; what it started within the next day stays, or it would
   * be started twice.
   */
  dropAhead(job: string, now: number): void;
  /** Newest first. */
  list(job: string, limit: number): Slot[];
  /** Due times since a moment at which nothing was backed up. */
  skippedSince(since: number): { job: string; at: number }[];
  /** The due times of a job between two moments (epoch ms) at which nothing was backed up, oldest first. */
  skippedBetween(job: string, from: number, to: number): Slot[];
  forget(job: string): void;
  /** Forgets all but the newest of a job. A number and not an age: a clock that jumps ahead must not take what is known. */
  sweep(job: string): void;
};

const kept = 10_000;
const day = 86_400_000;
const read = (row: Record<string, unknown>): Slot => Slot.parse(JSON.parse(String(row['record'])));

/** What became of every due time, in SQLite. */
export function createSlots(database: Database): Slots {
  return {
    keep: (slot) =>
      void database.run(
        'INSERT OR REPLACE INTO slots (job, at, record, skipped) VALUES (?, ?, ?, ?)',
        slot.job,
        slot.at,
        JSON.stringify(slot),
        slot.state === 'skipped' ? 1 : 0,
      ),
    latest: (job, now) =>
      database.all('SELECT record FROM slots WHERE job = ? AND at <= ? ORDER BY at DESC LIMIT 1', job, now).map(read)[0],
    dropAhead: (job, now) =>
      void database.run(
        "DELETE FROM slots WHERE job = ?1 AND at > ?2 AND (at > ?2 + ?3 OR record ->> '$.state' <> 'started')",
        ...[job, now, day],
      ),
    list: (job, limit) => database.all('SELECT record FROM slots WHERE job = ? ORDER BY at DESC LIMIT ?', job, limit).map(read),
    skippedSince: (since) =>
      database
        .all('SELECT job, at FROM slots WHERE at >= ? AND skipped = 1', since)
        .map((row) => ({ job: String(row['job']), at: Number(row['at']) })),
    skippedBetween: (job, from, to) =>
      database.all('SELECT record FROM slots WHERE job = ? AND at BETWEEN ? AND ? AND skipped = 1 ORDER BY at', job, from, to).map(read),
    forget: (job) => void database.run('DELETE FROM slots WHERE job = ?', job),
    sweep: (job) =>
      void database.run(
        'DELETE FROM slots WHERE job = ?1 AND at < (SELECT at FROM slots WHERE job = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2)',
        job,
        kept,
      ),
  };
}
