import type { RestorePreview } from '../../../electron/contract/restore.ts';
import { formatNumber } from '../../../electron/contract/words/format.ts';
import { useWords } from '../../words/words.tsx';
import style from './WhereColumn.module.css';

/** What nobody may overlook before a restore begins, said beside its button: in a low window the preview is out of sight. */
export function InShort({ preview: { obstacle, replace, remove, warnings } }: { preview: RestorePreview }) {
  const { t, language } = useWords();
  const facts = (count: number) => ({ count, formatted: formatNumber(count, language) });
  const parts = [
    replace > 0 ? t('restore-screen.short-replace', facts(replace)) : remove === 0 && t('restore-screen.short-nothing'),
    remove > 0 && t('restore-screen.short-remove', facts(remove)),
    warnings.length > 0 && t('restore-screen.short-warnings', facts(warnings.length)),
  ].filter((part) => part !== false);
  return <p className={style['quiet']}>{obstacle === null ? parts.join(' · ') : t('restore-screen.short-stop')}</p>;
}
