import type { JobStatus } from '../../../electron/contract/requests.ts';
import { Button } from '../../parts/Button.tsx';
import { useHandover } from '../../parts/handover.ts';
import { PauseMenu } from '../../parts/PauseMenu.tsx';
import { useWords } from '../../words/words.tsx';
import type { JobDeeds } from './use-job-deeds.ts';

/** Holds a job's schedule back for some time; or ends what holds it back, its own pause or that of all. */
export function PauseButton({ job: { name, pause }, deeds }: { job: JobStatus; deeds: JobDeeds }) {
  const { t } = useWords();
  const { place, press } = useHandover(pause !== null);
  if (!pause) {
    return (
      <div ref={place}>
        <PauseMenu label={t('plan.pause')} onPause={(length) => press(() => deeds.pause.mutate({ name, length }))} />
      </div>
    );
  }
  const isOfAll = pause.job === null;
  return (
    <div ref={place}>
      <Button onPress={() => press(() => deeds.resume.mutate({ name: isOfAll ? null : name }))}>
        {t(isOfAll ? 'help.resume-all' : 'help.resume')}
      </Button>
    </div>
  );
}
