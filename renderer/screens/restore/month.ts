import type { Past } from '../../parts/timeline/points.ts';

/** A day of the calendar of this machine. */
export type Day = { year: number; month: number; day: number };
/** What happened on a day: the sessions that can be restored (epoch s, newest first), and how often something else. */
export type DayFacts = { sessions: number[]; failed: number; missed: number; damaged: number };

/** The day of a moment (epoch ms). */
export function dayOf(at: number): Day {
  const date = new Date(at);
  return { year: date.getFullYear(), month: date.getMonth(), day: date.getDate() };
}

/** The begin of a day, epoch ms. A month or day beyond its end counts on. */
export const startOf = ({ year, month, day }: Day): number => new Date(year, month, day).getTime();

/** The day so many days later. */
export const addDays = ({ year, month, day }: Day, days: number): Day => dayOf(startOf({ year, month, day: day + days }));

/** The same day of a month so many months later, or the last one of a shorter month. */
export function addMonths({ year, month, day }: Day, months: number): Day {
  const first = dayOf(startOf({ year, month: month + months, day: 1 }));
  return { ...first, day: Math.min(day, new Date(first.year, first.month + 1, 0).getDate()) };
}

/** A name for a day, to compare and to look up: `2026-07-28`. */
export const keyOf = ({ year, month, day }: Day): string =>
  [String(year).padStart(4, '0'), ...[month + 1, day].map((part) => String(part).padStart(2, '0'))].join('-');

/** Whether a day is one of those from the first to the last. */
export const isWithin = (day: Day, first: Day, last: Day): boolean => keyOf(day) >= keyOf(first) && keyOf(day) <= keyOf(last);

/** The day itself, or the end that it lies beyond. */
export const nearestWithin = (day: Day, first: Day, last: Day): Day =>
  keyOf(day) < keyOf(first) ? first : keyOf(day) > keyOf(last) ? last : day;

/** The whole weeks, from Monday, that a month lies in. */
export function weeksOf(shown: Day): Day[][] {
  const first = { ...shown, day: 1 };
  const start = addDays(first, -weekdayOf(first));
  const count = Math.ceil((weekdayOf(first) + new Date(shown.year, shown.month + 1, 0).getDate()) / 7);
  return Array.from({ length: count }, (_, week) => Array.from({ length: 7 }, (__, day) => addDays(start, week * 7 + day)));
}

/** From Monday, 0. */
export const weekdayOf = (day: Day): number => (new Date(startOf(day)).getDay() + 6) % 7;

/** What happened on which day. */
export function factsByDay(past: Past | undefined): Map<string, DayFacts> {
  const days = new Map<string, DayFacts>();
  for (const point of past?.points.toReversed() ?? []) {
    const key = keyOf(dayOf(point.at));
    const facts = days.get(key) ?? { sessions: [], failed: 0, missed: 0, damaged: 0 };
    days.set(key, facts);
    if ('mark' in point) facts[point.mark.kind] += 1;
    else if (point.session.state === 'interrupted') facts.failed += 1;
    else {
      facts.sessions.push(point.session.time);
      if (point.session.state === 'damaged') facts.damaged += 1;
    }
  }
  return days;
}

/** Where a key leads from a day; undefined when it leads nowhere. */
export function dayAfterKey(day: Day, key: string): Day | undefined {
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1);
    case 'ArrowRight':
      return addDays(day, 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'Home':
      return addDays(day, -weekdayOf(day));
    case 'End':
      return addDays(day, 6 - weekdayOf(day));
    case 'PageUp':
      return addMonths(day, -1);
    case 'PageDown':
      return addMonths(day, 1);
    default:
      return undefined;
  }
}
