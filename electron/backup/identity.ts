import type { Run, Session } from '../contract/run.ts';

/** What a job remembers of its repository. Windows are the times of its own attempts, in epoch seconds. */
export type Known = { sessions: Session[]; windows: { from: number; to: number }[] };

/** What this job knows out of its newest records. */
export function knownFrom(sessions: Session[], attempts: readonly Run[]): Known {
  const windows = attempts.flatMap(({ step, endedAt, session }) =>
    step?.name === 'backup' && endedAt !== null && session === null
      ? [{ from: Math.floor(step.startedAt / 1000), to: Math.ceil(endedAt / 1000) }]
      : [],
  );
  return { sessions, windows };
}

/** True when the job has never completed a session anywhere. */
export const knowsNothing = ({ sessions }: Known): boolean => sessions.length === 0;

type Found = { times: readonly number[]; digestOf: (time: number) => Promise<string | null | undefined> };

/**
 * Whether a repository is the one this job has written: it holds one of our sessions, to the second and (where it can be read) with the
 * very statistics we kept; or a session that began while we were writing there and whose end we did not live to see.
 */
export async function isOurs({ sessions, windows }: Known, { times, digestOf }: Found): Promise<boolean> {
  for (const session of sessions) {
    if (!times.includes(session.time)) continue;
    const digest = await digestOf(session.time);
    if (digest === null || session.digest === null || digest === session.digest) return true;
  }
  // Where our own sessions can be proved, nothing less counts: a foreign session may have begun in the same minute.
  if (sessions.some((session) => session.digest !== null)) return false;
  return times.some((time) => windows.some(({ from, to }) => time >= from && time <= to));
}
