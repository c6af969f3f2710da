import type { Run } from '../contract/run.ts';
import { formatTimeExact } from '../contract/words/format.ts';
import type { Saying } from '../contract/words/incident-words.ts';
import { reportLines } from '../contract/words/restore-lines.ts';
import { causeSentence, fixSentence, outcomeWord, sentenceCase } from '../contract/words/sentences.ts';
import { visible } from '../contract/words/visible.ts';
import { body, subject, type Mail } from './compose.ts';

/** The report of a run that restored, put back, verified or tried, where somebody wants it. */
export function restoreMail(saying: Saying, run: Run, machine: string): Mail {
  const { t, language } = saying;
  const word = t('restore-mail.subject', { action: t(`action.${run.action}`), outcome: outcomeWord(t, run) });
  const cause = causeSentence(t, run);
  const when = (session: number) => formatTimeExact(session * 1000, language);
  return {
    subject: subject({ name: run.jobName, to: run.report?.to ?? run.to }, word),
    text: body(
      machine,
      saying,
      cause === '' ? '' : t('result.because', { cause: sentenceCase(cause) }),
      cause === '' ? '' : fixSentence(t, run),
      reportLines({ t, language, when, path: visible }, run).join('\n'),
    ),
  };
}
