import { HourStep, type Rhythm } from '../contract/schedule.ts';

/** A rhythm, and what it means said a second time: on which days (UTC noon of a wall date) and at which minutes of them. */
export type Meaning<R extends Rhythm = Rhythm> = { rhythm: R; isBeat: boolean; onDay: (noon: Date) => boolean; minutes: number[] };
type Of<Kind extends Rhythm['kind']> = Meaning<Extract<Rhythm, { kind: Kind }>>;
/** One of 0, 1, … `count` - 1. */
type Pick = (count: number) => number;
type Field = { text: string; values: Set<number> };
type DayTest = { text: string; fits: (noon: Date) => boolean };

/** Picks by a list of numbers, one after the other. */
export function pickBy(numbers: readonly number[]): Pick {
  let index = 0;
  return (count) => (numbers[index++ % numbers.length] ?? 0) % count;
}

const between = (pick: Pick, lowest: number, highest: number): number => lowest + pick(highest - lowest + 1);
const span = (from: number, to: number, step = 1): number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
const field = (text: string, values: number[]): Field => ({ text, values: new Set(values) });
const single = (value: number): Field => field(String(value), [value]);
const lastOf = (noon: Date): number => new Date(Date.UTC(noon.getUTCFullYear(), noon.getUTCMonth() + 1, 0)).getUTCDate();

type Bounds = { lowest: number; highest: number; names?: readonly string[] };
const minutesOfHour = { lowest: 0, highest: 59 };
const hoursOfDay = { lowest: 0, highest: 23 };
const daysOfMonth = { lowest: 1, highest: 31 };
const months = { lowest: 1, highest: 12, names: ['', 'JAN', 'feb', 'Mar', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] };
// Sunday is 0 or 7; in a range it is named only at the end, where it is the seventh day.
const sundayFirst = { lowest: 0, highest: 6, names: ['', 'mon', 'TUE', 'Wed', 'THU', 'FRI', 'SAT'] };
const mondayFirst = { lowest: 1, highest: 7, names: ['', 'MON', 'tue', 'WED', 'Thu', 'fri', 'sat', 'SUN'] };

/** One member of a list: a value, a range, or a range in steps. */
function member(pick: Pick, { lowest, highest, names }: Bounds): Field {
  const named = (value: number) => {
    const name = names?.[value] ?? '';
    return name !== '' && pick(2) === 1 ? name : String(value);
  };
  const one = between(pick, lowest, highest);
  const other = between(pick, lowest, highest);
  const shape = pick(3);
  if (shape === 0 || one === other) return field(named(one), [one]);
  const [from, to] = [Math.min(one, other), Math.max(one, other)];
  const range = `${named(from)}-${named(to)}`;
  if (shape === 1) return field(range, span(from, to));
  const step = between(pick, 1, highest);
  return field(`${range}/${String(step)}`, span(from, to, step));
}

function anyField(pick: Pick, bounds: Bounds): Field {
  const { lowest, highest } = bounds;
  const shape = pick(5);
  if (shape === 0) return field('*', span(lowest, highest));
  if (shape === 1) {
    const step = between(pick, 1, highest - lowest + 1);
    return field(`*/${String(step)}`, span(lowest, highest, step));
  }
  const members = Array.from({ length: 1 + pick(3) }, () => member(pick, bounds));
  return field(
    members.map(({ text }) => text).join(','),
    members.flatMap(({ values }) => [...values]),
  );
}

function monthDay(pick: Pick): DayTest {
  const isLast = (noon: Date) => noon.getUTCDate() === lastOf(noon);
  const last = pick(4);
  if (last === 3) return { text: 'L', fits: isLast };
  const { text, values } = anyField(pick, daysOfMonth);
  if (last === 2 && !text.startsWith('*')) return { text: `${text},L`, fits: (noon) => values.has(noon.getUTCDate()) || isLast(noon) };
  return { text, fits: (noon) => values.has(noon.getUTCDate()) };
}

