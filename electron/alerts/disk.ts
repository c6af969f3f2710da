import type { Session } from '../contract/run.ts';
import type { DiskForecast } from './wanted.ts';

const day = 86_400_000;
const fewest = 5;
const shortestMs = 2 * day;

/** How long a disk lasts, from its room now and what the last sessions (any order) added to it. */
export function forecast(space: { free: number; size: number }, sessions: readonly Session[]): DiskForecast {
  const sorted = sessions.toSorted((a, b) => a.time - b.time);
  const [first, last] = [sorted[0], sorted.at(-1)];
  const span = first && last ? (last.time - first.time) * 1000 : 0;
  // The first session is the beginning of the span: what it added came before it.
  const added = sorted.slice(1).reduce((sum, { destinationChange }) => sum + destinationChange, 0);
  const perDay = sorted.length < fewest || span < shortestMs ? 0 : Math.max(0, added / (span / day));
  return { free: space.free, size: space.size, perDay, days: perDay === 0 ? Infinity : space.free / perDay };
}
