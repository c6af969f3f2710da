import { useId, useMemo, useRef, type ReactNode } from 'react';
import { formatNumber } from '../../../electron/contract/words/format.ts';
import { useWords } from '../../words/words.tsx';
import { Band } from './Band.tsx';
import { Chart } from './Chart.tsx';
import { dateAs } from './dates.ts';
import { frameOf } from './drawing.ts';
import { drawnAt, flagCounts } from './hit.ts';
import { Legend } from './Legend.tsx';
import { xOf } from './measured.ts';
import type { Past } from './points.ts';
import { reading } from './reading.ts';
import { ScaleButtons } from './ScaleButtons.tsx';
import style from './Timeline.module.css';
import { useHand } from './use-hand.ts';
import { useTimeline, type TimelineProps } from './use-timeline.ts';
import { useWidth } from './use-width.ts';

/** How tall the bars are by themselves, px. */
const usualHeight = 104;

/**
 * All sessions of a job along time, and what went wrong between them. Wheel, drag, pinch, buttons and keys move it; what is under the
 * pointer or reached by arrow keys is read out, a click or Enter chooses it. `height`: how tall the bars may be, px; `children`
 * stand below it on the right.
 */
export function Timeline({ height = usualHeight, children, ...props }: TimelineProps & { height?: number; children?: ReactNode }) {
  const { t, language } = useWords();
  const { past } = props;
  const help = useId();
  const area = useRef<HTMLDivElement>(null);
  const width = useWidth(area);
  const frame = useMemo(() => frameOf(height), [height]);
  const { data, columns, now, whole, span, hit, point, chosen, hand, onKeyDown, zoom } = useTimeline(props, width, frame);
  const pointer = useHand(area, hand);
  const summary = useSummary(past);

  const bandAt = (index: number) => xOf(drawnAt(data, columns, index) ?? 0, span, width);
  const thick = columns.thick + 4;
  return (
    <section className={style['timeline']} aria-label={t('timeline.title')}>
      <header className={style['head']}>
        <h2>{t('timeline.title')}</h2>
        <ScaleButtons span={span} whole={whole} now={now} onZoom={zoom} />
      </header>
      <p className={style['reading']}>
        <span role="status">{point && reading(t, language, point, hit?.others)}</span>
        {!point && (
          <>
            <span className={style['summary']}>{summary}</span> <span id={help}>{t('timeline.help')}</span>
          </>
        )}
      </p>
      <div
        ref={area}
        className={style['area']}
        role="application"
        aria-roledescription={t('timeline.role')}
        aria-label={t('timeline.label')}
        {...(point ? {} : { 'aria-describedby': help })}
        tabIndex={0}
        onKeyDown={onKeyDown}
        {...pointer}
      >
        <svg width={width} height={frame.height} aria-hidden="true">
          {chosen >= 0 && <Band kind="chosen" x={bandAt(chosen)} thick={thick} frame={frame} width={width} />}
          {hit && hit.index !== chosen && <Band kind="held" x={bandAt(hit.index)} thick={thick} frame={frame} width={width} />}
          {width > 0 && <Chart data={data} columns={columns} span={span} width={width} frame={frame} />}
        </svg>
      </div>
      <footer className={style['foot']}>
        <Legend counts={flagCounts(data, span)} />
        {children}
      </footer>
    </section>
  );
}

/** How many sessions there are, and since when. */
function useSummary({ points, bars }: Past): string {
  const { t, language } = useWords();
  const first = points[bars[0] ?? -1];
  if (!first) return t('timeline.none');
  const facts = { count: bars.length, formatted: formatNumber(bars.length, language), since: dateAs(first.at, 'date', language) };
  return t('timeline.summary', facts);
}
