import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Alerts } from '../../../electron/contract/alerts.ts';
import type { Input } from '../../../electron/contract/requests.ts';
import { ask } from '../../bridge/bridge.ts';
import { askAgain, useDo } from '../../bridge/questions.ts';

const shownMs = 2500;

/** What became of the last change: nothing to say, kept, or refused. */
export type Change = { isSaved: boolean; error: unknown };
/** What happens after a change that was tried. */
export type Then = { onSuccess: () => void; onError: (error: unknown) => void };
/** A setting that is saved as soon as it is chosen; `chosen` is what was chosen and is being saved. */
export type Saving<T> = {
  change: (change: T, then?: Then) => void;
  chosen: Partial<T>;
  state: Change;
};

/** "Saved", for a moment after each success. */
export function useSaved(): [isSaved: boolean, saved: () => void] {
  const [count, setCount] = useState(0);
  const [seen, setSeen] = useState(0);
  useEffect(() => {
    if (count === seen) return;
    const timer = setTimeout(() => setSeen(count), shownMs);
    return () => clearTimeout(timer);
  }, [count, seen]);
  return [count !== seen, () => setCount((now) => now + 1)];
}

function useSaving<T>(save: UseMutationResult<unknown, Error, T>): Saving<T> {
  const [isSaved, saved] = useSaved();
  return {
    change: (change, then) =>
      save.mutate(change, {
        onSuccess: () => {
          saved();
          then?.onSuccess();
        },
        ...(then ? { onError: then.onError } : {}),
      }),
    chosen: save.isPending ? save.variables : {},
    state: { isSaved, error: save.error },
  };
}

/** Saves a change of the preferences. */
export const useChange = (): Saving<Input<'preferences.change'>> => useSaving(useDo('preferences.change'));
/** Saves a change of whom to tell and how. */
export const useAlertsChange = (): Saving<Input<'alerts.change'>> => useSaving(useDo('alerts.change'));

/** Saves a change of a part of the log. The log is kept as a whole: each change waits for the one before and is built on what that left. */
export function useLogChange(): Saving<Partial<Alerts['log']>> {
  const queries = useQueryClient();
  const save = useMutation({
    scope: { id: 'log' },
    mutationFn: async (part: Partial<Alerts['log']>) => {
      const { alerts } = await ask('alerts.get', {});
      return ask('alerts.change', { log: { ...alerts.log, ...part } });
    },
    onSettled: () => askAgain(queries),
  });
  return useSaving(save);
}
