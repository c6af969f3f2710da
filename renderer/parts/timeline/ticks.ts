import type { Language } from '../../../electron/contract/words/format.ts';
import { dateAs, type DateStyle } from './dates.ts';
import { lengthOf, type Span } from './span.ts';

/** A mark of the axis at a moment (epoch ms). */
export type Tick = { at: number; label: string };
/** `fine` has no words, `ticks` have one each, `context` says of what they are a part: the days of this month, the hours of that day. */
export type Axis = { fine: readonly number[]; ticks: readonly Tick[]; context: readonly Tick[] };

const [hour, day] = [3_600_000, 86_400_000];
const dayNumber = (at: Date): number => Math.round(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / day) - 10_957;

/**
 * A unit of the calendar: which of them a moment lies in, and when one begins. Both go by the local calendar and clock, so that a day of 23
 * or 25 hours is one day; units are counted from 2000-01-01. `ms` is about as long as one is.
 */
type Unit = { ms: number; room: number; style: DateStyle; indexOf: (at: Date) => number; start: (index: number) => Date };

const years = (count: number): Unit => ({
  ms: count * 365.25 * day,
  room: 52,
  style: 'year',
  indexOf: (at) => Math.floor((at.getFullYear() - 2000) / count),
  start: (index) => new Date(2000 + index * count, 0, 1),
});
const months = (count: number): Unit => ({
  ms: count * 30.44 * day,
  room: 44,
  style: 'month',
  indexOf: (at) => Math.floor(((at.getFullYear() - 2000) * 12 + at.getMonth()) / count),
  start: (index) => new Date(2000, index * count, 1),
});
/** Weeks begin on Mondays; 2000-01-03 was one. */
const weeks: Unit = {
  ms: 7 * day,
  room: 58,
  style: 'week',
  indexOf: (at) => Math.floor((dayNumber(at) - 2) / 7),
  start: (index) => new Date(2000, 0, 3 + index * 7),
};
const days: Unit = {
  ms: day,
  room: 58,
  style: 'day',
  indexOf: dayNumber,
  start: (index) => new Date(2000, 0, 1 + index),
};
const hours = (count: number): Unit => ({
  ms: count * hour,
  room: 52,
  style: 'time',
  indexOf: (at) => dayNumber(at) * (24 / count) + Math.floor(at.getHours() / count),
  start: (index) => new Date(2000, 0, 1, index * count),
});

const units: readonly Unit[] = [hours(1), hours(3), hours(6), days, weeks, months(1), months(3), years(1), years(2), years(5), years(10)];
/** Half years and so on would say less than they cost in room. */
const fineUnits: readonly Unit[] = [hours(1), hours(6), days, weeks, months(1), years(1)];
const contextOf: Partial<Record<DateStyle, [Unit, DateStyle]>> = {
  time: [days, 'full-day'],
  day: [months(1), 'month-year'],
  week: [years(1), 'year'],
  month: [years(1), 'year'],
};

/** The marks of the axis for so many px: as fine as their words have room. */
export function axisOf(span: Span, width: number, language: Language): Axis {
  const pxPerMs = width / lengthOf(span);
  const unit = units.find(({ ms, room }) => ms * pxPerMs >= room) ?? years(25);
  const fine = fineUnits.find(({ ms }) => ms * pxPerMs >= 7 && ms < unit.ms);
  const [context, style] = contextOf[unit.style] ?? [];
  const labelled = (at: number, how: DateStyle) => ({ at, label: dateAs(at, how, language) });
  return {
    fine: fine ? startsIn(fine, span) : [],
    ticks: startsIn(unit, span).map((at) => labelled(at, unit.style)),
    context: context && style ? contextIn(context, span).map((at) => labelled(at, style)) : [],
  };
}

/** When the units begin that begin within a stretch. An hour that a change of clocks leaves out is not there twice. */
function startsIn(unit: Unit, { from, to }: Span): number[] {
  const starts: number[] = [];
  for (let index = unit.indexOf(new Date(from)); ; index += 1) {
    const at = unit.start(index).getTime();
    if (at > to) return starts;
    if (at >= from && at !== starts.at(-1)) starts.push(at);
  }
}

/** The same, and the one that has begun before. */
const contextIn = (unit: Unit, span: Span): number[] => {
  const begun = unit.start(unit.indexOf(new Date(span.from))).getTime();
  return [...new Set([begun, ...startsIn(unit, span)])];
};
