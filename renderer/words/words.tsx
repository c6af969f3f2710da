import { createContext, useContext, useMemo, type ReactNode } from 'react';
import type { Language } from '../../electron/contract/words/format.ts';
import type { Translate } from '../../electron/contract/words/sentences.ts';
import { createWords } from '../../electron/contract/words/translate.ts';

type Words = { t: Translate; language: Language };

const Context = createContext<Words | null>(null);

/** The catalogue for everything below, in one language. */
export function WordsProvider({ language, children }: { language: Language; children: ReactNode }) {
  const words = useMemo(() => ({ t: createWords(language), language }), [language]);
  return <Context value={words}>{children}</Context>;
}

/** Words and the language they are in, for numbers and times. */
export function useWords(): Words {
  const words = useContext(Context);
  if (!words) throw new Error('no words around this component');
  return words;
}

/** The same for a class component. */
export const WordsConsumer = ({ children }: { children: (words: Words) => ReactNode }): ReactNode => children(useWords());
