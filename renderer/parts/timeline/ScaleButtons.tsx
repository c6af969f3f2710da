import { memo, useCallback, useEffect, useRef } from 'react';
import { useWords } from '../../words/words.tsx';
import { Button } from '../Button.tsx';
import { Segments } from '../Segments.tsx';
import { datesAs } from './dates.ts';
import { lengthOf, scaleOf, scalesOf, shortest, type Scale, type Span } from './span.ts';
import style from './Timeline.module.css';

/** A length to choose, or a factor by which to come closer (below 1) or go further away. */
export type Zoom = Scale | number;
type Props = { span: Span; whole: Span; now: number; onZoom: (to: Zoom) => void };

/** What stretch of time is seen, and how much of it: lengths to choose from, and closer or further away step by step. */
export function ScaleButtons({ span, whole, now, onZoom }: Props) {
  const { language } = useWords();
  const latest = useRef(onZoom);
  useEffect(() => {
    latest.current = onZoom;
  });
  const zoom = useCallback((to: Zoom) => latest.current(to), []);
  return (
    <>
      <span className={style['range']}>{datesAs(span.from, Math.max(span.from, Math.min(span.to, now)), 'date', language)}</span>
      <Buttons
        scale={scaleOf(span, whole) ?? 'other'}
        scales={scalesOf(whole).join(' ')}
        isClosest={lengthOf(span) <= shortest * 1.001}
        onZoom={zoom}
      />
    </>
  );
}

type ButtonsProps = { scale: Scale | 'other'; scales: string; isClosest: boolean; onZoom: Props['onZoom'] };

/** They stay as they are while time is moved along. */
const Buttons = memo(function Buttons({ scale, scales, isClosest, onZoom }: ButtonsProps) {
  const { t } = useWords();
  return (
    <div className={style['buttons']}>
      <Button kind="quiet" aria-label={t('timeline.further')} isDisabled={scale === 'all'} onPress={() => onZoom(2)}>
        −
      </Button>
      <Button kind="quiet" aria-label={t('timeline.closer')} isDisabled={isClosest} onPress={() => onZoom(0.5)}>
        +
      </Button>
      <Segments<Scale | 'other'>
        label={t('timeline.scale')}
        options={(scales.split(' ') as Scale[]).map((each) => ({ value: each, label: t(`timeline.scale-${each}`) }))}
        value={scale}
        onChange={(next) => next !== 'other' && onZoom(next)}
      />
    </div>
  );
});
