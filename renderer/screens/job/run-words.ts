import { isGreen } from '../../../electron/contract/outcome.ts';
import type { Run } from '../../../electron/contract/run.ts';
import type { Language } from '../../../electron/contract/words/format.ts';
import { reportNote } from '../../../electron/contract/words/report-words.ts';
import { removalOutcome } from '../../../electron/contract/words/removal-words.ts';
import { causeSentence, outcomeWord, type Translate } from '../../../electron/contract/words/sentences.ts';

/** What a run came to, or how far it is: `succeeded`, `copying`, `restore: succeeded`, `removed 12 sessions from 3 to 14 Nov 2025`. */
export function runWord(t: Translate, language: Language, run: Run): string {
  if (run.action === 'backup') return outcomeWord(t, run);
  if (run.action === 'remove' && isGood(run)) return removalOutcome(t, language, run);
  return t('run-word', { action: t(`action.${run.action}`), outcome: outcomeWord(t, run) });
}

/** The same over the run itself: `restore succeeded`, `restoring`. */
export function runTitle(t: Translate, language: Language, run: Run): string {
  if (run.action === 'backup' || (run.action === 'remove' && isGood(run))) return runWord(t, language, run);
  const outcome = outcomeWord(t, run);
  return run.state === 'running' ? outcome : t('run-title', { action: t(`action.${run.action}`), outcome });
}

/** What stands beside the outcome in a list: the cause of a bad one, and all that every other run than a backup has to say. */
export function runNote(t: Translate, language: Language, run: Run): string {
  const cause = causeSentence(t, run);
  if (run.action === 'backup') return cause;
  if (run.action === 'remove' && isGood(run)) return removalOutcome(t, language, run);
  if (!run.outcome) return runWord(t, language, run);
  if (cause !== '') return t('run-note', { outcome: outcomeWord(t, run), cause });
  const note = reportNote(t, language, run);
  return note === '' ? outcomeWord(t, run) : note;
}

const isGood = ({ outcome }: Run): boolean => outcome !== null && isGreen(outcome.kind);
