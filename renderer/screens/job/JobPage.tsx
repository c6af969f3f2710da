import { useState } from 'react';
import type { JobStatus, JobView } from '../../../electron/contract/requests.ts';
import { headline } from '../../../electron/contract/words/headline.ts';
import { go } from '../../frame/screen.ts';
import { JobTroubles } from '../../parts/JobTroubles.tsx';
import { Name } from '../../parts/Name.tsx';
import { useNow } from '../../parts/now.ts';
import { Page } from '../../parts/Page.tsx';
import { ProvenLine } from '../../parts/Proven.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import { CancelSheet } from './CancelSheet.tsx';
import { JobActions } from './JobActions.tsx';
import { JobFacts } from './JobFacts.tsx';
import { JobForm } from '../setup/JobForm.tsx';
import { JobHistory } from './JobHistory.tsx';
import { JobPlan } from './JobPlan.tsx';
import style from './JobScreen.module.css';
import { NextLine } from './NextLine.tsx';
import { RemoveSheet } from './RemoveSheet.tsx';
import { RunList } from './RunList.tsx';
import { useJobDeeds } from './use-job-deeds.ts';
import { Working } from './Working.tsx';

type Props = { view: JobView; job: JobStatus; others: readonly JobStatus[] };

/** The answer about one job, what can be done with it, and everything known of it, in the order in which it is needed. */
export function JobPage({ view, job, others }: Props) {
  const { t } = useWords();
  const [open, setOpen] = useState<'cancel' | 'edit' | 'remove' | null>(null);
  const deeds = useJobDeeds(job);
  const { isCancelling, error } = deeds;
  const close = () => setOpen(null);
  const { active, name } = job;

  return (
    <Page
      title={useTitle(job, isCancelling)}
      under={
        <>
          <Name text={job.from} />{' '}
          <span className={style['arrow']} role="img" aria-label={t('common.arrow')}>
            →
          </span>{' '}
          <Name text={job.to} />
          <NextLine job={job} />
          <ProvenLine job={job} />
        </>
      }
      actions={<JobActions job={job} deeds={deeds} onOpen={setOpen} />}
    >
      {error && <Trouble error={error} />}
      {active ? (
        <Working run={active} others={others} isCancelling={isCancelling} />
      ) : (
        <JobTroubles id={view.job.id} job={job} onEdit={() => setOpen('edit')} />
      )}
      <JobHistory key={name} job={job} />
      <JobPlan view={view} job={job} />
      <RunList name={name} />
      <JobFacts view={view} />
      {open === 'cancel' && active && (
        <CancelSheet
          run={active}
          onClose={close}
          onCancel={() => {
            deeds.cancel.mutate({ name, run: active.id });
            close();
          }}
        />
      )}
      {open === 'remove' && <RemoveSheet view={view} onClose={close} />}
      {open === 'edit' && (
        <Sheet kind="panel" title={t('job-screen.edit-title', { job: name })} onClose={close}>
          <JobForm
            job={view}
            onCancel={close}
            onDone={(next) => {
              close();
              go({ screen: 'job', job: next });
            }}
          />
        </Sheet>
      )}
    </Page>
  );
}

/** How the job stands, as a sentence. What exactly is wrong is said in the card below it. */
function useTitle(job: JobStatus, isCancelling: boolean): string {
  const { t, language } = useWords();
  const now = useNow();
  const { name, active } = job;
  if (active && isCancelling) return t(`cancelling.${active.action}`, { job: name });
  if (active) return t(active.state === 'queued' ? 'job-screen.waiting' : `work.${active.action}`, { job: name });
  if (job.level === 'protected') return t('job-screen.protected', { job: name });
  if (job.level === 'attention') return t('headline.attention-plain', { job: name });
  return headline(t, language, { level: job.level, jobs: [job] }, now);
}
