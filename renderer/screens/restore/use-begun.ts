import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Input } from '../../../electron/contract/requests.ts';
import type { Run } from '../../../electron/contract/run.ts';
import { ask } from '../../bridge/bridge.ts';
import { askAgain, useAsk } from '../../bridge/questions.ts';

type Order = Input<'restore.start'>;

/** The restore that the screen shows, kept true while it works; null where something is still to be chosen. */
export type Begun = { run: Run | null; isComing: boolean; start: UseMutationResult<Run, Error, Order>; leave: () => void };

/** The restore that was begun on this screen. It is kept with the window's place: a reload comes back to it, and another address leaves it. */
export function useBegun(): Begun {
  const queries = useQueryClient();
  const [id, setId] = useState(rememberedId);
  const { data, error } = useAsk('run.get', { run: id ?? 1 }, { enabled: id !== null });
  const show = (next: number | null) => {
    history.replaceState(next === null ? null : { restore: next }, '');
    setId(next);
  };
  useEffect(() => {
    const follow = () => setId(rememberedId());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  const start = useMutation({
    mutationFn: (order: Order) => ask('restore.start', order),
    onSuccess: (run) => {
      const queryKey = ['run.get', { run: run.id }];
      queries.setQueryData(queryKey, run);
      // It may have gone on before the answer was here.
      void queries.invalidateQueries({ queryKey });
      show(run.id);
    },
    onError: () => void askAgain(queries),
  });
  return {
    run: id === null ? null : (data ?? null),
    isComing: id !== null && !data && !error,
    start,
    leave: () => show(null),
  };
}

function rememberedId(): number | null {
  const { restore } = (history.state ?? {}) as { restore?: unknown };
  return Number.isSafeInteger(restore) && Number(restore) > 0 ? Number(restore) : null;
}
