import type { Run } from '../contract/run.ts';
import { fewNames } from '../contract/words/few-names.ts';
import { formatSentences, type Language } from '../contract/words/format.ts';
import type { Translate } from '../contract/words/sentences.ts';
import { visible } from '../contract/words/visible.ts';

/** What is asked about the runs at work when the program ends; of backups by the names of their jobs, of others by what they do as well. */
export function quitWords(t: Translate, language: Language, runs: readonly Run[]): { message: string; detail: string; cancel: string } {
  const count = runs.length;
  const areBackups = runs.every(({ action }) => action === 'backup');
  const nameOf = ({ jobName, action }: Run): string =>
    areBackups ? visible(jobName) : t('quitting.run', { job: visible(jobName), action: t(`action.${action}`) });
  const list = fewNames(t, language, runs, nameOf);
  const restores = runs.some(({ action }) => action === 'restore') ? t('quitting.restore') : '';
  return {
    message: areBackups ? t('quitting.question', { count, jobs: list }) : t('quitting.runs', { count, runs: list }),
    detail: formatSentences([t('quitting.detail'), restores], language),
    cancel: t(areBackups ? 'quitting.cancel' : 'quitting.cancel-runs', { count }),
  };
}
