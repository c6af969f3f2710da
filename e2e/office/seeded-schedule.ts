import type { Job } from '../../electron/contract/job.ts';
import type { Rhythm, Schedule, Slot } from '../../electron/contract/schedule.ts';
import { dueTimes, type Slots } from '../../electron/schedule/schedule.ts';

/** When a seeded job is due. */
export type Plan = 'daily' | 'weekly' | 'cron' | 'by-hand';

const day = 24 * 3_600_000;
const zone = 'Europe/Berlin';

/** A schedule that was last due at `newest`, or on an earlier day at that time: nothing of it is due for the next half day. */
export function scheduleOf(plan: Plan, newest: number): Schedule | null {
  const rhythm = rhythmOf(plan, newest);
  return rhythm && { rhythm, zone, since: newest - 400 * day };
}

function rhythmOf(plan: Plan, newest: number): Rhythm | null {
  const at = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(newest);
  switch (plan) {
    case 'daily':
      return { kind: 'daily', at };
    case 'weekly':
      return { kind: 'weekly', days: [2, 5], at };
    case 'cron': {
      const [hour, minute] = at.split(':').map(Number);
      return { kind: 'cron', rule: `${minute} ${hour} 1,15 * *` };
    }
    case 'by-hand':
      return null;
    default:
      return plan satisfies never;
  }
}

/** Writes down that the last due time of a job is over, its tries used up, so that a program which opens the home starts nothing. */
export function settle(slots: Slots, { id, schedule }: Job, run: number | null, now: number): void {
  const at = schedule ? dueTimes(schedule, schedule.since, now, 1)[0] : undefined;
  if (at !== undefined) slots.keep({ ...over, job: id, at, state: 'started', run, tries: 4 });
}

/** Writes down that nothing was backed up at a time when it was due. */
export const miss = (slots: Slots, job: string, at: number): void =>
  slots.keep({ ...over, job, at, state: 'skipped', reason: 'machine-asleep' });

const over: Omit<Slot, 'job' | 'at' | 'state'> = { reason: null, caughtUp: false, run: null, tries: 0, notBefore: null };
