import type { Language } from './format.ts';

const made = new Map<string, Intl.DateTimeFormat>();
/** Making a formatter costs a hundred times as much as using it. */
function format(language: string, zone: string, how: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, zone, how]);
  const known = made.get(key) ?? new Intl.DateTimeFormat(language, { timeZone: zone, ...how });
  made.set(key, known);
  return known;
}

// Days before months, as everywhere but in one country.
const locale = (language: Language): string => (language === 'en' ? 'en-GB' : language);

/** The zone of this machine. */
export const zoneHere = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

const ownName = (zone: string): string => format('en', zone, {}).resolvedOptions().timeZone;
/** Whether two names mean one zone: `Asia/Calcutta` and `Asia/Kolkata`. */
export const isSameZone = (one: string, other: string): boolean => ownName(one) === ownName(other);

const partOf = (form: Intl.DateTimeFormat, at: number, type: Intl.DateTimeFormatPartTypes): string =>
  form.formatToParts(at).find((part) => part.type === type)?.value ?? '';

/** A zone as people say it: `Tokyo time`, `UTC`; in Japanese `日本標準時`. */
export function zoneWord(zone: string, language: Language): string {
  if (ownName(zone) === 'UTC') return language === 'ja' ? '協定世界時' : 'UTC';
  // The sign in the name of Etc/GMT+9 is turned round: that zone is behind UTC.
  const city = zone.startsWith('Etc/') ? undefined : zone.split('/').slice(1).at(-1);
  if (language === 'en' && city !== undefined) return `${city.replaceAll('_', ' ')} time`;
  return partOf(format(locale(language), zone, { timeZoneName: 'longGeneric' }), 0, 'timeZoneName');
}

/** The number of the calendar day that a zone has at a moment. */
function dayIn(zone: string, at: number): number {
  const form = format('en', zone, { year: 'numeric', month: 'numeric', day: 'numeric' });
  const [year, month, day] = (['year', 'month', 'day'] as const).map((type) => Number(partOf(form, at, type)));
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day) / 86_400_000;
}

/**
 * A moment (epoch ms), past or to come, by the clock of a zone: `tomorrow 02:30`, `Thursday 02:30`, `19 Nov, 02:30`; with the short
 * name of the zone when it is not the one `here`.
 */
export function formatIn(zone: string, at: number, now: number, language: Language, here = zoneHere()): string {
  const days = dayIn(zone, at) - dayIn(zone, now);
  const time = format(language, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  const said = `${dayWord(zone, at, now, days, language)} ${time}`;
  return isSameZone(zone, here) ? said : `${said} ${partOf(format(locale(language), zone, { timeZoneName: 'short' }), at, 'timeZoneName')}`;
}

function dayWord(zone: string, at: number, now: number, days: number, language: Language): string {
  if (Math.abs(days) <= 1) return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(days, 'day');
  if (Math.abs(days) < 7) return format(language, zone, { weekday: 'long' }).format(at);
  const yearOf = (moment: number) => partOf(format('en', zone, { year: 'numeric' }), moment, 'year');
  const year = yearOf(at) === yearOf(now) ? {} : ({ year: 'numeric' } as const);
  const day = format(locale(language), zone, { day: 'numeric', month: language === 'ja' ? 'long' : 'short', ...year }).format(at);
  return language === 'ja' ? day : `${day},`;
}
