import type { Run } from '../../../../electron/contract/run.ts';
import { formatMoment } from '../../../../electron/contract/words/format.ts';
import { useNow } from '../../../parts/now.ts';
import { useWords } from '../../../words/words.tsx';
import style from './RunPanel.module.css';

/** Who wanted a run, and the time at which it was due. */
export function Begun({ run: { trigger, slot } }: { run: Run }) {
  const { t, language } = useWords();
  const now = useNow();
  const begun = t(`plan.begun-${trigger}`);
  return (
    <p className={style['quiet']}>{slot === null ? begun : t('plan.begun-due', { begun, when: formatMoment(slot, now, language) })}</p>
  );
}
