import { formatTimeExact } from '../../../electron/contract/words/format.ts';
import { formatIn, zoneHere } from '../../../electron/contract/words/zone-words.ts';
import { useAsk } from '../../bridge/questions.ts';
import { useNow } from '../../parts/now.ts';
import { useWords } from '../../words/words.tsx';
import style from './JobPlan.module.css';

/** Why nothing was backed up when it was last due; nothing when it was. */
export function LeftOut({ name }: { name: string }) {
  const { t, language } = useWords();
  const now = useNow();
  const slot = useAsk('schedule.due', {}).data?.find(({ job }) => job === name)?.slot;
  if (slot?.state !== 'skipped' || !slot.reason) return null;
  const facts = { when: formatIn(zoneHere(), slot.at, now, language), reason: t(`skip.${slot.reason}`) };
  return (
    <p className={style['left-out']} title={formatTimeExact(slot.at, language)}>
      {t('plan.left-out', facts)}
    </p>
  );
}
