import { memo } from 'react';
import { formatBytes } from '../../../electron/contract/words/format.ts';
import { useWords } from '../../words/words.tsx';
import { gutter, rightEdge, type Frame } from './drawing.ts';
import { plotWidth, xOf, type Gathered, type Measured } from './measured.ts';
import { plotOf } from './plot.ts';
import { flagKinds } from './points.ts';
import type { Span } from './span.ts';
import { axisOf, type Tick } from './ticks.ts';
import style from './Timeline.module.css';

type Props = { data: Measured; columns: Gathered; span: Span; width: number; frame: Frame };

/** Bars, marks and axis of what is seen: a dozen elements, however many sessions there are. */
export const Chart = memo(function Chart({ data, columns, span, width, frame }: Props) {
  const { t, language } = useWords();
  const plot = plotOf(data, columns, span, width, frame);
  const axis = axisOf(span, plotWidth(width), language);
  const x = (at: number) => Math.round(xOf(at, span, width)) + 0.5;
  const right = width - rightEdge;
  const middle = Math.round((frame.top + frame.base) / 2);
  const line = (y: number) => `M${gutter} ${y + 0.5}H${right}`;
  const isInside = ({ at }: Tick) => at >= span.from;
  return (
    <>
      <path className={style['grid']} d={line(frame.top) + line(middle)} />
      <g className={style['values']}>
        {data.bytes.isKnown && (
          <>
            <text x={gutter - 12} y={frame.top + 4}>
              {formatBytes(data.bytes.top, language)}
            </text>
            <text x={gutter - 12} y={middle + 4}>
              {formatBytes(data.bytes.top / 4, language)}
            </text>
          </>
        )}
        {data.files.isKnown && (
          <text x={gutter - 12} y={frame.files.base - 4}>
            {t('timeline.files')}
          </text>
        )}
      </g>
      <path className={style['good']} d={plot.good} />
      <path className={style['doubtful']} d={plot.doubtful} />
      <path className={style['cuts']} d={plot.cuts} />
      <path className={style['files']} d={plot.files} />
      <path className={style['ground']} d={line(frame.base) + line(frame.files.base)} />
      <path className={style['axis']} d={line(frame.axis) + axis.fine.map((at) => `M${x(at)} ${frame.axis}v4`).join('')} />
      <path className={style['axis']} d={axis.ticks.map(({ at }) => `M${x(at)} ${frame.axis}v8`).join('')} />
      <path
        className={style['context-line']}
        d={axis.context
          .filter(isInside)
          .map(({ at }) => `M${x(at)} ${frame.top}V${frame.height}`)
          .join('')}
      />
      {flagKinds.map((kind) => (
        <path key={kind} className={style[kind]} d={plot.flags[kind]} />
      ))}
      <Labels ticks={axis.ticks} y={frame.axis + 21} span={span} width={width} isCentred />
      <Labels ticks={axis.context} y={frame.axis + 38} span={span} width={width} />
    </>
  );
});

type LabelProps = { ticks: readonly Tick[]; y: number; span: Span; width: number; isCentred?: boolean };

/** The words below the axis. Those of a month or year stand where it begins, or at the left edge when it has begun before. */
function Labels({ ticks, y, span, width, isCentred = false }: LabelProps) {
  const room = isCentred ? 0 : 6;
  return (
    <g className={isCentred ? style['ticks'] : style['context']}>
      {ticks.map(({ at, label }, index) => {
        const x = Math.max(gutter, xOf(at, span, width)) + room;
        const next = ticks[index + 1];
        // Pushed out by the one that follows, and never over the edge.
        const end = isCentred || !next ? width : xOf(next.at, span, width);
        const needed = isCentred ? 18 : label.length * 7.5 + room;
        return x + needed > end || (isCentred && x - 18 < gutter - 18) ? null : (
          <text key={at} x={x} y={y}>
            {label}
          </text>
        );
      })}
    </g>
  );
}
