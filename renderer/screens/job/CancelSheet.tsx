import type { Run } from '../../../electron/contract/run.ts';
import { Button } from '../../parts/Button.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { useWords } from '../../words/words.tsx';

/** Asks once before a run is cancelled. */
export function CancelSheet({ run, onClose, onCancel }: { run: Run; onClose: () => void; onCancel: () => void }) {
  const { t } = useWords();
  return (
    <Sheet
      title={t(`cancel-title.${run.action}`, { job: run.jobName })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel-keep')}</Button>
          <Button kind="danger" onPress={onCancel}>
            {t(`cancel.${run.action}`)}
          </Button>
        </>
      }
    >
      <p>{t(`cancel-text.${run.state === 'queued' ? 'waiting' : run.action}`)}</p>
    </Sheet>
  );
}
