import type { Language } from '../contract/words/format.ts';

/** The language a person asked for, or the one of the session. */
export function chooseLanguage(asked: string | undefined): Language {
  const env = asked ?? process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '';
  return env.startsWith('ja') ? 'ja' : 'en';
}
