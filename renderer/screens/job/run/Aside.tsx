import { useState } from 'react';
import type { RestoreReport } from '../../../../electron/contract/restore.ts';
import type { Run } from '../../../../electron/contract/run.ts';
import { visible } from '../../../../electron/contract/words/visible.ts';
import { useDo } from '../../../bridge/questions.ts';
import { go } from '../../../frame/screen.ts';
import { Button } from '../../../parts/Button.tsx';
import { CommandLine } from '../../../parts/CommandLine.tsx';
import { Sentence } from '../../../parts/Sentence.tsx';
import { Sheet } from '../../../parts/Sheet.tsx';
import { Trouble } from '../../../parts/Trouble.tsx';
import { useWords } from '../../../words/words.tsx';
import style from './RestoreReport.module.css';

/** Where what a restore replaced is kept, and the button that puts all of it back. */
export function Aside({ run, report: { aside, undo, to } }: { run: Run; report: RestoreReport }) {
  const { t } = useWords();
  const [isAsked, setAsked] = useState(false);
  if (aside === null && undo === 'none') return null;
  return (
    <section className={style['aside']} aria-label={t('restored.aside')}>
      <div>
        <h3 className={style['heading']}>{t('restored.aside')}</h3>
        {aside !== null && undo !== 'done' && (
          <>
            <p>{t('restored.aside-text')}</p>
            <CommandLine text={aside} label={t('restored.the-path')} />
          </>
        )}
        {undo !== 'none' && <p>{t(`restored.undo-${undo}`)}</p>}
      </div>
      {undo === 'possible' && <Button onPress={() => setAsked(true)}>{t('restored.put-back')}</Button>}
      {isAsked && <PutBackSheet run={run.id} to={to ?? run.to} onClose={() => setAsked(false)} />}
    </section>
  );
}

/** Says what putting back does before it is done; then shows the run that does it. */
function PutBackSheet({ run, to, onClose }: { run: number; to: string; onClose: () => void }) {
  const { t } = useWords();
  const undo = useDo('restore.undo');
  const putBack = () =>
    undo.mutate(
      { run },
      {
        onSuccess: ({ id }) => {
          onClose();
          go({ screen: 'run', run: id });
        },
      },
    );
  return (
    <Sheet
      title={t('put-back.title')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" onPress={putBack} isPending={undo.isPending}>
            {t('put-back.do')}
          </Button>
        </>
      }
    >
      <div className={style['sheet']}>
        <p>
          <Sentence text={t('put-back.text', { to: visible(to) })} />
        </p>
        <p>{t('put-back.changed')}</p>
        {undo.error && <Trouble error={undo.error} />}
      </div>
    </Sheet>
  );
}
