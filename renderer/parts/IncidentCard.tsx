import type { ReactNode } from 'react';
import type { JobStatus, Level } from '../../electron/contract/requests.ts';
import { formatMoment, formatSentences } from '../../electron/contract/words/format.ts';
import { adviceSentence } from '../../electron/contract/words/sentences.ts';
import { useWords } from '../words/words.tsx';
import { Glyph } from './Glyph.tsx';
import style from './IncidentCard.module.css';
import { useIncident } from './incident.ts';
import { useNow } from './now.ts';
import { remedyOf, type RemedyKind } from './remedy.ts';
import { Remedy } from './Remedy.tsx';
import { Sentence } from './Sentence.tsx';

type Props = {
  job: JobStatus;
  /** Its name, as a link or not. */
  subject: ReactNode;
  /** Where the job's own screen is around it: it can be edited there, and it already has a button that starts a backup. */
  onEdit?: () => void;
};

/** What is wrong with a job, what to do about it, and the one button that helps. */
export function IncidentCard({ job, subject, onEdit }: Props) {
  const { t, language } = useWords();
  const now = useNow();
  const advice = job.last ? adviceSentence(t, job.last) : '';
  const good = job.lastGood
    ? t('overview.last-good', { time: formatMoment(job.lastGood.endedAt, now, language) })
    : job.last
      ? t('overview.no-good')
      : '';
  return (
    <Card level={job.level} label={t(`level.${job.level}`)}>
      <div>
        <p>
          {subject}
          {t('inbox.joint')}
          <Sentence text={useIncident(job)} />
        </p>
        <p className={style['advice']}>
          <Sentence text={formatSentences([advice, good], language)} />
        </p>
      </div>
      {!(onEdit && starts.includes(remedyOf(job))) && <Remedy job={job} {...(onEdit ? { onEdit } : {})} />}
    </Card>
  );
}

const starts: readonly RemedyKind[] = ['run', 'first-run'];

/** The frame of something that needs a person. */
export const Card = ({ level, label, children }: { level: Level; label?: string; children: ReactNode }) => (
  <div className={`${style['card']} ${style[level]}`}>
    <Glyph state={level} size={18} {...(label === undefined ? {} : { label })} />
    {children}
  </div>
);
