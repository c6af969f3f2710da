import { Refusal } from '../contract/failure.ts';
import { wallAt } from '../schedule/schedule.ts';
import { longDate, spokenMoment } from './moment-in-words.ts';

/** `sessions` are all restore points (epoch seconds), oldest first; `now` in epoch seconds; `zone` is what the tool would find in TZ. */
type Known = { sessions: readonly number[]; now: number; zone: string };

/**
 * The session that a moment means: the one that `rdiff-backup restore --at` takes for it, the newest that is not later, and the first when
 * all are. Beside the tool's own forms it knows those that people use, `yesterday 14:00`. Refuses what neither is with `invalid`, and
 * with `no-session` when there is none to choose from.
 */
export function resolveMoment(text: string, known: Known): number {
  const { sessions } = known;
  const [first] = sessions;
  if (first === undefined) throw new Refusal('no-session');
  const back = countBack(text);
  if (back !== undefined) return sessions.at(-1 - back) ?? first;
  const at = epochOf(text, known);
  return sessions.findLast((session) => session <= at) ?? first;
}

/**
 * The same where only those sessions are known that the next one differs from, and the newest: `rdiff-backup list increments` names no others.
 * Between two of them it is the moment itself, for which the tool takes the right one. Undefined where sessions would have to be counted.
 */
export function resolveAmongListed(text: string, known: Known): number | undefined {
  const session = resolveMoment(text, known);
  const back = countBack(text);
  if (back !== undefined) return back === 0 ? session : undefined;
  const at = epochOf(text, known);
  return session < at && at < (known.sessions.at(-1) ?? 0) ? at : session;
}

/** The session that a moment is the very time of, where it is written as epoch seconds, as a session is named. */
export const namedSession = (text: string): number | undefined => (/^\d+$/.test(text) ? Number(text) : undefined);

/** Of `3B`, the three. */
function countBack(text: string): number | undefined {
  const count = /^(\d+)B$/.exec(text)?.[1];
  return count === undefined ? undefined : Number(count);
}

function epochOf(text: string, known: Known): number {
  const at = toolMoment(text, known) ?? spokenMoment(text, known);
  if (at === undefined) throw new Refusal('invalid', { field: 'at', reason: 'moment', value: text });
  return at;
}

/** What rdiff-backup understands, in the order in which it tries, as epoch seconds. */
function toolMoment(text: string, known: Known): number | undefined {
  if (text === 'now') return known.now;
  const named = namedSession(text);
  if (named !== undefined) return named;
  const offset = offsetNow(known);
  return stamp(text) ?? stamp(`${text}${offset}`) ?? longDate(text, known) ?? ago(text, known.now) ?? shortDate(text, offset);
}

/**
 * The offset that the tool gives to a time without one: that of the zone at this moment, whatever it was or will be at that time. So
 * `2026-07-28` is an hour off midnight when it is asked for in winter, and means the session that the tool would take all the same.
 */
function offsetNow({ now, zone }: Known): string {
  const minutes = Math.round((wallAt(zone, now * 1000) - now * 1000) / 60_000);
  const two = (value: number) => String(Math.abs(value)).padStart(2, '0');
  // Hours are rounded down and minutes always added to them: -03:30 is written, and read back, as -04:30.
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(((minutes % 60) + 60) % 60)}`;
}

const stampLength = 19;

/** `2026-02-27T06:13:20Z`, `2026-02-27T06-13-20+01:00`: the tool takes any of its separators anywhere. */
function stamp(text: string): number | undefined {
  const parts = text.slice(0, stampLength).split(/[T:-]/);
  if (parts.length !== 6 || !parts.every((part) => /^\d+$/.test(part))) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const isWithin = (value: number, least: number, most: number) => value >= least && value <= most;
  const isDate = isWithin(year, 1901, 2099) && isWithin(month, 1, 12) && isWithin(day, 1, 31);
  const offset = offsetSeconds(text.slice(stampLength));
  if (!isDate || hour > 23 || minute > 59 || second > 61 || offset === undefined) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - offset;
}

/** By the rule of the tool, which adds the minutes west of UTC, too. */
function offsetSeconds(text: string): number | undefined {
  if (text === 'Z') return 0;
  const [, hours, minutes] = /^([+-]\d\d)[:-](\d\d)$/.exec(text) ?? [];
  return hours === undefined || minutes === undefined ? undefined : 60 * (60 * Number(hours) + Number(minutes));
}

const units: Record<string, number> = { s: 1, m: 60, h: 3600, D: 86_400, W: 7 * 86_400, M: 30 * 86_400, Y: 365 * 86_400 };

/** `3D12h`: no calendar, a month has 30 days and a year 365. */
function ago(text: string, now: number): number | undefined {
  if (!/^(?:\d+[smhDWMY])+$/.test(text)) return undefined;
  const parts = Array.from(text.matchAll(/(\d+)(\D)/g), ([, count, unit = '']) => Number(count) * (units[unit] ?? 0));
  return now - parts.reduce((sum, part) => sum + part, 0);
}

/** `2026-02-27`, `2026/2/27`, `02/27/2026`: the month is always before the day. */
function shortDate(text: string, offset: string): number | undefined {
  const { year, month, day } =
    /^(?<year>\d{4})[-/](?<month>\d{1,2})[-/](?<day>\d{1,2})$/.exec(text)?.groups ??
    /^(?<month>\d{1,2})[-/](?<day>\d{1,2})[-/](?<year>\d{4})$/.exec(text)?.groups ??
    {};
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return stamp(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T00:00:00${offset}`);
}