function weekday(pick: Pick): DayTest {
  const shape = pick(6);
  const day = pick(7);
  if (shape === 0) return { text: `${String(day)}L`, fits: (noon) => noon.getUTCDay() === day && noon.getUTCDate() > lastOf(noon) - 7 };
  if (shape === 1) {
    const nth = between(pick, 1, 5);
    return { text: `${String(day)}#${String(nth)}`, fits: (noon) => noon.getUTCDay() === day && Math.ceil(noon.getUTCDate() / 7) === nth };
  }
  const { text, values } = anyField(pick, shape === 2 ? mondayFirst : sundayFirst);
  // A star counts from Sunday, however the days are numbered.
  const step = /^\*\/(\d)$/.exec(text)?.[1];
  const days = step === undefined ? new Set([...values].map((value) => value % 7)) : new Set(span(0, 6, Number(step)));
  return { text, fits: (noon) => days.has(noon.getUTCDay()) };
}

function cronOf(minute: Field, hour: Field, day: DayTest, month: Field, week: DayTest): Of<'cron'> {
  const isBoth = day.text.startsWith('*') || week.text.startsWith('*');
  return {
    rhythm: { kind: 'cron', rule: [minute, hour, day, month, week].map(({ text }) => text).join(' ') },
    isBeat: minute.text.startsWith('*') || hour.text.startsWith('*'),
    onDay: (noon) =>
      month.values.has(noon.getUTCMonth() + 1) && (isBoth ? day.fits(noon) && week.fits(noon) : day.fits(noon) || week.fits(noon)),
    minutes: [...hour.values].flatMap((at) => [...minute.values].map((past) => at * 60 + past)),
  };
}

/** A minute of the day, often one of the hours in which clocks are changed. */
function minuteOfDay(pick: Pick): number {
  const when = pick(3);
  return when === 0 ? pick(1440) : when === 1 ? pick(240) : 1380 + pick(60);
}
const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const always = () => true;
const everyMonth = field('*', span(1, 12));
const everyDay: DayTest = { text: '*', fits: always };

/** How to make a rhythm of each kind; `plain` is a cron rule with its stars where most people write them. */
export const make = {
  daily(pick: Pick): Of<'daily'> {
    const minute = minuteOfDay(pick);
    return { rhythm: { kind: 'daily', at: clock(minute) }, isBeat: false, onDay: always, minutes: [minute] };
  },
  weekly(pick: Pick): Of<'weekly'> {
    const minute = minuteOfDay(pick);
    const days = [...new Set(Array.from({ length: 1 + pick(7) }, () => 1 + pick(7)))];
    const onDay = (noon: Date) => days.some((day) => day % 7 === noon.getUTCDay());
    return { rhythm: { kind: 'weekly', days, at: clock(minute) }, isBeat: false, onDay, minutes: [minute] };
  },
  hourly(pick: Pick): Of<'hourly'> {
    const minute = pick(60);
    const every = HourStep.options[pick(HourStep.options.length)]?.value ?? 1;
    const rhythm = { kind: 'hourly' as const, every: HourStep.parse(every), minute };
    return { rhythm, isBeat: every === 1, onDay: always, minutes: span(minute, 1439, every * 60) };
  },
  monthly(pick: Pick): Of<'monthly'> {
    const minute = minuteOfDay(pick);
    const day = 1 + pick(29);
    const onDay = (noon: Date) => noon.getUTCDate() === (day === 29 ? lastOf(noon) : day);
    return { rhythm: { kind: 'monthly', day: day === 29 ? 'last' : day, at: clock(minute) }, isBeat: false, onDay, minutes: [minute] };
  },
  cron: (pick: Pick): Of<'cron'> =>
    cronOf(anyField(pick, minutesOfHour), anyField(pick, hoursOfDay), monthDay(pick), anyField(pick, months), weekday(pick)),
  plain(pick: Pick): Of<'cron'> {
    const [minute, hour] = [single(pick(60)), single(pick(24))];
    const shape = pick(3);
    if (shape === 0) return cronOf(minute, anyField(pick, hoursOfDay), everyDay, everyMonth, everyDay);
    if (shape === 1) return cronOf(minute, hour, everyDay, everyMonth, weekday(pick));
    return cronOf(minute, hour, monthDay(pick), everyMonth, everyDay);
  },
} as const;
