import { nearest, type Column } from './columns.ts';
import { sessionAt, type Gathered, type Measured } from './measured.ts';
import { flagKinds, flagOf, type FlagKind, type Past } from './points.ts';
import type { Span } from './span.ts';

/** A point under a pointer, and how many more are drawn as one with it. */
export type Hit = { index: number; others: number };

const reachPx = 12;

/** What is near a moment: on the axis the worst of its marks, else the largest session of its bar. */
export function hitAt({ past }: Measured, { bars, flags, pxPerMs }: Gathered, at: number, isOnAxis: boolean): Hit | null {
  const reach = reachPx / pxPerMs;
  const flagged = isOnAxis ? nearest(flags, at, reach) : undefined;
  if (flagged) return { index: worstOf(past, flagged), others: flagged.last - flagged.first };
  const column = nearest(bars, at, reach);
  return column ? { index: largestOf(past, column), others: column.last - column.first } : null;
}

/** Where a point is drawn: the moment of the column into which it was gathered. */
export function drawnAt({ past }: Measured, { bars, flags }: Gathered, index: number): number | undefined {
  const columnOf = (columns: readonly Column[], place: number) => columns.findLast(({ first }) => first <= place)?.at;
  const place = past.bars.indexOf(index);
  return place >= 0 ? columnOf(bars, place) : columnOf(flags, past.flags.indexOf(index));
}

/** How many marks of each kind lie in a stretch of time. */
export function flagCounts({ past: { points, flags } }: Measured, { from, to }: Span): Record<FlagKind, number> {
  const counts: Record<FlagKind, number> = { failed: 0, damaged: 0, interrupted: 0, missed: 0, incomplete: 0 };
  for (const index of flags) {
    const point = points[index];
    const kind = point && flagOf(point);
    if (kind && point.at >= from && point.at <= to) counts[kind] += 1;
  }
  return counts;
}

function largestOf(past: Past, { first, last }: Column): number {
  const size = (index: number) => sessionAt(past, index)?.changedBytes ?? -1;
  return past.bars.slice(first, last + 1).reduce((best, index) => (size(index) > size(best) ? index : best));
}

/** The point whose mark stands for a whole column of marks. */
export function worstOf({ points, flags }: Past, { first, last }: Column): number {
  const rank = (index: number) => {
    const kind = points[index] && flagOf(points[index]);
    return kind ? flagKinds.indexOf(kind) : flagKinds.length;
  };
  return flags.slice(first, last + 1).reduce((best, index) => (rank(index) < rank(best) ? index : best));
}
