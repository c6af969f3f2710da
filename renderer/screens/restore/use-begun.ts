import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Run } from '../../../electron/contract/run.ts';
import { useAsk } from '../../bridge/questions.ts';

/** The restore that the screen shows, kept true while it works; null where something is still to be chosen. */
export type Begun = { run: Run | null; isComing: boolean; begin: (run: Run) => void; leave: () => void };

/** The restore that was begun on this screen. It is kept with the window's place, so that a reload comes back to it. */
export function useBegun(): Begun {
  const queries = useQueryClient();
  const [id, setId] = useState(rememberedId);
  const { data, error } = useAsk('run.get', { run: id ?? 1 }, { enabled: id !== null });
  const show = (next: number | null) => {
    history.replaceState(next === null ? null : { restore: next }, '');
    setId(next);
  };
  return {
    run: id === null ? null : (data ?? null),
    isComing: id !== null && !data && !error,
    begin: (run) => {
      queries.setQueryData(['run.get', { run: run.id }], run);
      show(run.id);
    },
    leave: () => show(null),
  };
}

function rememberedId(): number | null {
  const { restore } = (history.state ?? {}) as { restore?: unknown };
  return Number.isSafeInteger(restore) && Number(restore) > 0 ? Number(restore) : null;
}
