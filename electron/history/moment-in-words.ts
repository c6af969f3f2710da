import { firstShown, wallAt } from '../schedule/schedule.ts';

const dayMs = 86_400_000;
/** No clock is set back by more, in seconds. */
const farthestBack = 86_400;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** How many days before today. */
const spokenDays = new Map([
  ['today', 0],
  ['yesterday', 1],
  ['今日', 0],
  ['昨日', 1],
  ['一昨日', 2],
]);

const long =
  /^(?:mon|tue|wed|thu|fri|sat|sun)\s+(?<month>[a-z]{3})\s+(?<day>3[01]|[12]\d|0?[1-9])\s+(?<hour>2[0-3]|[01]?\d):(?<minute>[0-5]?\d):(?<second>6[01]|[0-5]?\d)\s+(?<year>\d{4})$/i;
const spokenDay = /^(?<word>[a-z]+|\p{sc=Han}+)(?: ?(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d))?)?$/u;
const dateAndTime = /^(?<year>\d{4})[-/](?<month>\d{1,2})[-/](?<day>\d{1,2})[ T](?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d))?$/;

type Parts = Partial<Record<string, string>>;

/**
 * `Fri Feb 27 06:13:20 2026`, as rdiff-backup prints times: epoch seconds by the clock of the zone on that day. The weekday is not looked at. Of a
 * time that the clock shows twice it is the pass at which there is a session, and the first where there is none.
 */
export function longDate(text: string, { sessions, zone }: { sessions: readonly number[]; zone: string }): number | undefined {
  const parts: Parts | undefined = long.exec(text)?.groups;
  const first = parts && onTheWall({ ...parts, month: String(months.indexOf(parts['month']?.toLowerCase() ?? '') + 1) }, zone);
  if (first === undefined) return undefined;
  const shown = wallAt(zone, first * 1000);
  const near = sessions.filter((at) => at >= first && at <= first + farthestBack);
  const named = near.filter((at) => wallAt(zone, at * 1000) === shown);
  // Where both passes have one, the tool's C library starts from the offset at which the zone is when clocks in UTC show that time.
  const byTool = (2 * shown - wallAt(zone, shown)) / 1000;
  return named.find((at) => at === byTool) ?? named[0] ?? first;
}

/**
 * Moments that rdiff-backup does not know, as people write them, by the clock of the zone on that day: `yesterday`, `today 09:00`,
 * `2026-07-28 14:00`, `昨日 14:00`. Without a time of day it is midnight, as with the tool. Of a time that the clock shows twice it is the
 * first, and for one that it leaves out the moment at which it jumps.
 */
export function spokenMoment(text: string, { now, zone }: { now: number; zone: string }): number | undefined {
  const said = text.normalize('NFKC').trim();
  const date: Parts | undefined = dateAndTime.exec(said)?.groups;
  if (date) return onTheWall(date, zone);
  const parts: Parts | undefined = spokenDay.exec(said.toLowerCase())?.groups;
  const back = spokenDays.get(parts?.['word'] ?? '');
  if (back === undefined) return undefined;
  const [year, month, day] = new Date(wallAt(zone, now * 1000) - back * dayMs).toISOString().split(/[-T]/);
  return onTheWall({ ...parts, year, month, day }, zone);
}

/** When the clock of a zone first shows this; none when no calendar or clock does. */
function onTheWall(parts: Parts, zone: string): number | undefined {
  const part = (name: string) => Number(parts[name] ?? 0);
  const [month, hour, minute, second] = [part('month'), part('hour'), part('minute'), part('second')];
  const midnight = Date.UTC(part('year'), month - 1, part('day'));
  if (new Date(midnight).getUTCMonth() !== month - 1 || hour > 23 || minute > 59 || second > 61) return undefined;
  return firstShown(zone, midnight + ((hour * 60 + minute) * 60 + second) * 1000) / 1000;
}
