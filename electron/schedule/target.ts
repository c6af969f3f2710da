import type { Job } from '../contract/job.ts';
import type { Rhythm } from '../contract/schedule.ts';
import { kept } from './kept.ts';
import { dueTimes, nextTime } from './rule.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** What a run and the wait before it may take, on top of the time between two due times. */
const margin = 2 * hour;
const withoutSchedule = 24 * hour + margin;

// Thirteen months that hold a 29 February, and the longest way between two 31sts.
const from = Date.UTC(2027, 11, 1);
const until = Date.UTC(2029, 0, 1);

/**
 * How old the newest good session of a job may be, in ms: as its owner says, or as long as its schedule ever leaves between two due
 * times, and two hours. Measured on a clock that is never changed, so that it is the same number all year: 26 hours for a daily job.
 */
export function targetOf({ schedule, targetHours }: Pick<Job, 'schedule' | 'targetHours'>): number {
  if (targetHours !== null) return targetHours * hour;
  return schedule ? scheduled(JSON.stringify(schedule.rhythm)) : withoutSchedule;
}

const scheduled = kept(100, (rhythm) => (longestWait(JSON.parse(rhythm) as Rhythm) ?? 24 * hour) + margin);

/** The longest time between two due times; undefined for a rule that is never due. */
function longestWait(rhythm: Rhythm): number | undefined {
  const schedule = { rhythm, zone: 'UTC' };
  const first = nextTime(schedule, from - 1);
  if (first === null) return undefined;
  // On this clock every day on which something is due is like the other: one is looked at in full, of all others only the first time.
  const times = dueTimes(schedule, first - 1, startOf(first) + day - 1, 1440);
  const whole = (times.at(-1) ?? first) - first;
  let longest = Math.max(0, ...times.map((at, index) => at - (times[index - 1] ?? at)));
  for (let at = first; at < until;) {
    const next = nextTime(schedule, startOf(at) + day - 1);
    if (next === null) break;
    longest = Math.max(longest, next - (at + whole));
    at = next;
  }
  return longest;
}

const startOf = (at: number): number => Math.floor(at / day) * day;
