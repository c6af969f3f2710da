import type { JobStatus } from '../../../electron/contract/requests.ts';
import { go } from '../../frame/screen.ts';
import { Button } from '../../parts/Button.tsx';
import { useWords } from '../../words/words.tsx';
import { PauseButton } from './PauseButton.tsx';
import type { JobDeeds } from './use-job-deeds.ts';

type Props = { job: JobStatus; deeds: JobDeeds; onOpen: (what: 'cancel' | 'edit' | 'remove') => void };

/** What can be done with a job, the main thing last. */
export function JobActions({ job, deeds, onOpen }: Props) {
  const { t } = useWords();
  const { name, active } = job;
  const cancel = active?.action === 'remove' ? 'prune-cancel.do' : 'job-screen.cancel';
  return (
    <>
      <Button onPress={() => onOpen('remove')}>{t('common.remove')}</Button>
      <Button onPress={() => onOpen('edit')}>{t('job-screen.edit')}</Button>
      <Button onPress={() => go({ screen: 'history', job: name, at: null, path: '' })}>{t('browse.open')}</Button>
      <PauseButton job={job} deeds={deeds} />
      {active ? (
        <Button onPress={() => onOpen('cancel')} isDisabled={deeds.isCancelling}>
          {t(deeds.isCancelling ? 'job-screen.cancelling-short' : cancel)}
        </Button>
      ) : (
        <Button kind="primary" onPress={() => deeds.start.mutate({ name })} isPending={deeds.start.isPending}>
          {t('help.run')}
        </Button>
      )}
    </>
  );
}
