import type { Language } from './format.ts';
import type { Translate } from './sentences.ts';

const shown = 3;

/** What each is called, as one phrase of a sentence; of more than three, how many more there are: "web, mail, files and 2 more". */
export function fewNames<T>(t: Translate, language: Language, all: readonly T[], nameOf: (one: T) => string): string {
  const names = all.slice(0, shown).map(nameOf);
  const rest = all.length - names.length;
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(rest > 0 ? [...names, t('headline.more', { count: rest })] : names);
}
