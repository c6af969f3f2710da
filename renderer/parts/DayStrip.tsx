import { memo } from 'react';
import { DayMark } from '../../electron/contract/requests.ts';
import { formatDay } from '../../electron/contract/words/format.ts';
import { useWords } from '../words/words.tsx';
import { useNow } from './now.ts';
import style from './DayStrip.module.css';

/** The last thirty days, today on the right. Each state has its own shape: full, notched, cut in two, its ends alone, a low tick. */
export const DayStrip = memo(function DayStrip({ days, tall = false }: { days: readonly DayMark[]; tall?: boolean }) {
  const { t, language } = useWords();
  const now = useNow();
  const facts = Object.fromEntries(DayMark.options.map((mark) => [mark, days.filter((day) => day === mark).length]));
  const today = new Date(now);
  return (
    <div className={`${style['days']} ${tall ? style['tall'] : ''}`} role="img" aria-label={t('overview.days-label', facts)}>
      {days.map((mark, index) => {
        const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() - (days.length - 1 - index));
        return <i key={day.getTime()} className={style[mark]} title={`${formatDay(day.getTime(), language)}: ${t(`day.${mark}`)}`} />;
      })}
    </div>
  );
});
