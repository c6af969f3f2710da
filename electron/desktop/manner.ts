import { defaultPreferences, type Preferences } from '../contract/preferences.ts';
import type { Language } from '../contract/words/format.ts';
import type { Translate } from '../contract/words/sentences.ts';
import type { Engine } from '../engine.ts';
import { createListeners } from '../platform/listeners.ts';
import { createWords } from '../contract/words/translate.ts';

/** How the desktop is to look and speak just now. */
export type Manner = { preferences: Preferences; language: Language; t: Translate };

/** The manner in a language, before any preferences are known. */
export const plainManner = (language: Language): Manner => ({ preferences: defaultPreferences, language, t: createWords(language) });

export type Manners = {
  now(): Manner;
  /** Tells each time the preferences are other ones. */
  whenChanged(listener: (manner: Manner) => void): void;
};

/** Keeps the manner as the preferences say. */
export async function followPreferences(engine: Pick<Engine, 'ask' | 'on'>, systemLanguage: Language): Promise<Manners> {
  const { listen, tell } = createListeners<{ changed: Manner }>();
  let manner = plainManner(systemLanguage);

  const look = async (): Promise<void> => {
    const reply = await engine.ask('preferences.get', {});
    // Settings that cannot be read just now are no reason to change the language.
    if (!reply.ok || JSON.stringify(reply.value) === JSON.stringify(manner.preferences)) return;
    const language = reply.value.language === 'system' ? systemLanguage : reply.value.language;
    manner = { preferences: reply.value, language, t: language === manner.language ? manner.t : createWords(language) };
    tell('changed', manner);
  };
  engine.on('status.changed', () => void look());
  await look();
  return { now: () => manner, whenChanged: (listener) => void listen('changed', listener) };
}

/** Lets Electron and its pages be light or dark as the person wants it. */
export function followAppearance(
  theme: { themeSource: Preferences['appearance'] },
  first: Manner,
  whenChanged: Manners['whenChanged'],
): void {
  const apply = ({ preferences }: Manner): void => {
    theme.themeSource = preferences.appearance;
  };
  apply(first);
  whenChanged(apply);
}
