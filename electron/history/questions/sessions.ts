import type { PastSession, SessionState } from '../../contract/history.ts';
import type { IndexFile } from '../../platform/ports.ts';
import type { View } from './view.ts';

export type SessionsInput = { before: number | null; limit: number };
export type SessionOfIndex = Omit<PastSession, 'run'>;

/** The sessions as the repository's files tell them, newest first; `total` counts all. */
export function sessionQuestions(index: IndexFile) {
  const page = index.prepare(`
    SELECT time, state, seconds, files, bytes, newFiles, changedFiles, deletedFiles, changedBytes, incrementBytes, errors
    FROM session WHERE time < ? ORDER BY time DESC LIMIT ?`);
  return {
    sessionsOf: (view: View, { before, limit }: SessionsInput): { total: number; sessions: SessionOfIndex[] } => ({
      total: view.sessions.length,
      sessions: page.all(before ?? Number.MAX_SAFE_INTEGER, limit).map((row) => ({ ...row }) as SessionOfIndex),
    }),
    /** All of them, oldest first. */
    sessionTimes: (view: View): { time: number; state: SessionState }[] => view.sessions.map(({ time, state }) => ({ time, state })),
  };
}
