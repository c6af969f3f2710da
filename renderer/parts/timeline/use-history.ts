import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { HistoryState, PastSession } from '../../../electron/contract/history.ts';
import { ask } from '../../bridge/bridge.ts';
import { askPastAgain, useAsk, useDo } from '../../bridge/questions.ts';
import { pastOf, type Past } from './points.ts';

const pageLength = 5000;
// The end of the year 9999: marks are asked for from first to last.
const always = { from: 0, to: 253_402_300_799_000 };

/** `past` is undefined until the first answer; `error` is what stands in the way of one. */
export type History = { state: HistoryState | undefined; past: Past | undefined; error: unknown; again: () => void };

/** All sessions of a job and what did not become one, kept true; asking for it begins to bring the index up to date. */
export function useHistory(name: string): History {
  const opened = useAsk('history.open', { name });
  const sessions = useQuery({ queryKey: ['history.sessions', { name }, 'all'], queryFn: () => allSessions(name) });
  const marks = useAsk('history.marks', { name, ...always });
  const { look } = useLook(name);
  const past = useMemo(() => (sessions.data && marks.data ? pastOf(sessions.data, marks.data) : undefined), [sessions.data, marks.data]);
  return {
    state: opened.data,
    past,
    error: past ? null : (opened.error ?? sessions.error ?? marks.error),
    again: look,
  };
}

/** Lets a repository be looked at again, also where that was done just now, and asks again about all of its past. */
export function useLook(name: string) {
  const queries = useQueryClient();
  const { mutate, isPending, error } = useDo('history.open');
  const onSuccess = (state: HistoryState) => {
    queries.setQueryData(['history.open', { name }], state);
    void askPastAgain(queries);
  };
  return { look: () => mutate({ name, again: true }, { onSuccess }), isPending, error };
}

async function allSessions(name: string): Promise<PastSession[]> {
  const all: PastSession[] = [];
  for (;;) {
    const { sessions } = await ask('history.sessions', { name, before: all.at(-1)?.time ?? null, limit: pageLength });
    all.push(...sessions);
    if (sessions.length < pageLength) return all;
  }
}
