import { useEffect, useState } from 'react';
import type { Input } from '../../../electron/contract/requests.ts';
import { useDo } from '../../bridge/questions.ts';

const shownMs = 2500;

type Wanted = Input<'preferences.change'>;
/** What became of the last change: nothing to say, kept, or refused. */
export type Change = { isSaved: boolean; error: unknown };

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

/** Saves a change of the preferences at once; `chosen` is what was chosen and is being saved. */
export function useChange(): { change: (change: Wanted) => void; chosen: Wanted; state: Change } {
  const save = useDo('preferences.change');
  const [isSaved, saved] = useSaved();
  return {
    change: (change) => save.mutate(change, { onSuccess: saved }),
    chosen: save.isPending ? save.variables : {},
    state: { isSaved, error: save.error },
  };
}
