import { useState } from 'react';
import type { Removal } from '../../../electron/contract/requests.ts';
import { removalSentence } from '../../../electron/contract/words/removal-words.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { Refused } from '../../bridge/bridge.ts';
import { useDo } from '../../bridge/questions.ts';
import { Button } from '../../parts/Button.tsx';
import { Sentence } from '../../parts/Sentence.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import style from './JobScreen.module.css';

type Props = {
  announced: Removal;
  /** Asks anew what would go. */
  lookAgain: () => Promise<Removal | undefined>;
  onClose: () => void;
};

/** Says exactly which sessions go, and removes those and no others. */
export function PruneSheet({ announced, lookAgain, onClose }: Props) {
  const { t, language } = useWords();
  // What stands here is what a person agrees to: it changes only when the engine has refused it.
  const [shown, setShown] = useState(announced);
  const remove = useDo('removal.start');
  const { job, sessions, held } = shown;

  const start = () =>
    remove.mutate(
      { name: job, sessions },
      {
        onSuccess: onClose,
        onError: (error) => {
          if (error instanceof Refused) void lookAgain().then((next) => next && setShown(next));
        },
      },
    );
  return (
    <Sheet
      title={<Sentence text={t('prune.title', { job: visible(job) })} />}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button kind="danger" onPress={start} isPending={remove.isPending} isDisabled={held !== null}>
            {t('prune.do', { count: sessions.length })}
          </Button>
        </>
      }
    >
      <div className={style['edit']}>
        <p>{removalSentence(t, language, shown)}</p>
        <p>{t('prune.text')}</p>
        {remove.error && <Trouble error={remove.error} />}
      </div>
    </Sheet>
  );
}
