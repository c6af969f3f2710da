import type { JobStatus } from '../../electron/contract/requests.ts';
import { formatMoment, formatSpan } from '../../electron/contract/words/format.ts';
import { causeSentence } from '../../electron/contract/words/sentences.ts';
import { visible } from '../../electron/contract/words/visible.ts';
import { useWords } from '../words/words.tsx';
import { useNow } from './now.ts';

/** What is wrong with a job, as the end of a sentence that begins with its name. */
export function useIncident({ last, lastGood, level }: JobStatus): string {
  const { t, language } = useWords();
  const now = useNow();
  if (!last?.outcome) return t('inbox.never');
  const bad = last.outcome.kind !== 'ok' && last.outcome.kind !== 'recovered' && !last.accepted;
  if (!bad && level === 'at-risk' && lastGood) return t('inbox.late', { age: formatSpan(now - lastGood.endedAt, language) });
  const facts = { when: visible(formatMoment(last.endedAt ?? now, now, language)), cause: causeSentence(t, last) };
  return t(`inbox.${last.outcome.kind}`, facts);
}
