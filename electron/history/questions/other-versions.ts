import { Refusal } from '../../contract/failure.ts';
import type { EntryState } from '../../contract/history.ts';
import type { Paths } from './paths.ts';
import { timeAt, type Span, type Spans } from './versions.ts';
import type { View } from './view.ts';

/** `notVersions`: sessions whose version of the path is known to be no good either. */
export type NearestInput = { path: string; session: number; notVersions: readonly number[] };
export type NearestVersion = { session: number; older: boolean };

/**
 * The next version of a path that is of its kind but holds something else than the one at a session: the nearest older one, by the last
 * session that has it, or else the nearest newer one, by the first. Null where there is none. Refuses with `unknown-path`.
 */
export function nearestQuestion(paths: Paths, spans: Spans) {
  return (view: View, { path, session, notVersions }: NearestInput): NearestVersion | null => {
    const all = spans(view, paths.entryOf(view, path));
    const placeOf = (time: number) => view.goodBefore(view.numberOf(time));
    const spanAt = (place: number): Span | undefined => all.find(({ from, to }) => from <= place && place < to);
    const place = placeOf(session);
    const now = spanAt(place);
    if (!now) throw new Refusal('unknown-path', { path });
    const known = view.good.map(({ time }) => time);
    const bad = [now, ...notVersions.filter((time) => known.includes(time)).flatMap((time) => spanAt(placeOf(time)) ?? [])];
    const isOther = ({ state }: Span) => state.kind === now.state.kind && !bad.some((other) => holdsSame(state, other.state));
    const older = all.findLast((span) => span.to <= place && isOther(span));
    if (older) return { session: timeAt(view, older.to - 1), older: true };
    const newer = all.find((span) => span.from > place && isOther(span));
    return newer ? { session: timeAt(view, newer.from), older: false } : null;
  };
}

/** What is damaged in one version is so in all others that hold the same. */
function holdsSame(one: EntryState, other: EntryState): boolean {
  if (one.kind !== 'file') return one.target === other.target;
  return one.size === other.size && (one.sha1 === null || other.sha1 === null ? one.modified === other.modified : one.sha1 === other.sha1);
}
