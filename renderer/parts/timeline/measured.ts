import type { PastSession } from '../../../electron/contract/history.ts';
import { gather, grainOf, usualGap, type Column } from './columns.ts';
import { gutter, rightEdge } from './drawing.ts';
import { heightsOf, type Heights } from './height.ts';
import { changesOf, type Past } from './points.ts';
import { lengthOf, type Span } from './span.ts';

/** What is worked out once for a past, and not again for every frame: the moments of bars and flags, and how tall things are. */
export type Measured = {
  past: Past;
  moments: readonly number[];
  bars: readonly number[];
  flags: readonly number[];
  usual: number | undefined;
  bytes: Heights;
  files: Heights;
};

export function measured(past: Past): Measured {
  const moments = past.points.map(({ at }) => at);
  const of = (indexes: readonly number[]) => indexes.map((index) => moments[index] ?? 0);
  const sessions = past.bars.flatMap((index) => sessionAt(past, index) ?? []);
  const bars = of(past.bars);
  return {
    past,
    moments,
    bars,
    flags: of(past.flags),
    usual: usualGap(bars),
    bytes: heightsOf(sessions.map(({ changedBytes }) => changedBytes)),
    files: heightsOf(sessions.map(changesOf)),
  };
}

/** The session at a point; undefined at a mark. */
export function sessionAt({ points }: Past, index: number): PastSession | undefined {
  const point = points[index];
  return point && 'session' in point ? point.session : undefined;
}

/** A past at one scale: which of its points are drawn as one, and how wide bars are (px). */
export type Gathered = { pxPerMs: number; thick: number; bars: readonly Column[]; flags: readonly Column[] };

const flagRoom = 11;

export function gathered({ bars, flags, usual }: Measured, pxPerMs: number): Gathered {
  const { room, thick } = grainOf(usual, pxPerMs);
  return { pxPerMs, thick, bars: gather(bars, room), flags: gather(flags, flagRoom / pxPerMs) };
}

/** The px that time has in a picture so wide. */
export const plotWidth = (width: number): number => Math.max(1, width - gutter - rightEdge);
export const xOf = (at: number, span: Span, width: number): number => gutter + ((at - span.from) / lengthOf(span)) * plotWidth(width);
export const timeOf = (x: number, span: Span, width: number): number => span.from + ((x - gutter) / plotWidth(width)) * lengthOf(span);
