import i18next from 'i18next';
import { en } from './en.ts';
import type { Language } from './format.ts';
import { ja } from './ja.ts';
import type { Translate } from './sentences.ts';

/** The catalogue in one language. */
export function createWords(language: Language): Translate {
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
