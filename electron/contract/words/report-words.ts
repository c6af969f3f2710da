import { isList, type RestoreReport } from '../restore.ts';
import type { Run } from '../run.ts';
import { formatDate, formatDuration, formatNumber, formatSentences, type Language } from './format.ts';
import { adviceSentence, causeSentence, outcomeWord, type Translate } from './sentences.ts';
import { visible } from './visible.ts';

/** What has come to nothing, whatever its report says. */
const inVain = new Set(['failed', 'busy', 'stuck', 'interrupted', 'cancelled']);

/** True when an ended run that restores, puts back, verifies or tries did what it set out to do, at least in part. */
export const hasCome = ({ outcome, report }: Pick<Run, 'outcome' | 'report'>): boolean =>
  report !== null && outcome !== null && !inVain.has(outcome.kind);

/** True when a restore ended in the middle of putting things in place, with the target neither as wanted nor as before. */
export const isCutOff = (run: Pick<Run, 'action' | 'outcome' | 'report'>): boolean =>
  run.action === 'restore' && !hasCome(run) && run.report?.undo === 'possible';

/** What an ended restore, undo, verification or drill came to, as the first sentence of its report; empty for every other run. */
export function reportSentence(t: Translate, language: Language, run: Run): string {
  const { action, report } = run;
  if (action === 'backup' || action === 'remove') return '';
  const cause = causeSentence(t, run);
  const why = { cause: cause === '' ? outcomeWord(t, run) : cause };
  if (isCutOff(run)) return t('restored.cut-off', { ...why, to: visible(report?.to ?? run.to) });
  if (!report || !hasCome(run)) return t(`restored.broken-${action}`, why);
  if (action === 'undo') return t('restored.undo', { to: visible(report.to ?? run.to) });
  if (action === 'drill') {
    const whole = report.wholeMs === null ? '' : t('restored.whole', { time: formatDuration(report.wholeMs, language) });
    return formatSentences([filesSentence(t, language, action, report), whole], language);
  }
  return filesSentence(t, language, action, report);
}

/** What to do about it, where buttons stand for commands. */
export const reportAdvice = (t: Translate, run: Run): string => (isCutOff(run) ? t('restored.cut-off-advice') : adviceSentence(t, run));

/** Files of a report that are as they should be, whether a hash of them was recorded or not. */
export const goodFiles = ({ verified, unrecorded }: RestoreReport): number => verified + unrecorded;

function filesSentence(t: Translate, language: Language, action: 'restore' | 'verify' | 'drill', report: RestoreReport): string {
  const { session, entries, ofFiles, verified, unrecorded, damaged, damagedCount, same } = report;
  const number = (value: number) => formatNumber(value, language);
  const good = action === 'verify' ? verified : goodFiles(report);
  const facts = { when: formatDate(session * 1000, language), files: number(ofFiles), good: number(good) };
  const counted = (count: number) => ({ ...facts, count, formatted: number(count) });
  if (damagedCount > 0 && action !== 'verify' && damaged.filter(isList).length === damagedCount)
    return t(`restored.${action}-attributes`, facts);
  if (damagedCount > 0) return t(`restored.${action}-damaged`, counted(damagedCount));
  if (action === 'restore' && ofFiles === 0 && same > 0) return t('restored.restore-same', { ...facts, to: visible(report.to ?? '') });
  if (action === 'restore' && ofFiles === 0) return t('restored.restore-entries', counted(entries));
  if (action === 'restore' && verified === 0) return t('restored.restore-unproved', counted(ofFiles));
  if (unrecorded > 0) return t(`restored.${action}-unrecorded`, counted(unrecorded));
  return t(`restored.${action}`, counted(ofFiles));
}

/** A report in a few words, for a list: when it was, and where it went. */
export function reportNote(t: Translate, language: Language, run: Run): string {
  const { action, report } = run;
  if (!report || !hasCome(run)) return '';
  const facts = { when: formatDate(report.session * 1000, language), to: visible(report.to ?? run.to) };
  if (action === 'undo') return t('restored.note-undo', facts);
  return t(action === 'restore' ? 'restored.note-to' : 'restored.note', facts);
}
