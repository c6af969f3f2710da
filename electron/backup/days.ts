import type { DayMark } from '../contract/requests.ts';
import type { Ended } from '../runs/runs.ts';

/** How many calendar days an overview shows, today among them. */
export const daysShown = 30;

/** The beginning (epoch ms) of the first of `count` calendar days of this machine, the last of which holds `now`. */
export function firstDay(now: number, count: number): number {
  const today = new Date(now);
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() - (count - 1)).getTime();
}

/** A mark for each of the last thirty days, today last; `skipped` are due times without a run. Days, not spans of 24 h: a day may have 23 or 25. */
export function dayMarks(ended: readonly Ended[], skipped: readonly number[], now: number): DayMark[] {
  const starts = Array.from({ length: daysShown }, (_, index) => firstDay(now, daysShown - index));
  return starts.map((start, index) => {
    const isOn = (at: number) => at >= start && at < (starts[index + 1] ?? Infinity);
    const day = ended.filter(({ endedAt }) => isOn(endedAt));
    return day.length === 0 && skipped.some(isOn) ? 'missed' : markOf(day);
  });
}

/** A day without a good session is `failed` when a run failed; one with both needs attention. */
function markOf(day: readonly Ended[]): DayMark {
  if (day.length === 0) return 'none';
  if (day.every(({ good }) => good)) return 'protected';
  const failed = day.some(({ kind }) => kind === 'failed' || kind === 'stuck' || kind === 'interrupted');
  return failed && !day.some(({ good }) => good) ? 'failed' : 'attention';
}
