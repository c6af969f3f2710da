/** Numbers and times as people of a language write them. */

export type Language = 'en' | 'ja';

/** Making a formatter costs a hundred times as much as using it, and a list of jobs needs thousands of answers. */
function kept<T>(make: (...how: never[]) => T) {
  const made = new Map<string, T>();
  return (...how: unknown[]): T => {
    const key = JSON.stringify(how);
    const known = made.get(key);
    if (known) return known;
    const fresh = make(...(how as never[]));
    made.set(key, fresh);
    return fresh;
  };
}

const number: (language: string, how?: Intl.NumberFormatOptions) => Intl.NumberFormat = kept(
  (language: string, how?: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, how),
);
const date: (language: string, how?: Intl.DateTimeFormatOptions) => Intl.DateTimeFormat = kept(
  (language: string, how?: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, how),
);
const relative: (language: string, how?: Intl.RelativeTimeFormatOptions) => Intl.RelativeTimeFormat = kept(
  (language: string, how?: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(language, how),
);

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** `1.4 GB`, from bytes. */
export function formatBytes(bytes: number, language: Language): string {
  let value = bytes;
  let index = 0;
  // 999.5 would be written as 1,000.
  while (Math.abs(value) >= 999.5 && index < units.length - 1) {
    value /= 1000;
    index += 1;
  }
  const unit = units[index] ?? 'byte';
  return number(language, {
    style: 'unit',
    unit,
    unitDisplay: index === 0 ? 'long' : 'short',
    maximumFractionDigits: index === 0 || value >= 100 ? 0 : 1,
  }).format(value);
}

export const formatNumber = (value: number, language: Language): string => number(language).format(value);

/** A length of time in ms: `4.2 s`, `12 min`, `1.5 h`. */
export function formatDuration(ms: number, language: Language): string {
  const [value, unit] = ms < 59_500 ? [ms / 1000, 'second'] : ms < 3_570_000 ? [ms / 60_000, 'minute'] : [ms / 3_600_000, 'hour'];
  return number(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

/** A moment (epoch ms) with date, time and zone of this machine. */
export function formatTime(at: number, language: Language): string {
  return date(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** How long ago: `3 hours ago`. */
export function formatAge(ms: number, language: Language): string {
  const [value, unit]: [number, Intl.RelativeTimeFormatUnit] =
    ms < 60_000
      ? [ms / 1000, 'second']
      : ms < 3_600_000
        ? [ms / 60_000, 'minute']
        : ms < 172_800_000
          ? [ms / 3_600_000, 'hour']
          : [ms / 86_400_000, 'day'];
  return relative(language, { numeric: 'always' }).format(-Math.floor(value), unit);
}

/** A length of time in ms as a person says it: `3 days`, `6 hours`, `40 minutes`. */
export function formatSpan(ms: number, language: Language): string {
  const [value, unit] = ms < 3_600_000 ? [ms / 60_000, 'minute'] : ms < 172_800_000 ? [ms / 3_600_000, 'hour'] : [ms / 86_400_000, 'day'];
  return number(language, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.max(1, Math.floor(value)));
}

/** A moment (epoch ms) as people say it: `today 02:31`, `yesterday 02:31`, `tomorrow 02:31`, `Thursday 02:31`, `19 Nov, 02:31`, `19 Nov 2025, 02:31`. */
export function formatMoment(at: number, now: number, language: Language): string {
  const time = date(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  const days = calendarDay(now) - calendarDay(at);
  if (days >= -1 && days <= 1) return `${relative(language, { numeric: 'auto' }).format(-days, 'day')} ${time}`;
  if (days > 1 && days < 7) return `${date(language, { weekday: 'long' }).format(at)} ${time}`;
  const year = new Date(at).getFullYear() === new Date(now).getFullYear() ? {} : ({ year: 'numeric' } as const);
  const day = date(locale(language), { day: 'numeric', month: language === 'ja' ? 'long' : 'short', ...year }).format(at);
  return language === 'ja' ? `${day} ${time}` : `${day}, ${time}`;
}

/** A moment (epoch ms) with its whole date, whatever today is: `28 Jul 2026, 02:30`. */
export const formatDate = (at: number, language: Language): string =>
  date(locale(language), {
    day: 'numeric',
    month: language === 'ja' ? 'long' : 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);

/** A moment (epoch ms) with weekday, seconds and zone: what stands behind every shorter form. */
export const formatTimeExact = (at: number, language: Language): string =>
  date(locale(language), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(at);

// Days before months, as everywhere but in one country.
const locale = (language: Language): string => (language === 'en' ? 'en-GB' : language);

/** The number of a calendar day of this machine. */
const calendarDay = (at: number): number => {
  const day = new Date(at);
  return Math.round(Date.UTC(day.getFullYear(), day.getMonth(), day.getDate()) / 86_400_000);
};

/** A length of time in ms where there is little room: `40 min`, `6h`, `3d`; in Japanese `6 時間`. */
export function formatShortSpan(ms: number, language: Language): string {
  const [value, unit] = ms < 3_600_000 ? [ms / 60_000, 'minute'] : ms < 172_800_000 ? [ms / 3_600_000, 'hour'] : [ms / 86_400_000, 'day'];
  const unitDisplay = language === 'en' && unit !== 'minute' ? 'narrow' : 'short';
  return number(language, { style: 'unit', unit, unitDisplay }).format(Math.max(1, Math.floor(value)));
}

/** A calendar day (epoch ms) in short: `Thu 19 Nov`. */
export const formatDay = (at: number, language: Language): string =>
  date(locale(language), { weekday: 'short', day: 'numeric', month: 'short' }).format(at);

/** A share 0..1 as a percentage. */
export const formatPercent = (share: number, language: Language): string =>
  number(language, { style: 'percent', maximumFractionDigits: 0 }).format(share);

/** Sentences one after the other, the empty ones left out; Japanese has no blank between them. */
export const formatSentences = (sentences: readonly string[], language: Language): string =>
  sentences.filter((sentence) => sentence !== '').join(language === 'ja' ? '' : ' ');
