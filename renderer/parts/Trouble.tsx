import { failureSentence } from '../../electron/contract/words/sentences.ts';
import { Refused } from '../bridge/bridge.ts';
import { useWords } from '../words/words.tsx';
import { Button } from './Button.tsx';
import { Glyph } from './Glyph.tsx';
import style from './Trouble.module.css';

/** A thrown thing as a sentence: a refusal in its own words, everything else as "nobody answered". */
export function useFailureSentence(): (error: unknown) => string {
  const { t } = useWords();
  return (error) => (error instanceof Refused ? failureSentence(t, error.failure) : t('bridge.unanswered'));
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
