import { isGreen } from '../outcome.ts';
import type { Removal } from '../requests.ts';
import type { Run } from '../run.ts';
import { formatBytes, formatSentences, type Language } from './format.ts';
import { outcomeWord, type Translate } from './sentences.ts';

/** What the next removal takes, or why it takes nothing: `The next removal takes 12 sessions from 3 to 14 Nov 2025, about 1.2 GB.` */
export function removalSentence(t: Translate, language: Language, { sessions, bytes, held, waits }: Removal): string {
  if (sessions.length === 0) return t(`removal.held-${held ?? 'nothing'}`);
  const spoken = t('removal.sessions', { count: sessions.length, days: daysOf(t, language, sessions) });
  const whole = bytes === null ? spoken : t('removal.about', { sessions: spoken, bytes: formatBytes(bytes, language) });
  if (held === null) return formatSentences([t('removal.next', { sessions: whole }), waits ? t('removal.waits') : ''], language);
  return formatSentences([t(`removal.held-${held}`), t('removal.would', { sessions: whole })], language);
}

/** What a removal came to, in a few words; its cause, when there is one, stands elsewhere. */
export function removalOutcome(t: Translate, language: Language, run: Run): string {
  if (!run.outcome || !isGreen(run.outcome.kind)) return outcomeWord(t, run);
  const count = run.removed.length;
  return count === 0 ? t('removal.done-nothing') : t('removal.done', { count, days: daysOf(t, language, run.removed) });
}

/** `from 3 to 14 Nov 2025`, in local days: what both ends have in common is said once, where the language expects it. */
function daysOf(t: Translate, language: Language, sessions: readonly number[]): string {
  const [first, last] = [new Date((sessions[0] ?? 0) * 1000), new Date((sessions.at(-1) ?? 0) * 1000)];
  const whole = formatOf(language, { year: true, month: true });
  if (first.toDateString() === last.toDateString()) return t('removal.day', { day: whole.format(first) });
  const sameYear = first.getFullYear() === last.getFullYear();
  const short = formatOf(language, { year: !sameYear, month: !sameYear || first.getMonth() !== last.getMonth() });
  const [from, to] = language === 'ja' ? [whole, short] : [short, whole];
  return t('removal.days', { from: from.format(first), to: to.format(last) });
}

const formatOf = (language: Language, { year, month }: { year: boolean; month: boolean }) =>
  new Intl.DateTimeFormat(language === 'ja' ? 'ja' : 'en-GB', {
    day: 'numeric',
    ...(month ? { month: language === 'ja' ? 'long' : 'short' } : {}),
    ...(year ? { year: 'numeric' } : {}),
  });
