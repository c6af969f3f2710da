import type { ReactNode } from 'react';
import type { JobStatus } from '../../electron/contract/requests.ts';
import { formatSentences } from '../../electron/contract/words/format.ts';
import { adviceSentence } from '../../electron/contract/words/sentences.ts';
import { useWords } from '../words/words.tsx';
import { Card, useLastGood } from './Card.tsx';
import style from './IncidentCard.module.css';
import { useSilentTrouble } from './incident.ts';
import { remedyOf } from './remedy.ts';
import { Remedy } from './Remedy.tsx';
import { Sentence } from './Sentence.tsx';

type Props = { job: JobStatus; subject: ReactNode; onEdit?: () => void };

/** A job that is not protected though nothing went wrong: it is new, was cancelled, or is about to be caught up. */
export function SilentCard({ job, subject, onEdit }: Props) {
  const { t, language } = useWords();
  const advice = job.last ? adviceSentence(t, job.last) : '';
  const isStart = ['run', 'first-run'].includes(remedyOf(job));
  return (
    <Card level={job.level} label={t(`level.${job.level}`)}>
      <div>
        <p>
          {subject}
          {t('inbox.joint')}
          <Sentence text={useSilentTrouble(job)} />
        </p>
        <p className={style['advice']}>
          <Sentence text={formatSentences([advice, useLastGood(job)], language)} />
        </p>
      </div>
      {!(onEdit && isStart) && <Remedy job={job} {...(onEdit ? { onEdit } : {})} />}
    </Card>
  );
}
