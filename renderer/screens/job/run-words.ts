import { isGreen } from '../../../electron/contract/outcome.ts';
import type { Run } from '../../../electron/contract/run.ts';
import type { Language } from '../../../electron/contract/words/format.ts';
import { removalOutcome } from '../../../electron/contract/words/removal-words.ts';
import { causeSentence, outcomeWord, type Translate } from '../../../electron/contract/words/sentences.ts';

/** What a run came to, or how far it is: `succeeded`, `copying`, `removed 12 sessions from 3 to 14 Nov 2025`, `removal: failed`. */
export function runWord(t: Translate, language: Language, run: Run): string {
  if (run.action === 'backup') return outcomeWord(t, run);
  if (run.outcome && isGreen(run.outcome.kind)) return removalOutcome(t, language, run);
  return t('prune.outcome', { outcome: run.state === 'running' ? t('prune.removing') : outcomeWord(t, run) });
}

/** What stands beside the outcome in a list: the cause of a bad one, and all that a removal has to say. */
export function runNote(t: Translate, language: Language, run: Run): string {
  const cause = causeSentence(t, run);
  if (run.action === 'backup') return cause;
  if (!run.outcome || isGreen(run.outcome.kind)) return run.outcome ? removalOutcome(t, language, run) : runWord(t, language, run);
  return cause === '' ? outcomeWord(t, run) : t('prune.failed', { outcome: outcomeWord(t, run), cause });
}
