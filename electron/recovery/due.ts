import type { Job } from '../contract/job.ts';
import type { Run } from '../contract/run.ts';

/** All that decides whether a drill of a job is due. Epoch ms. */
export type DrillWorld = {
  job: Pick<Job, 'drillDays' | 'notOnBattery' | 'createdAt'>;
  /** The newest drill, at work or ended. */
  newest: Pick<Run, 'state' | 'endedAt' | 'queuedAt' | 'outcome'> | undefined;
  hasSession: boolean;
  isPaused: boolean;
  onBattery: boolean;
};

const hour = 3_600_000;
const day = 24 * hour;
/** A new job is proved on its second day. */
const firstAfter = day;

/** Whether a drill ought to begin now. */
export function isDrillDue({ job, newest, hasSession, isPaused, onBattery }: DrillWorld, now: number): boolean {
  if (job.drillDays === null || !hasSession || isPaused || (onBattery && job.notOnBattery)) return false;
  if (!newest) return Math.abs(now - job.createdAt) >= firstAfter;
  if (newest.state !== 'done') return false;
  // What lies further ahead was made under a wrong clock.
  return Math.abs(now - (newest.endedAt ?? newest.queuedAt)) >= waitAfter(newest.outcome?.kind, job.drillDays);
}

/** How long is waited after a drill: not as long after one that could say nothing. */
function waitAfter(kind: NonNullable<Run['outcome']>['kind'] | undefined, days: number): number {
  if (kind === 'busy' || kind === 'interrupted') return hour;
  return kind === 'cancelled' ? Math.min(days, 1) * day : days * day;
}

/** Whether a drill could have begun by now, whatever it waits for: only then can one be overdue. */
export const canDrill = ({ job, hasSession, isPaused }: Pick<DrillWorld, 'job' | 'hasSession' | 'isPaused'>): boolean =>
  job.drillDays !== null && hasSession && !isPaused;
