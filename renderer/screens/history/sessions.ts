import { useMemo } from 'react';
import type { PastSession, PathVersion } from '../../../electron/contract/history.ts';
import type { Past } from '../../parts/timeline/points.ts';

/** Sessions, newest first. */
export type Sessions = readonly Pick<PastSession, 'time' | 'state'>[];

/** The sessions of a past. */
export const useSessions = (past: Past | undefined): Sessions =>
  useMemo(() => (past?.points ?? []).flatMap((point) => ('session' in point ? [point.session] : [])).toReversed(), [past]);

/** Whether a time is that of a session that can be shown: what was interrupted is no restore point. */
export const isShowable = (sessions: Sessions, time: number): boolean =>
  sessions.some((session) => session.time === time && session.state !== 'interrupted');

/** The nearest sessions on both sides that can be listed; null where there is none. */
export function neighboursOf(sessions: Sessions, time: number): { before: number | null; after: number | null } {
  const good = sessions.filter(({ state }) => state === 'good');
  return {
    before: good.find((session) => session.time < time)?.time ?? null,
    after: good.findLast((session) => session.time > time)?.time ?? null,
  };
}

/** The version that a session has; undefined where the path was not there then. */
export const versionAt = <V extends Pick<PathVersion, 'first' | 'last'>>(versions: readonly V[], session: number): V | undefined =>
  versions.find(({ first, last }) => first <= session && session <= last);

/** Whether a session lies before all of these versions, newest first: only older ones, which are not among them, can tell what it has. */
export const isBefore = (session: number, versions: readonly Pick<PathVersion, 'first'>[]): boolean =>
  session < (versions.at(-1)?.first ?? 0);

/** The first session after this one that is known not to have what was there; null where the sessions do not tell. */
export const goneSince = (sessions: Sessions, last: number): number | null =>
  sessions.findLast(({ time, state }) => time > last && state === 'good')?.time ?? null;
