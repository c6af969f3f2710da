import type { Mark, PastSession } from '../../../electron/contract/history.ts';
import { firstAtOrAfter } from './sorted.ts';

/** What stands on a timeline at a moment (epoch ms): a session, or what did not become one. */
export type Point = { at: number; session: PastSession } | { at: number; mark: Mark };

/** What is drawn below the bars, the worst first. */
export const flagKinds = ['failed', 'damaged', 'interrupted', 'missed', 'incomplete'] as const;
export type FlagKind = (typeof flagKinds)[number];

/** All of a job's past, oldest first. `bars` are the points that are restore points, `flags` those that tell of something wrong. */
export type Past = { points: readonly Point[]; bars: readonly number[]; flags: readonly number[] };

/** Sessions (in any order) and marks as one line through time. */
export function pastOf(sessions: readonly PastSession[], marks: readonly Mark[]): Past {
  const points: Point[] = [
    ...sessions.map((session) => ({ at: session.time * 1000, session })),
    ...marks.map((mark) => ({ at: mark.at, mark })),
  ].sort((a, b) => a.at - b.at);
  const having = (has: (point: Point) => boolean) => points.flatMap((point, index) => (has(point) ? [index] : []));
  return { points, bars: having(isBar), flags: having((point) => flagOf(point) !== null) };
}

/** A session that was interrupted left nothing to go back to: it has no bar. */
const isBar = (point: Point): boolean => 'session' in point && point.session.state !== 'interrupted';

/** The mark that a point has on the axis. */
export function flagOf(point: Point): FlagKind | null {
  if ('mark' in point) return point.mark.kind;
  if (point.session.state !== 'good') return point.session.state;
  return isIncomplete(point.session) ? 'incomplete' : null;
}

/** A restore point without some of the things that it should have. */
export const isIncomplete = ({ state, errors }: PastSession): boolean => state === 'good' && errors !== null && errors > 0;

/** How many files a session says were new, changed or gone; null when it does not say. */
export function changesOf({ newFiles, changedFiles, deletedFiles }: PastSession): number | null {
  if (newFiles === null && changedFiles === null && deletedFiles === null) return null;
  return (newFiles ?? 0) + (changedFiles ?? 0) + (deletedFiles ?? 0);
}

/** The point of a session, -1 when it is not there (any more). */
export function pointOf({ points }: Past, time: number | null): number {
  if (time === null) return -1;
  const at = time * 1000;
  for (let index = firstAtOrAfter(points, at, (point) => point.at); points[index]?.at === at; index += 1)
    if ('session' in (points[index] ?? {})) return index;
  return -1;
}
