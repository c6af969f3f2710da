import { HourStep, type Rhythm } from './schedule.ts';

const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const nicknames = new Map([
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@weekly', '0 0 * * 0'],
  ['@monthly', '0 0 1 * *'],
  ['@hourly', '0 * * * *'],
]);

/**
 * The same rhythm in the plainest of the four kinds that a person would choose: `30 2 * * 1-5` is Monday to Friday at 02:30. A cron
 * rule that says more than they can say stays as it is.
 */
export function plainRhythm(rhythm: Rhythm): Rhythm {
  if (rhythm.kind === 'weekly') return weekly(rhythm.days, rhythm.at);
  if (rhythm.kind !== 'cron') return rhythm;
  const rule = rhythm.rule.trim();
  const [minutes = '', hours = '', day = '', month = '', weekday = '', ...more] = (nicknames.get(rule.toLowerCase()) ?? rule).split(/\s+/);
  const minute = single(valuesOf(minutes, 0, 59));
  if (minute === undefined || month !== '*' || more.length > 0) return rhythm;
  return onDays(day, weekday, minute, hours) ?? rhythm;
}

function onDays(day: string, weekday: string, minute: number, hours: string): Rhythm | undefined {
  if (day === '*' && weekday === '*') {
    const every = stepOf(hours);
    if (every) return { kind: 'hourly', every, minute };
  }
  const hour = single(valuesOf(hours, 0, 23));
  if (hour === undefined) return undefined;
  const at = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
  if (day === '*') {
    const days = valuesOf(weekday.replace(/[a-z]{3}/gi, numberOfDay), 0, 7).map((one) => (one === 0 ? 7 : one));
    if (weekday === '*') return { kind: 'daily', at };
    return days.length > 0 ? weekly([...new Set(days)], at) : undefined;
  }
  if (weekday !== '*') return undefined;
  if (day.toUpperCase() === 'L') return { kind: 'monthly', day: 'last', at };
  const date = single(valuesOf(day, 1, 31));
  return date === undefined || date > 28 ? undefined : { kind: 'monthly', day: date, at };
}

const weekly = (days: number[], at: string): Rhythm =>
  days.length === 7 ? { kind: 'daily', at } : { kind: 'weekly', days: [...days].sort((a, b) => a - b), at };

// A range may end with Sunday, where it is the seventh day.
const numberOfDay = (name: string, at: number, all: string): string => {
  const index = dayNames.indexOf(name.toLowerCase());
  if (index < 0) return name;
  return index === 0 && all[at - 1] === '-' ? '7' : String(index);
};

const single = (values: number[]): number | undefined => (values.length === 1 ? values[0] : undefined);

/** The step of an hour field that divides the day, from midnight on. */
function stepOf(hours: string): Extract<Rhythm, { kind: 'hourly' }>['every'] | undefined {
  const values = valuesOf(hours, 0, 23);
  const step = HourStep.safeParse(24 / values.length);
  return step.success && values.every((hour, index) => hour === index * step.data) ? step.data : undefined;
}

/** The values that a field lists, in order; none when it says more than numbers, or one that is out of bounds. */
function valuesOf(field: string, lowest: number, highest: number): number[] {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const [, star, from = '', to, step = '1'] = /^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? [];
    const first = star ? lowest : Number(from);
    const last = star ? highest : Number(to ?? from);
    // A step without a range is read in two ways, and refused elsewhere.
    const isOdd = !star && to === undefined && part.includes('/');
    if ((!star && from === '') || isOdd || first < lowest || last > highest || first > last) return [];
    if (Number(step) < 1 || Number(step) > highest - lowest + 1) return [];
    for (let value = first; value <= last; value += Number(step)) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}
