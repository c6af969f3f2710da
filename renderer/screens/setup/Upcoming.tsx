import { scheduleSentence } from '../../../electron/contract/words/schedule-words.ts';
import { useMachineZone } from '../../parts/machine-zone.ts';
import { NextTimes } from '../../parts/NextTimes.tsx';
import { useWords } from '../../words/words.tsx';
import style from './Schedule.module.css';
import type { Upcoming as Shown } from './use-upcoming.ts';

/** A schedule read back in words, with its next times: what was meant is seen before it is kept. */
export function Upcoming({ upcoming }: { upcoming: Shown | undefined }) {
  const { t, language } = useWords();
  const machine = useMachineZone();
  const zone = upcoming?.zone ?? machine;
  return (
    <div className={style['upcoming']} role="status">
      {upcoming ? (
        <>
          <strong>{scheduleSentence(t, language, { ...upcoming, zone }, machine)}</strong>
          {upcoming.next.length > 0 && <NextTimes times={upcoming.next} zone={zone} />}
        </>
      ) : (
        <p className={style['quiet']}>{t('when.unreadable')}</p>
      )}
    </div>
  );
}
