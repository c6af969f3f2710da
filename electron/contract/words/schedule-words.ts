import { plainRhythm } from '../plain-rhythm.ts';
import type { JobStatus } from '../requests.ts';
import type { Rhythm, Schedule } from '../schedule.ts';
import type { Language } from './format.ts';
import type { Translate } from './sentences.ts';
import { visible } from './visible.ts';
import { formatIn, isSameZone, zoneHere, zoneWord } from './zone-words.ts';

export { formatIn } from './zone-words.ts';

/**
 * A schedule as a person says it: `Monday to Friday at 22:00, Tokyo time`. The zone is named when it is not the one `here`: that of
 * this machine, unless another is given.
 */
export function scheduleSentence(
  t: Translate,
  language: Language,
  { rhythm, zone }: Pick<Schedule, 'rhythm' | 'zone'>,
  here = zoneHere(),
): string {
  const sentence = rhythmSentence(t, language, plainRhythm(rhythm));
  return isSameZone(zone, here) ? sentence : t('schedule.in-zone', { sentence, zone: zoneWord(zone, language) });
}

function rhythmSentence(t: Translate, language: Language, rhythm: Rhythm): string {
  switch (rhythm.kind) {
    case 'daily':
      return t('schedule.daily', { time: rhythm.at });
    case 'weekly':
      return weeklySentence(t, language, rhythm.days, rhythm.at);
    case 'hourly':
      return hourlySentence(t, rhythm.every, rhythm.minute);
    case 'monthly':
      return rhythm.day === 'last'
        ? t('schedule.month-end', { time: rhythm.at })
        : t('schedule.monthly', { day: ordinal(rhythm.day, language), time: rhythm.at });
    case 'cron':
      return t('schedule.cron', { rule: visible(rhythm.rule.trim()) });
    default:
      return rhythm satisfies never;
  }
}

function hourlySentence(t: Translate, every: number, minute: number): string {
  if (every === 1) return minute === 0 ? t('schedule.every-hour-sharp') : t('schedule.every-hour', { count: minute });
  return minute === 0 ? t('schedule.hourly-sharp', { every }) : t('schedule.hourly', { every, count: minute });
}

function weeklySentence(t: Translate, language: Language, days: readonly number[], time: string): string {
  const [only = 1] = days;
  if (days.length === 1) return t('schedule.weekday', { day: weekdayName(only, language, 'long'), time });
  const name = (day: number) => weekdayName(day, language, language === 'ja' ? 'short' : 'long');
  const parts = rows(days).flatMap((row) => {
    const [first = 1, last = first] = [row[0], row.at(-1)];
    return row.length > 2 ? [t('schedule.day-range', { first: name(first), last: name(last) })] : row.map(name);
  });
  const said = language === 'ja' ? parts.join('・') : new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(parts);
  return t('schedule.weekdays', { days: said, time });
}

/** Days that follow each other, together. */
function rows(days: readonly number[]): number[][] {
  const found: number[][] = [];
  for (const day of days) {
    const row = found.at(-1);
    if (row?.at(-1) === day - 1) row.push(day);
    else found.push([day]);
  }
  return found;
}

/** The name of a weekday, 1 (Monday) to 7. */
export const weekdayName = (day: number, language: Language, weekday: 'long' | 'short'): string =>
  // 1 January 2024 was a Monday.
  new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));

const endings: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };
const ordinal = (day: number, language: Language): string =>
  language === 'ja' ? String(day) : `${String(day)}${endings[new Intl.PluralRules('en', { type: 'ordinal' }).select(day)] ?? 'th'}`;

/** When a job is backed up next, or why it is not, by the clock of this machine (`now` in epoch ms): `next tomorrow 02:30`. */
export function nextWord(t: Translate, language: Language, { next, pause }: Pick<JobStatus, 'next' | 'pause'>, now: number): string {
  const moment = (at: number) => formatIn(zoneHere(), at, now, language);
  if (pause) return pause.until === null ? t('due.paused-until-resumed') : t('due.paused', { when: moment(pause.until) });
  return next === null ? t('due.no-schedule') : t('schedule.next-at', { when: moment(next) });
}
