import { useWords } from '../words/words.tsx';
import { DueTime } from './DueTime.tsx';
import style from './NextTimes.module.css';

/** The times at which a schedule is due next, by its own clock. */
export function NextTimes({ times, zone }: { times: readonly number[]; zone: string }) {
  const { t } = useWords();
  return (
    <div className={style['times']}>
      <span aria-hidden="true">{t('plan.next-times')}</span>
      <ol aria-label={t('plan.next-times')}>
        {times.map((at) => (
          <li key={at}>
            <DueTime at={at} zone={zone} />
          </li>
        ))}
      </ol>
    </div>
  );
}
