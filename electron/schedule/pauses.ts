import type { Pause, PauseLength } from '../contract/schedule.ts';
import type { Database } from '../platform/ports.ts';

export type Pauses = {
  /** Sets the pause of a job, or of all (null); it takes the place of the one that is there. */
  set(pause: Pause): void;
  end(job: string | null): void;
  /** The pause that holds a job back at a moment: its own or that of all, whichever lasts longer. */
  covering(job: string, at: number): Pause | undefined;
  /** The pause of all jobs at a moment. */
  ofAll(at: number): Pause | undefined;
};

const all = '*';
const lasts = ({ until }: Pause): number => until ?? Infinity;

/** Pauses in SQLite. One that is over stays until another takes its place: a due time that fell into it is judged by it later. */
export function createPauses(database: Database): Pauses {
  const of = (key: string): Pause[] =>
    database.all('SELECT job, since, until FROM pauses WHERE job = ?', key).map(({ job, since, until }) => ({
      job: job === all ? null : String(job),
      since: Number(since),
      until: until === null ? null : Number(until),
    }));
  const holds = (at: number) => (pause: Pause) => pause.since <= at && at < lasts(pause);

  return {
    set: ({ job, since, until }) =>
      void database.run('INSERT OR REPLACE INTO pauses (job, since, until) VALUES (?, ?, ?)', job ?? all, since, until),
    end: (job) => void database.run('DELETE FROM pauses WHERE job = ?', job ?? all),
    covering: (job, at) => [...of(job), ...of(all)].filter(holds(at)).toSorted((a, b) => lasts(b) - lasts(a))[0],
    ofAll: (at) => of(all).find(holds(at)),
  };
}

const hour = 3_600_000;

/** When a pause that begins now (epoch ms) ends; null when somebody must resume. */
export function endOfPause(length: PauseLength, now: number): number | null {
  if (length === 'resumed') return null;
  if (length === '1h' || length === '4h') return now + Number.parseInt(length, 10) * hour;
  const morning = new Date(now);
  morning.setDate(morning.getDate() + 1);
  morning.setHours(8, 0, 0, 0);
  return morning.getTime();
}
