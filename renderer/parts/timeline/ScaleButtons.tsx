import { useWords } from '../../words/words.tsx';
import { Button } from '../Button.tsx';
import { Segments } from '../Segments.tsx';
import { datesAs } from './dates.ts';
import { lengthOf, scaleOf, scalesOf, shortest, type Scale, type Span } from './span.ts';
import style from './Timeline.module.css';

type Props = { span: Span; whole: Span; now: number; onScale: (scale: Scale) => void; onZoom: (factor: number) => void };

/** What stretch of time is seen, and how much of it: lengths to choose from, and closer or further away step by step. */
export function ScaleButtons({ span, whole, now, onScale, onZoom }: Props) {
  const { t, language } = useWords();
  const scale = scaleOf(span, whole);
  const isWhole = scale === 'all';
  return (
    <>
      <span className={style['range']}>{datesAs(span.from, Math.max(span.from, Math.min(span.to, now)), 'date', language)}</span>
      <div className={style['buttons']}>
        <Button kind="quiet" aria-label={t('timeline.further')} isDisabled={isWhole} onPress={() => onZoom(2)}>
          −
        </Button>
        <Button kind="quiet" aria-label={t('timeline.closer')} isDisabled={lengthOf(span) <= shortest} onPress={() => onZoom(0.5)}>
          +
        </Button>
        <Segments<Scale | 'other'>
          label={t('timeline.scale')}
          options={scalesOf(whole).map((each) => ({ value: each, label: t(`timeline.scale-${each}`) }))}
          value={scale ?? 'other'}
          onChange={(next) => next !== 'other' && onScale(next)}
        />
      </div>
    </>
  );
}
