import type { JobStatus } from '../../../electron/contract/requests.ts';
import { go } from '../../frame/screen.ts';
import { Button } from '../../parts/Button.tsx';
import { useWords } from '../../words/words.tsx';
import { JobMenu } from './JobMenu.tsx';
import { PauseButton } from './PauseButton.tsx';
import type { JobDeeds } from './use-job-deeds.ts';

type Props = { job: JobStatus; deeds: JobDeeds; onOpen: (what: 'cancel' | 'edit' | 'remove') => void };

/** What can be done with a job, the main thing last. */
export function JobActions({ job, deeds, onOpen }: Props) {
  const { t } = useWords();
  const { name, active } = job;
  return (
    <>
      <JobMenu job={job} deeds={deeds} onRemove={() => onOpen('remove')} />
      <Button onPress={() => onOpen('edit')}>{t('job-screen.edit')}</Button>
      <PauseButton job={job} deeds={deeds} />
      <Button onPress={() => go({ screen: 'history', job: name, at: null, path: '' })}>{t('browse.open')}</Button>
      <Button onPress={() => go({ screen: 'restore', job: name, at: null, paths: [] })}>{t('door.restore')}</Button>
      {active ? (
        <Button onPress={() => onOpen('cancel')} isDisabled={deeds.isCancelling}>
          {t(deeds.isCancelling ? 'job-screen.cancelling-short' : `cancel.${active.action}`)}
        </Button>
      ) : (
        <Button kind="primary" onPress={() => deeds.start.mutate({ name })} isPending={deeds.start.isPending}>
          {t('help.run')}
        </Button>
      )}
    </>
  );
}
