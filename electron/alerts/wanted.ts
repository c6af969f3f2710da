import type { Facts } from '../contract/failure.ts';
import type { IncidentCause } from '../contract/incident.ts';
import { isGreen } from '../contract/outcome.ts';
import type { Run } from '../contract/run.ts';
import type { Pause } from '../contract/schedule.ts';

/** All that decides which incidents of a job ought to be open. Times in epoch ms, `target` in ms. */
export type JobFacts = {
  id: string;
  name: string;
  createdAt: number;
  target: number;
  /** The newest ended backup that nobody cancelled. */
  last: Run | undefined;
  lastGood: Run | undefined;
  /** The newest ended removal that nobody cancelled. */
  lastRemoval: Run | undefined;
  drills: DrillFacts;
  active: Run | undefined;
  pause: Pause | undefined;
  /** A backup that was missed is about to be caught up. */
  catchingUp: boolean;
  disk?: DiskForecast | undefined;
};

/** What is known of a job's drills. Times in epoch ms. */
export type DrillFacts = {
  /** How many days lie between two of them; null: only a person asks for one. */
  days: number | null;
  /** The newest one that says something: neither was it cut short nor was the repository held by somebody. */
  last: Run | undefined;
  /** The newest one that found no damage. */
  lastGood: Run | undefined;
  /** Since when one could have begun; undefined while none can. */
  since: number | undefined;
  isActive: boolean;
};

/** How long the disk of a repository lasts: free bytes, bytes a day, days (Infinity when it does not grow). */
export type DiskForecast = { free: number; size: number; perDay: number; days: number };

/** What ought to be open. `run` is the newest run that shows it. */
export type Wanted = { job: string | null; jobName: string | null; cause: IncidentCause; run: number | null; facts: Facts };

const day = 86_400_000;
/** A first backup of much data may take days; one that takes longer than this has stopped. */
const firstBackupMs = 7 * day;

/** What a person must know about a job now: at most one incident of what runs came to, and none where only time passed as planned. */
export function wantedOf(job: JobFacts, now: number): Wanted[] {
  const about = { job: job.id, jobName: job.name } as const;
  const { last, lastRemoval, drills, disk } = job;
  const full: Wanted[] = disk && isFilling(disk) ? [{ ...about, cause: 'disk-filling', run: null, facts: diskFacts(disk) }] : [];
  const removal: Wanted[] = isStopped(lastRemoval) ? [{ ...about, cause: 'removal', run: lastRemoval.id, facts: {} }] : [];
  const beside = [...removal, ...ofDrills(drills, now).map((found) => ({ ...about, ...found })), ...full];
  const cause = last && !isGrace(last, now) ? causeOf(last) : undefined;
  if (last && cause) return [{ ...about, cause, run: last.id, facts: {} }, ...beside];
  return [...late(job, now).map((found) => ({ ...about, run: null, ...found })), ...beside];
}

/** The incident that an ended run is; undefined when it came to a good end or a person accepted it. */
export function causeOf({ outcome, accepted }: Run): IncidentCause | undefined {
  if (!outcome || accepted || isGreen(outcome.kind) || outcome.kind === 'cancelled') return undefined;
  if (outcome.kind === 'incomplete' || outcome.kind === 'suspicious' || outcome.kind === 'stuck') return outcome.kind;
  return outcome.cause === 'host-key-changed' ? 'host-key' : 'failed';
}

/** A removal that came to no end; one that was held back did what it should. */
const isStopped = (run: Run | undefined): run is Run =>
  run?.outcome != null &&
  !run.accepted &&
  !isGreen(run.outcome.kind) &&
  run.outcome.cause !== 'removal-held' &&
  run.outcome.cause !== 'removal-differs';

/** A drill that shows damage, or could not show anything; and the lack of any. */
function ofDrills({ days, last, lastGood, since, isActive }: DrillFacts, now: number): Pick<Wanted, 'cause' | 'run' | 'facts'>[] {
  if (last && last.id !== lastGood?.id) return [{ cause: 'drill-failed', run: last.id, facts: {} }];
  if (days === null || since === undefined || isActive) return [];
  const proven = Math.max(since, lastGood?.endedAt ?? since);
  return Math.abs(now - proven) > (2 * days + 1) * day
    ? [{ cause: 'drill-overdue', run: null, facts: { since: Math.min(proven, now) } }]
    : [];
}

/** Longer than a scheduled backup is tried again for. */
const graceMs = 90 * 60_000;
/** Another program worked on the repository: that passes, and the backup is tried again before anybody is told. */
const isGrace = ({ outcome, endedAt }: Run, now: number): boolean => outcome?.kind === 'busy' && Math.abs(now - (endedAt ?? 0)) < graceMs;

/** Nothing went wrong, but nothing went either. */
function late({ createdAt, target, lastGood, active, pause, catchingUp }: JobFacts, now: number): Pick<Wanted, 'cause' | 'facts'>[] {
  const goodAt = lastGood?.endedAt ?? null;
  // Further ahead than the target lies only what a wrong clock has written.
  if (Math.abs(now - (goodAt ?? createdAt)) <= target) return [];
  const facts = { since: Math.min(goodAt ?? createdAt, now) };
  const lateCause = goodAt === null ? 'never-ran' : 'overdue';
  // What a pause hides is its own incident; what was too late before stays what it was.
  if (pause) return [{ cause: pause.since - facts.since > target ? lateCause : 'paused', facts }];
  // What is being mended just now is not worth a mail; a run that has come to a stop is.
  const patience = goodAt === null ? firstBackupMs : target;
  if (catchingUp || (active && now - active.queuedAt < patience)) return [];
  return [{ cause: lateCause, facts }];
}

const warnDays = 14;
const leastFree = 1e9;

/** Two weeks are enough to buy a disk; below a gigabyte no forecast is needed. */
const isFilling = ({ free, size, days }: DiskForecast): boolean => days < warnDays || (free < leastFree && free < size * 0.02);

const diskFacts = ({ free, perDay, days }: DiskForecast): Facts => ({
  free: Math.round(free),
  perDay: Math.round(perDay),
  ...(Number.isFinite(days) ? { days: Math.floor(days) } : {}),
});
