import type { Job } from '../contract/job.ts';

export type Retention = NonNullable<Job['retention']>;

/** What tells whether the clock can be believed. Epoch seconds. */
export type Timeline = {
  now: number;
  /**
   * The repository's sessions, oldest first. They are the only moments whose order nobody can turn around: the tool makes none that is not
   * newer than the last. Records of runs can, and then the same time would be counted twice.
   */
  sessions: readonly number[];
  /** When the job's last backup ended. */
  lastEnd: number | null;
};

const day = 86_400;
const daysOf: Readonly<Record<string, number>> = { D: 1, W: 7, M: 30, Y: 365 };
const shortestSilence = 2 * day;
const longestSilence = 7 * day;
const longestUsual = 100 * day;
const confirmations = 3;
// What a correction over the network may take a clock back.
const slack = 60;

const lengthOf = (retention: Retention) => Number(retention.slice(0, -1)) * (daysOf[retention.slice(-1)] ?? Infinity) * day;

/** The date (epoch seconds) up to which a rule keeps everything, by rdiff-backup's own arithmetic: a month is 30 days, a year 365. */
export const cutoff = (retention: Retention, now: number): number => now - lengthOf(retention);

/**
 * The same in time that sessions have seen pass: a silence that is too long to be believed does not make anything older. So a jump of the
 * clock by ten years takes nothing away, even where the wrong clock stays for weeks; a machine that was off keeps its sessions longer.
 */
export function witnessedCutoff(retention: Retention, timeline: Timeline): number {
  let left = lengthOf(retention);
  let at = timeline.now;
  for (const { from, to, believed } of gapsOf(retention, timeline)) {
    if (believed && to - from >= left) return to - left;
    if (believed) left -= to - from;
    at = from;
  }
  return at - left;
}

/**
 * Whether the clock must not decide what is old (fault rows E6, E7): it is behind what has already been, or it has come over a silence
 * too long to be believed and sessions on three different days have not confirmed the new time yet.
 */
export function isClockDoubtful(retention: Retention, timeline: Timeline): boolean {
  const { now, sessions, lastEnd } = timeline;
  if (Math.max(sessions.at(-1) ?? -Infinity, lastEnd ?? -Infinity) > now + slack) return true;
  const jump = gapsOf(retention, timeline).find(({ believed }) => !believed);
  if (!jump) return false;
  return new Set(sessions.filter((time) => time >= jump.to).map((time) => Math.floor(time / day))).size < confirmations;
}

type Gap = { from: number; to: number; believed: boolean };

/**
 * The spans between the sessions and up to now, newest first. A small jump looks like a pause, so no more is believed than a tenth of what
 * the rule keeps, but two days at least: that much too early it may take something, and not more.
 */
function gapsOf(retention: Retention, { now, sessions }: Timeline): Gap[] {
  const longest = Math.min(longestSilence, Math.max(shortestSilence, lengthOf(retention) / 10)) + usualGap(sessions);
  return sessions.toReversed().map((from, index) => {
    const to = sessions[sessions.length - index] ?? now;
    return { from, to, believed: to - from <= longest };
  });
}

/** A gap that three of four are at least as long as, so that a few jumps are not taken for what is usual. */
function usualGap(sessions: readonly number[]): number {
  const gaps = sessions.slice(1).map((time, index) => time - (sessions[index] ?? time));
  const quarter = gaps.sort((a, b) => a - b)[Math.floor((gaps.length - 1) / 4)] ?? 0;
  return Math.min(quarter, longestUsual);
}
