import type { Run } from '../../../electron/contract/run.ts';
import { Button } from '../../parts/Button.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { useWords } from '../../words/words.tsx';

/** Asks once before a run is cancelled. */
export function CancelSheet({ run, onClose, onCancel }: { run: Run; onClose: () => void; onCancel: () => void }) {
  const { t } = useWords();
  const kind = run.action === 'remove' ? 'prune-cancel' : 'cancel-run';
  return (
    <Sheet
      title={t(`${kind}.title`, { job: run.jobName })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel-run.keep')}</Button>
          <Button kind="danger" onPress={onCancel}>
            {t(`${kind}.do`)}
          </Button>
        </>
      }
    >
      <p>{t(run.state === 'queued' ? 'cancel-run.waiting' : `${kind}.text`)}</p>
    </Sheet>
  );
}
