import { Cron } from 'croner';
import type { Rhythm, Schedule } from '../contract/schedule.ts';
import { kept } from './kept.ts';
import { firstShown, latestWall, wallAt } from './zone-clock.ts';

type When = Pick<Schedule, 'rhythm' | 'zone'>;
/** The due time next after a moment, and the one last before it. */
type Walk = { next: (after: number) => number | null; before: (at: number) => number | null };

// croner knows nothing after the year 2999, and JavaScript no date after 275760.
const farthest = Date.UTC(3000, 0, 1);
const within = (at: number): number => Math.min(Math.max(at, 0), farthest);

/** The rule of five fields for a rhythm, as crontab(5) has it; a cron rhythm is its own. */
export function cronRule(rhythm: Rhythm): string {
  switch (rhythm.kind) {
    case 'daily':
      return `${timeFields(rhythm.at)} * * *`;
    case 'weekly':
      return `${timeFields(rhythm.at)} * * ${[...rhythm.days].sort().join(',')}`;
    case 'hourly':
      return `${String(rhythm.minute)} ${rhythm.every === 1 ? '*' : `*/${String(rhythm.every)}`} * * *`;
    case 'monthly':
      return `${timeFields(rhythm.at)} ${rhythm.day === 'last' ? 'L' : String(rhythm.day)} * *`;
    case 'cron':
      return rhythm.rule;
    default:
      return rhythm satisfies never;
  }
}

const timeFields = (at: string): string => {
  const [hour, minute] = at.split(':').map(Number);
  return `${String(minute)} ${String(hour)}`;
};

/** What is wrong with a rhythm: a `cron` rule that cannot be read, or one whose day `never` comes. */
export function ruleProblem(rhythm: Rhythm, zone: string): 'cron' | 'never' | undefined {
  const walk = walkOf({ rhythm, zone });
  if (!walk) return 'cron';
  // The calendar repeats itself after 400 years: croner looks no further.
  return walk.next(0) === null ? 'never' : undefined;
}

/** The first due time after a moment (epoch ms); null when there is none, or the rule cannot be read. */
export const nextTime = (schedule: When, after: number): number | null => walkOf(schedule)?.next(within(after)) ?? null;

/** The first `count` due times after a moment. */
export function nextTimes(schedule: When, after: number, count: number): number[] {
  const times: number[] = [];
  for (let at = nextTime(schedule, after); at !== null && times.length < count; at = nextTime(schedule, at)) times.push(at);
  return times;
}

/** The due times after `after` up to and with `until`, oldest first; of more than `limit` the newest. */
export function dueTimes(schedule: When, after: number, until: number, limit: number): number[] {
  const walk = walkOf(schedule);
  const times: number[] = [];
  if (!walk || until <= after) return times;
  for (let at = walk.before(within(until) + 1); at !== null && at > after && times.length < limit; at = walk.before(at)) times.push(at);
  return times.reverse();
}

const read = kept(100, (schedule): Walk | undefined => {
  const { rhythm, zone } = JSON.parse(schedule) as When;
  const rule = cronRule(rhythm).trim();
  // croner takes what holds a colon for one moment, not for a rule.
  if (!/^[\w*,/#@?+ \t-]+$/.test(rule)) return undefined;
  try {
    return isPerDay(rhythm, rule) ? walkOnWall(rule, zone) : walkInZone(rule, zone);
  } catch {
    return undefined;
  }
});
const walkOf = ({ rhythm, zone }: When): Walk | undefined => read(JSON.stringify({ rhythm, zone }));

/**
 * Whether the rule names its times of day (02:30, every sixth hour) and not a beat of the clock (every hour, every five minutes), as
 * cron(8) draws the line. When the clock is changed, a time of day comes once, and a beat as often as the clock shows it.
 */
function isPerDay(rhythm: Rhythm, rule: string): boolean {
  if (rhythm.kind === 'hourly') return rhythm.every > 1;
  const [minute = '', hour = ''] = rule.split(/\s+/);
  return rule.startsWith('@') ? rule.toLowerCase() !== '@hourly' : !/^[*?]/.test(minute) && !/^[*?]/.test(hour);
}

function calculator(rule: string, clock: { timezone: string } | { utcOffset: 0 }): Cron {
  const [, , day = '', , weekday = ''] = rule.split(/\s+/);
  return new Cron(rule, {
    ...clock,
    paused: true,
    mode: '5-part',
    fixedTimeRule: 'no-wildcard',
    // crontab(5): either day will do, but where one of the fields begins with a star both must fit: `1-7 * */7` is the first Sunday.
    domAndDow: /^[*?]/.test(day) || /^[*?]/.test(weekday),
  });
}

/** For beats: croner walks the moments of the zone. */
function walkInZone(rule: string, zone: string): Walk {
  const cron = calculator(rule, { timezone: zone });
  return {
    next: (after) => cron.nextRun(new Date(after))?.getTime() ?? null,
    before: (at) => cron.previousRuns(1, new Date(at))[0]?.getTime() ?? null,
  };
}

/**
 * For times of day: croner walks a calendar whose clock is never changed, and the zone says when its own clock shows what was found.
 * croner alone leaves out a night whose time lies in a jump over midnight (America/Nuuk, 23:30).
 */
function walkOnWall(rule: string, zone: string): Walk {
  const cron = calculator(rule, { utcOffset: 0 });
  return {
    next(after) {
      for (let wall = cron.nextRun(new Date(wallAt(zone, after))); wall; wall = cron.nextRun(wall)) {
        const at = firstShown(zone, wall.getTime());
        if (at > after) return at;
      }
      return null;
    },
    before(at) {
      for (let [wall] = cron.previousRuns(1, new Date(latestWall(zone, at) + 1000)); wall; [wall] = cron.previousRuns(1, wall)) {
        const found = firstShown(zone, wall.getTime());
        if (found < at) return found;
      }
      return null;
    },
  };
}
