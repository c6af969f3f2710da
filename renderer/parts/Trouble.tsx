import type { Failure } from '../../electron/contract/failure.ts';
import { formatTimeExact, type Language } from '../../electron/contract/words/format.ts';
import { failureSentence } from '../../electron/contract/words/sentences.ts';
import { Refused } from '../bridge/bridge.ts';
import { useWords } from '../words/words.tsx';
import { Button } from './Button.tsx';
import { Glyph } from './Glyph.tsx';
import style from './Trouble.module.css';

/** A thrown thing as a sentence: a refusal in its own words, everything else as "nobody answered". */
export function useFailureSentence(): (error: unknown) => string {
  const { t, language } = useWords();
  return (error) => (error instanceof Refused ? failureSentence(t, withNamedSession(error.failure, language)) : t('bridge.unanswered'));
}

/** A session is its time in seconds, and is said as the time it is. */
function withNamedSession(failure: Failure, language: Language): Failure {
  const { session } = failure.facts;
  return typeof session === 'number'
    ? { ...failure, facts: { ...failure.facts, session: formatTimeExact(session * 1000, language) } }
    : failure;
}

/** What went wrong with a question or an act, in words, with the way to try again where there is one. */
export function Trouble({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useWords();
  const sentence = useFailureSentence();
  return (
    <div className={style['trouble']} role="alert">
      <Glyph state="at-risk" />
      <p>{sentence(error)}</p>
      {retry && <Button onPress={retry}>{t('common.retry')}</Button>}
    </div>
  );
}
