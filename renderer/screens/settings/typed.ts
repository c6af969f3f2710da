import { useState } from 'react';
import { fieldSentence } from '../../../electron/contract/words/sentences.ts';
import { Refused } from '../../bridge/bridge.ts';
import { useWords } from '../../words/words.tsx';
import type { Then } from './change.ts';

type Setting = {
  /** What is kept. */
  value: string;
  /** What is wrong with a text; undefined when nothing is. */
  wrong: (text: string) => string | undefined;
  save: (text: string, then: Then) => void;
};

/** A setting that is typed: it is saved when the field is left or Enter is pressed, if it is right and another one. */
export function useTyped({ value, wrong, save }: Setting) {
  const { t } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string>();
  const text = typed ?? value;

  /** Saves what is typed; false when it is wrong. */
  function settle(): boolean {
    const next = text.trim();
    const reason = wrong(next);
    setError(reason);
    if (reason !== undefined) return false;
    if (next === value) setTyped(null);
    else
      save(next, {
        // What was typed meanwhile stays.
        onSuccess: () => setTyped((now) => (now?.trim() === next ? null : now)),
        onError: (thrown) => setError(thrown instanceof Refused ? fieldSentence(t, thrown.failure) : undefined),
      });
    return true;
  }

  return {
    text: text.trim(),
    settle,
    field: {
      value: text,
      error,
      onChange: (next: string) => {
        setTyped(next);
        setError(undefined);
      },
      onBlur: () => {
        if (typed !== null) settle();
      },
      onKeyDown: ({ key }: { key: string }) => {
        if (key === 'Enter') settle();
      },
    },
  };
}
