import i18next from 'i18next';
import { en } from '../contract/words/en.ts';
import type { Language } from '../contract/words/format.ts';
import { ja } from '../contract/words/ja.ts';
import type { Translate } from '../contract/words/sentences.ts';

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

/** The language a person asked for, or the one of the session. */
export function chooseLanguage(asked: string | undefined): Language {
  const env = asked ?? process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '';
  return env.startsWith('ja') ? 'ja' : 'en';
}
