import type { Column } from './columns.ts';
import { bar, cut, flag, type Frame } from './drawing.ts';
import { worstOf } from './hit.ts';
import { plotWidth, sessionAt, xOf, type Gathered, type Measured } from './measured.ts';
import { changesOf, flagOf, isIncomplete, type FlagKind } from './points.ts';
import { lengthOf, type Span } from './span.ts';

/** A picture as a few paths: good and doubtful bars, the cuts in those that are too tall, the row of files, and the marks of each kind. */
export type Plot = { good: string; doubtful: string; cuts: string; files: string; flags: Record<FlagKind, string> };

/** Draws what lies in a stretch of time. */
export function plotOf(data: Measured, { bars, flags, thick }: Gathered, span: Span, width: number, frame: Frame): Plot {
  const plot: Plot = {
    good: '',
    doubtful: '',
    cuts: '',
    files: '',
    flags: { failed: '', damaged: '', interrupted: '', missed: '', incomplete: '' },
  };
  const { past } = data;
  const margin = (lengthOf(span) / plotWidth(width)) * thick * 0.5;
  const isSeen = ({ at }: Column) => at >= span.from - margin && at <= span.to + margin;
  const [tall, low] = [frame.base - frame.top, frame.files.base - frame.files.top];
  for (const column of bars.filter(isSeen)) {
    const x = xOf(column.at, span, width) - thick / 2;
    const sessions = past.bars.slice(column.first, column.last + 1).flatMap((index) => sessionAt(past, index) ?? []);
    const bytes = largest(sessions.map(({ changedBytes }) => changedBytes));
    const isGood = sessions.some((session) => session.state === 'good' && !isIncomplete(session));
    plot[isGood ? 'good' : 'doubtful'] += bar(x, thick, frame.base, data.bytes.of(bytes) * tall);
    if (data.bytes.isCut(bytes)) plot.cuts += cut(x, thick, frame.top);
    const files = largest(sessions.map(changesOf));
    if (files !== null) plot.files += bar(x, thick, frame.files.base, data.files.of(files) * low);
  }
  for (const column of flags.filter(isSeen)) {
    const point = past.points[worstOf(past, column)];
    const kind = point && flagOf(point);
    if (kind) plot.flags[kind] += flag(kind, xOf(column.at, span, width), frame.axis);
  }
  return plot;
}

const largest = (values: readonly (number | null)[]): number | null =>
  values.reduce((most, value) => (value !== null && (most === null || value > most) ? value : most), null);
