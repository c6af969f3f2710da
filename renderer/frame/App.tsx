import { useEffect, useState } from 'react';
import { I18nProvider, RouterProvider } from 'react-aria-components';
import type { Language } from '../../electron/contract/words/format.ts';
import type { Preferences } from '../../electron/contract/preferences.ts';
import { on, onState } from '../bridge/bridge.ts';
import { useAsk } from '../bridge/questions.ts';
import { WordsProvider } from '../words/words.tsx';
import { Frame } from './Frame.tsx';
import { go } from './screen.ts';
import { Gate } from './Gate.tsx';

/** The whole window: language and appearance first, then the frame with its screen. */
export function App() {
  const [state, setState] = useState<'open' | 'closed' | 'refused'>('open');
  useEffect(() => onState(setState), []);
  useEffect(() => on('window.target', go), []);
  const { data: preferences, error, refetch } = useAsk('preferences.get', {}, { enabled: state === 'open' });
  const { data: about } = useAsk('program.about', {}, { enabled: state === 'open' });
  const language = languageOf(preferences, about?.systemLanguage);
  useAppearance(preferences, language);

  return (
    <WordsProvider language={language}>
      <I18nProvider locale={language === 'ja' ? 'ja-JP' : 'en-GB'}>
        <RouterProvider navigate={(address) => (location.hash = address)}>
          {state === 'refused' || !preferences || !about ? (
            <Gate state={state} error={error} retry={() => void refetch()} />
          ) : (
            <Frame isCut={state === 'closed'} />
          )}
        </RouterProvider>
      </I18nProvider>
    </WordsProvider>
  );
}

function languageOf(preferences: Preferences | undefined, system: Language | undefined): Language {
  const chosen = preferences?.language ?? 'system';
  if (chosen !== 'system') return chosen;
  return system ?? (navigator.language.startsWith('ja') ? 'ja' : 'en');
}

function useAppearance(preferences: Preferences | undefined, language: Language): void {
  useEffect(() => {
    document.documentElement.lang = language;
    if (preferences) document.documentElement.dataset['appearance'] = preferences.appearance;
  }, [preferences, language]);
}
