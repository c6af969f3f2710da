import type { FlagKind } from './points.ts';

/** Where things stand in the picture, in px from its top; `gutter` is the room on the left for the values of the bars. */
export type Frame = { top: number; base: number; files: { top: number; base: number }; axis: number; height: number };
export const gutter = 72;
export const rightEdge = 8;

/** The places in a picture whose bars are so tall. */
export function frameOf(bars: number): Frame {
  const top = 12;
  const base = top + bars;
  const files = { top: base + 7, base: base + 25 };
  const axis = files.base + 15;
  return { top, base, files, axis, height: axis + 42 };
}

/** A bar that stands on a line, as a part of a path: thousands of them are one element. Something is always seen of it. */
export function bar(x: number, width: number, base: number, height: number): string {
  const tall = Math.max(2, height);
  return `M${num(x)} ${num(base - tall)}h${num(width)}v${num(tall)}h${num(-width)}z`;
}

/** The gap in a bar that is taller than there is room. */
export const cut = (x: number, width: number, top: number): string =>
  `M${num(x - 1)} ${num(top + 9)}l${num(width + 2)} -4v3.5l${num(-width - 2)} 4z`;

/** Each kind has a shape of its own, so that no colour is needed to tell them apart: a cross, a triangle, a square, a ring, a lozenge. */
const shapes: Record<FlagKind, string> = {
  failed: 'm-3.5 -3.5l7 7m0 -7l-7 7',
  damaged: 'm0 -4.5l4.6 8h-9.2z',
  interrupted: 'm-3.5 -3.5h7v7h-7z',
  missed: 'm-3.7 0a3.7 3.7 0 1 0 7.4 0a3.7 3.7 0 1 0 -7.4 0',
  incomplete: 'm0 -4.3l4.3 4.3l-4.3 4.3l-4.3 -4.3z',
};

/** A mark on the axis, as a part of a path. */
export const flag = (kind: FlagKind, x: number, y: number): string => `M${num(x)} ${num(y)}${shapes[kind]}`;

const num = (value: number): string => String(Math.round(value * 100) / 100);
