import type { Language } from '../../../electron/contract/words/format.ts';

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const styles = {
  whole: (language) => ({ weekday: 'long', day: 'numeric', month: language === 'ja' ? 'long' : 'short', year: 'numeric', ...clock }),
  answer: (language) => ({ weekday: 'short', day: 'numeric', month: language === 'ja' ? 'long' : 'short', year: 'numeric', ...clock }),
  day: () => ({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
  weekday: () => ({ weekday: 'short' }),
  'day-of-year': (language) => ({ day: 'numeric', month: language === 'ja' ? 'numeric' : 'short' }),
  'month-of-year': (language) => ({ month: language === 'ja' ? 'numeric' : 'short', year: 'numeric' }),
} satisfies Record<string, (language: Language) => Intl.DateTimeFormatOptions>;

const made = new Map<string, Intl.DateTimeFormat>();

/** A moment (epoch ms) by the clock and calendar of this machine, days before months. */
export function dateIn(at: number, style: keyof typeof styles, language: Language): string {
  const key = `${style} ${language}`;
  const form = made.get(key) ?? new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, styles[style](language));
  made.set(key, form);
  return form.format(at);
}

/** A moment (epoch ms) that no time zone can blur: `2026-07-27 17:30:05 UTC`. */
export const timeInUtc = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** A moment (epoch ms) where there is little room: its day, or of another year its month. */
export const shortDate = (at: number, now: number, language: Language): string =>
  dateIn(at, new Date(at).getFullYear() === new Date(now).getFullYear() ? 'day-of-year' : 'month-of-year', language);
