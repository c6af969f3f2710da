import { useState } from 'react';
import { choiceOf, partedBy, tickOf, withoutPath, withPath, type Choice } from './choice.ts';
import { useNamesIn } from './use-tree.ts';

/** As many paths as a restore takes. */
const mostPaths = 10_000;

/** What is ticked, and what happened at the last try to change it. */
export type Chosen = {
  choice: Choice;
  /** With what it began, as a name: another one is another choice. */
  begun: string;
  toggle: (path: string) => void;
  /** Wants this path no more, whatever was ticked by which it is wanted. */
  leave: (path: string) => void;
  clear: () => void;
  /** How many names leaving something out would have taken, where that was too many. */
  tooMany: number | null;
  error: unknown;
};

/** What is wanted of a session, begun with the paths that an address names; other paths there begin it anew. */
export function useChoice(name: string, session: number | undefined, paths: readonly string[]): Chosen {
  // No path is nothing, and the empty one is everything.
  const key = JSON.stringify(paths);
  const [seen, setSeen] = useState(key);
  const [choice, setChoice] = useState<Choice>(() => choiceOf(paths));
  const [trouble, setTrouble] = useState<{ tooMany: number | null; error: unknown }>({ tooMany: null, error: null });
  const namesIn = useNamesIn(name, session);
  if (key !== seen) {
    setSeen(key);
    setChoice(choiceOf(paths));
  }

  const leaveOut = async (path: string): Promise<void> => {
    const known = new Map<string, readonly string[]>();
    try {
      for (const folder of partedBy(choice, path)) {
        const names = await namesIn(folder, mostPaths);
        if (!Array.isArray(names)) {
          setTrouble({ tooMany: names.total, error: null });
          return;
        }
        known.set(folder, names);
      }
      const next = withoutPath(choice, path, known);
      if (next.size > mostPaths) setTrouble({ tooMany: next.size, error: null });
      else setChoice((now) => (now === choice ? next : now));
    } catch (error) {
      setTrouble({ tooMany: null, error });
    }
  };
  const leave = (path: string): void => {
    setTrouble({ tooMany: null, error: null });
    if (tickOf(choice, path) === 'all') void leaveOut(path);
  };
  return {
    choice,
    begun: key,
    ...trouble,
    leave,
    toggle: (path) => {
      if (tickOf(choice, path) === 'all') {
        leave(path);
        return;
      }
      setTrouble({ tooMany: null, error: null });
      setChoice(withPath(choice, path));
    },
    clear: () => {
      setTrouble({ tooMany: null, error: null });
      setChoice(new Set());
    },
  };
}
