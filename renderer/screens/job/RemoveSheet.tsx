import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { JobView } from '../../../electron/contract/requests.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { ask } from '../../bridge/bridge.ts';
import { askAgain } from '../../bridge/questions.ts';
import { go } from '../../frame/screen.ts';
import { Button } from '../../parts/Button.tsx';
import { Sentence } from '../../parts/Sentence.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import style from './JobScreen.module.css';

/** Asks before a job is removed, and says what stays. */
export function RemoveSheet({ view: { job, from, to }, onClose }: { view: JobView; onClose: () => void }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => ask('job.remove', { name: job.name }),
    // The screen is left first: what is asked for anew knows the job no more.
    onSuccess: () => {
      go({ screen: 'overview' });
      return askAgain(queries);
    },
  });
  return (
    <Sheet
      title={t('remove-job.title', { job: job.name })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button kind="danger" onPress={() => remove.mutate()} isPending={remove.isPending}>
            {t('remove-job.do')}
          </Button>
        </>
      }
    >
      <div className={style['edit']}>
        <p>
          <Sentence text={t('remove-job.text', { from: visible(from) })} />
        </p>
        <p>
          <Sentence text={t('remove-job.repository', { to: visible(to) })} />
        </p>
        {remove.error && <Trouble error={remove.error} />}
      </div>
    </Sheet>
  );
}
