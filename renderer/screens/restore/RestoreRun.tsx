import { useState } from 'react';
import type { Run } from '../../../electron/contract/run.ts';
import { useDo } from '../../bridge/questions.ts';
import { hrefOf } from '../../frame/screen.ts';
import { Button } from '../../parts/Button.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import { RestoreReportView } from '../job/run/RestoreReport.tsx';
import { RestoreSteps } from './RestoreSteps.tsx';
import style from './RestoreRun.module.css';

type Props = { run: Run; onBack: () => void; onAgain: () => void };

/** A restore at work, in its phases; then what came of it. */
export function RestoreRun({ run, onBack, onAgain }: Props) {
  const { t } = useWords();
  const isDone = run.state === 'done';
  return (
    <div className={style['run']}>
      <div className={style['body']}>{isDone ? <RestoreReportView run={run} job={run.jobName} /> : <RestoreSteps run={run} />}</div>
      <div className={style['foot']}>
        <a href={hrefOf({ screen: 'run', run: run.id })}>{t('restore-screen.run')}</a>
        <span className={style['deeds']}>
          {isDone ? (
            <>
              <Button onPress={onBack}>{t('restore-screen.again-same')}</Button>
              <Button onPress={onAgain}>{t('restore-screen.again')}</Button>
            </>
          ) : (
            <CancelRestore run={run} />
          )}
        </span>
      </div>
    </div>
  );
}

/** Asks once before a restore is cancelled. */
function CancelRestore({ run }: { run: Run }) {
  const { t } = useWords();
  const [isAsking, setAsking] = useState(false);
  const cancel = useDo('run.cancel');
  const close = () => setAsking(false);
  return (
    <>
      {cancel.error && <Trouble error={cancel.error} />}
      <Button onPress={() => setAsking(true)} isDisabled={run.cancelledAt !== null} isPending={cancel.isPending}>
        {t('restore-screen.cancel')}
      </Button>
      {isAsking && (
        <Sheet
          title={t('restore-screen.cancel-title')}
          onClose={close}
          actions={
            <>
              <Button onPress={close}>{t('restore-screen.cancel-keep')}</Button>
              <Button
                kind="danger"
                onPress={() => {
                  cancel.mutate({ name: run.jobName, run: run.id });
                  close();
                }}
              >
                {t('restore-screen.cancel-do')}
              </Button>
            </>
          }
        >
          <p>{t('restore-screen.cancel-text')}</p>
        </Sheet>
      )}
    </>
  );
}
