import { presetRules } from '../../../electron/contract/presets.ts';
import { Sentence } from '../../parts/Sentence.tsx';
import { visible } from '../../../electron/contract/words/visible.ts';
import { useWords } from '../../words/words.tsx';
import { placeText, retentionOf, type JobText } from './job-text.ts';
import { retentionWords } from './retention.ts';

/** What the job will do, in one line, as soon as both folders are named. */
export function Preview({ text }: { text: JobText }) {
  const { t, language } = useWords();
  if (text.fromPath.trim() === '' || text.toPath.trim() === '') return null;
  const retention = retentionOf(text);
  const time = retention === null ? undefined : retentionWords(retention, language);
  const keeps = retention === null ? t('job-form.keeps-all') : t('job-form.keeps', { time: time ?? '…' });
  const count = presetRules(text.presets).length + text.rules.filter(({ action }) => action === 'exclude').length;
  const leaves = count === 0 ? t('job-form.leaves-none') : t('job-form.leaves', { count });
  const from = visible(placeText(text.fromHost, text.fromPath));
  const to = visible(placeText(text.toHost, text.toPath));
  return <Sentence text={t('job-form.preview', { from, to, keeps, leaves })} />;
}
