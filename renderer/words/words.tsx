import i18next from 'i18next';
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { en } from '../../electron/contract/words/en.ts';
import type { Language } from '../../electron/contract/words/format.ts';
import { ja } from '../../electron/contract/words/ja.ts';
import type { Translate } from '../../electron/contract/words/sentences.ts';

type Words = { t: Translate; language: Language };

const Context = createContext<Words | null>(null);

/** The catalogue for everything below, in one language. */
export function WordsProvider({ language, children }: { language: Language; children: ReactNode }) {
  const words = useMemo(() => ({ t: createTranslate(language), language }), [language]);
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

function createTranslate(language: Language): Translate {
  const catalogue = i18next.createInstance();
  void catalogue.init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, ja: { translation: ja } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return (word, facts = {}) => catalogue.t(word, { ...facts });
}
