import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobStatus, JobView, Removal } from '../../../electron/contract/requests.ts';
import { removalSentence } from '../../../electron/contract/words/removal-words.ts';
import { ask } from '../../bridge/bridge.ts';
import { Button } from '../../parts/Button.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { useWords } from '../../words/words.tsx';
import style from './JobPlan.module.css';
import { PruneSheet } from './PruneSheet.tsx';
import { formatRetention } from './retention.ts';

/** For how long sessions are kept, and which of them go next. */
export function Retention({ view: { job }, job: { name, last, active } }: { view: JobView; job: JobStatus }) {
  const { t, language } = useWords();
  // The sheet stays with what was announced, also while a run that begins or ends makes it be looked up anew.
  const [announced, setAnnounced] = useState<Removal>();
  // Each run, also a removal, changes what the repository holds: nothing that was seen before it is shown after it.
  const { data, error, refetch } = useQuery({
    queryKey: ['removal.preview', { name }, job.retention, last?.id, active?.id],
    queryFn: () => ask('removal.preview', { name }),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <div className={style['facts']}>
      <p>{job.retention === null ? t('job-facts.keeps-all') : t('job-facts.keeps', { span: formatRetention(job.retention, language) })}</p>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <Waiting>{t('prune.looking')}</Waiting>}
      {data && data.held !== 'keeps-all' && <p className={style['removal']}>{removalSentence(t, language, data)}</p>}
      {data?.held === null && (
        <div className={style['act']}>
          <Button onPress={() => setAnnounced(data)}>{t('prune.open')}</Button>
        </div>
      )}
      {announced && (
        <PruneSheet
          announced={announced}
          // What the refusal has made be looked up is waited for.
          lookAgain={async () => (await refetch({ cancelRefetch: false })).data}
          onClose={() => setAnnounced(undefined)}
        />
      )}
    </div>
  );
}
