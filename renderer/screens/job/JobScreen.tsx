import { useState } from 'react';
import type { JobStatus } from '../../../electron/contract/requests.ts';
import { useAsk } from '../../bridge/questions.ts';
import { go } from '../../frame/screen.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { Button } from '../../parts/Button.tsx';
import { Page } from '../../parts/Page.tsx';
import { Sentence } from '../../parts/Sentence.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { useWords } from '../../words/words.tsx';
import { JobPage } from './JobPage.tsx';
import style from './JobScreen.module.css';
import { RunPanel } from './run/RunPanel.tsx';

/** One job: how it stands, what it did, what it is; and over it one of its runs. */
export function JobScreen({ name, run }: { name: string; run: number | null }) {
  const { t } = useWords();
  const status = useAsk('status', {});
  const jobs = useAsk('job.list', {});
  const opened = useAsk('run.get', { run: run ?? 1 }, { enabled: run !== null }).data;
  const [known, setKnown] = useState<string>();

  // A job that got another name, now or since the run: its id stays.
  const byId = (id: string | undefined) => jobs.data?.find(({ job }) => job.id === id);
  const view = jobs.data?.find(({ job }) => job.name === name) ?? byId(known) ?? (run === null ? undefined : byId(opened?.job));
  if (view && view.job.id !== known) setKnown(view.job.id);
  // The two answers come one after the other: while only one has the new name, what was on screen stays, with a form that waits to be told.
  const [last, setLast] = useState<JobStatus>();
  const found = status.data?.jobs.find((candidate) => candidate.name === view?.job.name);
  if (found && found !== last) setLast(found);
  const job = view && (found ?? last);

  const error = status.error ?? jobs.error;
  const close = () => go(view ? { screen: 'job', job: view.job.name } : { screen: 'overview' });
  return (
    <>
      {view && job ? (
        <JobPage view={view} job={job} others={status.data?.jobs ?? []} />
      ) : error ? (
        <div className={style['alone']}>
          <Trouble error={error} retry={() => void Promise.all([status.refetch(), jobs.refetch()])} />
        </div>
      ) : jobs.isPending || status.isPending || view ? (
        <div className={`${style['alone']} ${style['late']}`}>
          <Waiting>{t('common.loading')}</Waiting>
        </div>
      ) : (
        <Page title={<Sentence text={t('job-screen.unknown', { job: visible(name) })} />} under={t('job-screen.unknown-text')}>
          <div>
            <Button onPress={() => go({ screen: 'overview' })}>{t('job-screen.to-overview')}</Button>
          </div>
        </Page>
      )}
      {run !== null && opened && <RunPanel run={opened} job={job} others={status.data?.jobs ?? []} onClose={close} />}
    </>
  );
}
