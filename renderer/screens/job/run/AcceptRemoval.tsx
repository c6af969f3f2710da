import { useDo } from '../../../bridge/questions.ts';
import { Button } from '../../../parts/Button.tsx';
import { Trouble } from '../../../parts/Trouble.tsx';
import { useWords } from '../../../words/words.tsx';

/** A removal has taken more than it announced: until somebody has looked and says that it is right, nothing more is removed. */
export function AcceptRemoval({ run }: { run: number }) {
  const { t } = useWords();
  const accept = useDo('run.accept');
  return (
    <div>
      <Button onPress={() => accept.mutate({ run })} isPending={accept.isPending}>
        {t('remedy.accept-do')}
      </Button>
      {accept.error && <Trouble error={accept.error} />}
    </div>
  );
}
