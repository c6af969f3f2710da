/** Neighbours that are drawn as one, because apart they would lie over each other: the items `first` to `last`, where the first of them is. */
export type Column = { at: number; first: number; last: number };

/**
 * Gathers moments (oldest first) that are less than `room` ms apart from the first of their column. It begins at the oldest moment of all and
 * not at the edge of what is seen, so that columns stay the same while time is moved along.
 */
export function gather(moments: readonly number[], room: number): Column[] {
  const columns: Column[] = [];
  let open: Column | undefined;
  moments.forEach((at, index) => {
    if (open && at - open.at < room) open.last = index;
    else columns.push((open = { at, first: index, last: index }));
  });
  return columns;
}

/** The usual distance of neighbours (ms), undefined when there are none. */
export function usualGap(moments: readonly number[]): number | undefined {
  const gaps = moments.slice(1).map((at, index) => at - (moments[index] ?? at));
  const sorted = gaps.filter((gap) => gap > 0).sort((a, b) => a - b);
  return sorted[sorted.length >>> 1];
}

const [narrowest, widest] = [4, 13];

/** How close (ms) moments must be to be drawn as one, and how wide (px) a bar may be so that it touches no other. */
export type Grain = { room: number; thick: number };

/** As many of those that follow each other in the usual distance are drawn as one as it takes for a bar to be seen. */
export function grainOf(usual: number | undefined, pxPerMs: number): Grain {
  if (usual === undefined) return { room: widest / pxPerMs, thick: widest - 1 };
  const count = Math.ceil(narrowest / (usual * pxPerMs));
  // Backups do not begin to the second.
  const room = Math.min((count - 0.25) * usual, (widest + 1) / pxPerMs);
  return { room, thick: Math.max(2.5, room * pxPerMs - 1) };
}

/** The column nearest to a moment, within so many ms; undefined where there is none. */
export function nearest(columns: readonly Column[], at: number, reach: number): Column | undefined {
  let best: Column | undefined;
  for (const column of columns) if (!best || Math.abs(column.at - at) < Math.abs(best.at - at)) best = column;
  return best && Math.abs(best.at - at) <= reach ? best : undefined;
}
