import { useState } from 'react';
import type { JobStatus } from '../../electron/contract/requests.ts';
import { causeSentence } from '../../electron/contract/words/sentences.ts';
import { useDo } from '../bridge/questions.ts';
import { go } from '../frame/screen.ts';
import { useWords } from '../words/words.tsx';
import { Button } from './Button.tsx';
import { HostTest } from './HostTest.tsx';
import { hostOf, remedyOf, type RemedyKind } from './remedy.ts';
import { Sentence } from './Sentence.tsx';
import { Sheet } from './Sheet.tsx';
import { Trouble } from './Trouble.tsx';

type Asked = 'accept' | 'adopt' | 'repair';

type Props = {
  job: JobStatus;
  /** What helps; without it, what helps against the last run. */
  kind?: RemedyKind;
  /** There where the job can be edited in place. */
  onEdit?: () => void;
};

/** The one button that helps a job; what cannot be taken back is explained first. */
export function Remedy({ job, kind = remedyOf(job), onEdit }: Props) {
  const { t } = useWords();
  const [open, setOpen] = useState<Asked | 'test' | null>(null);
  const start = useDo('run.start');
  const resume = useDo('pause.end');
  const drill = useDo('drill.start');
  const host = hostOf(job);
  const run = job.last?.id;
  const isOfAll = job.pause?.job === null;

  const help = () => {
    if (kind === 'run' || kind === 'first-run') start.mutate({ name: job.name });
    else if (kind === 'keys') go({ screen: 'hosts' });
    else if (kind === 'edit' && onEdit) onEdit();
    else if (kind === 'edit' || kind === 'job') go({ screen: 'job', job: job.name });
    else if (kind === 'resume') resume.mutate({ name: isOfAll ? null : job.name });
    else if (kind === 'drill') drill.mutate({ name: job.name });
    else if (kind === 'log' || kind === 'report') go(run === undefined ? { screen: 'job', job: job.name } : { screen: 'run', run });
    else if (kind === 'test' && host === undefined) start.mutate({ name: job.name });
    else setOpen(kind);
  };

  const word = kind === 'test' && host === undefined ? 'run' : kind === 'resume' && isOfAll ? 'resume-all' : kind;
  const error = start.error ?? resume.error ?? drill.error;
  return (
    <>
      <Button onPress={help} isPending={start.isPending || resume.isPending || drill.isPending}>
        {t(`help.${word}`)}
      </Button>
      {open === 'test' && host !== undefined && (
        <Sheet
          title={t('remedy.test', { host })}
          onClose={() => setOpen(null)}
          actions={
            <Button
              kind="primary"
              onPress={() => {
                start.mutate({ name: job.name });
                setOpen(null);
              }}
            >
              {t('help.run')}
            </Button>
          }
        >
          <HostTest name={host} />
        </Sheet>
      )}
      {(open === 'accept' || open === 'adopt' || open === 'repair') && <Confirmation kind={open} job={job} onClose={() => setOpen(null)} />}
      {error && (
        <div style={{ gridColumn: '1 / -1' }}>
          <Trouble error={error} />
        </div>
      )}
    </>
  );
}

/** Says what will happen before it does. */
function Confirmation({ kind, job, onClose }: { kind: Asked; job: JobStatus; onClose: () => void }) {
  const { t } = useWords();
  const accept = useDo('run.accept');
  const adopt = useDo('job.adopt');
  const repair = useDo('job.repair');
  const start = useDo('run.start');
  const again = { onSuccess: () => start.mutate({ name: job.name }, { onSettled: onClose }) };
  const act = () => {
    if (kind === 'accept' && job.last) accept.mutate({ run: job.last.id }, { onSuccess: onClose });
    if (kind === 'adopt') adopt.mutate({ name: job.name }, again);
    if (kind === 'repair') repair.mutate({ name: job.name }, again);
  };
  const error = accept.error ?? adopt.error ?? repair.error ?? start.error;
  const isPending = accept.isPending || adopt.isPending || repair.isPending || start.isPending;
  return (
    <Sheet
      title={t(`remedy.${kind}-title`)}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" onPress={act} isPending={isPending}>
            {t(`remedy.${kind}-do`)}
          </Button>
        </>
      }
    >
      {job.last && (
        <p>
          <Sentence text={`${job.name}${t('inbox.joint')}${causeSentence(t, job.last)}${t('inbox.stop')}`} />
        </p>
      )}
      <p style={{ marginTop: 12 }}>
        <Sentence text={t(`remedy.${kind}-text`, { to: job.to })} />
      </p>
      {error && <Trouble error={error} />}
    </Sheet>
  );
}
