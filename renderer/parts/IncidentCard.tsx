import type { ReactNode } from 'react';
import type { JobStatus, Level } from '../../electron/contract/requests.ts';
import { formatMoment } from '../../electron/contract/words/format.ts';
import { adviceSentence } from '../../electron/contract/words/sentences.ts';
import { useWords } from '../words/words.tsx';
import { Glyph } from './Glyph.tsx';
import style from './IncidentCard.module.css';
import { useIncident } from './incident.ts';
import { useNow } from './now.ts';
import { Remedy } from './Remedy.tsx';
import { Sentence } from './Sentence.tsx';

/** What is wrong with a job, what to do about it, and the one button that helps. `subject` is its name, as a link or not. */
export function IncidentCard({ job, subject, onEdit }: { job: JobStatus; subject: ReactNode; onEdit?: () => void }) {
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
          <Sentence text={[advice, good].filter((sentence) => sentence !== '').join(language === 'ja' ? '' : ' ')} />
        </p>
      </div>
      <Remedy job={job} {...(onEdit ? { onEdit } : {})} />
    </Card>
  );
}

/** The frame of something that needs a person. */
export const Card = ({ level, label, children }: { level: Level; label?: string; children: ReactNode }) => (
  <div className={`${style['card']} ${style[level]}`}>
    <Glyph state={level} size={18} {...(label === undefined ? {} : { label })} />
    {children}
  </div>
);
