import type { Language } from '../../../electron/contract/words/format.ts';

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const styles = {
  year: () => ({ year: 'numeric' }),
  month: () => ({ month: 'short' }),
  'month-year': () => ({ month: 'long', year: 'numeric' }),
  week: (language) => ({ day: 'numeric', month: language === 'ja' ? 'numeric' : 'short' }),
  day: () => ({ weekday: 'short', day: 'numeric' }),
  'full-day': (language) => ({ weekday: 'short', day: 'numeric', month: language === 'ja' ? 'long' : 'short', year: 'numeric' }),
  date: (language) => ({ day: 'numeric', month: language === 'ja' ? 'long' : 'short', year: 'numeric' }),
  time: () => clock,
  'day-time': (language) => ({
    weekday: 'short',
    day: 'numeric',
    month: language === 'ja' ? 'long' : 'short',
    year: 'numeric',
    ...clock,
  }),
} satisfies Record<string, (language: Language) => Intl.DateTimeFormatOptions>;
export type DateStyle = keyof typeof styles;

const made = new Map<string, Intl.DateTimeFormat>();

/** Days before months, as everywhere but in one country; making a formatter costs a hundred times as much as using it. */
function formatter(style: DateStyle, language: Language): Intl.DateTimeFormat {
  const key = `${style} ${language}`;
  const known = made.get(key);
  if (known) return known;
  const fresh = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, styles[style](language));
  made.set(key, fresh);
  return fresh;
}

/** A moment (epoch ms) by the clock and calendar of this machine. */
export const dateAs = (at: number, style: DateStyle, language: Language): string => formatter(style, language).format(at);

/** From one moment to another, what both have in common said once. */
export const datesAs = (from: number, to: number, style: DateStyle, language: Language): string =>
  formatter(style, language).formatRange(from, to);
