import { Rhythm, Zone, type Schedule } from '../../../electron/contract/schedule.ts';
import type { Translate } from '../../../electron/contract/words/sentences.ts';
import { reasonAgainst, sentenceOf, type Errors } from '../../parts/errors.ts';

/** A schedule as it is typed; `none` is backed up by hand only. What belongs to another kind than the chosen one waits there. */
export type WhenText = {
  kind: Rhythm['kind'] | 'none';
  at: string;
  days: readonly number[];
  every: string;
  minute: string;
  day: string;
  rule: string;
  /** '' is the zone of this machine. */
  zone: string;
};
/** The fields that can be wrong. */
export type WhenField = 'at' | 'days' | 'minute' | 'cron' | 'zone';

/** A new job is backed up as the cron scripts did it. */
export const blankWhen: WhenText = {
  kind: 'daily',
  at: '02:30',
  days: [1, 2, 3, 4, 5],
  every: '6',
  minute: '0',
  day: '1',
  rule: '',
  zone: '',
};

/** A kept schedule as text. */
export function whenTextOf(schedule: Schedule | null): WhenText {
  if (!schedule) return { ...blankWhen, kind: 'none' };
  const { rhythm, zone } = schedule;
  switch (rhythm.kind) {
    case 'hourly':
      return { ...blankWhen, zone, kind: 'hourly', every: String(rhythm.every), minute: String(rhythm.minute) };
    case 'monthly':
      return { ...blankWhen, zone, ...rhythm, day: String(rhythm.day) };
    default:
      return { ...blankWhen, zone, ...rhythm };
  }
}

/** What the text says, whether it is right or not; null without a schedule. */
export function scheduleDraftOf(text: WhenText): { rhythm: Rhythm; zone: string | null } | null {
  const rhythm = rhythmOf(text);
  return rhythm && { rhythm, zone: text.zone.trim() === '' ? null : text.zone.trim() };
}

function rhythmOf({ kind, at, days, every, minute, day, rule }: WhenText): Rhythm | null {
  switch (kind) {
    case 'none':
      return null;
    case 'daily':
      return { kind, at: timeOf(at) };
    case 'weekly':
      return { kind, days: [...days], at: timeOf(at) };
    case 'hourly':
      return { kind, every: numberOf(every), minute: numberOf(minute) };
    case 'monthly':
      return { kind, day: day === 'last' ? day : numberOf(day), at: timeOf(at) };
    case 'cron':
      return { kind, rule };
    default:
      return kind satisfies never;
  }
}

/** A number as it is typed, also with the wide digits of a Japanese keyboard; NaN when it is none. */
export function numberOf(text: string): number {
  const plain = text.normalize('NFKC').trim();
  return /^\d+$/.test(plain) ? Number(plain) : NaN;
}

// `2:30` is as good as `02:30`.
const timeOf = (text: string): string => text.normalize('NFKC').trim().replace(/^\d:/, '0$&');

const fieldOf: Record<string, WhenField> = { at: 'at', days: 'days', minute: 'minute', rule: 'cron' };

/** What the contract has against it. Whether a cron rule can be read, and whether its day ever comes, the engine says. */
export function wrongWhen(t: Translate, text: WhenText): Errors<WhenField> {
  const rhythm = rhythmOf(text);
  const issue = rhythm && Rhythm.safeParse(rhythm).error?.issues[0];
  const field = issue && fieldOf[String(issue.path[0])];
  const zone = rhythm && text.zone.trim() !== '' ? reasonAgainst(t, Zone, text.zone.trim()) : undefined;
  return {
    ...(field && { [field]: field === 'days' ? t('when.no-day') : sentenceOf(t, issue.message) }),
    ...(zone !== undefined && { zone }),
  };
}
