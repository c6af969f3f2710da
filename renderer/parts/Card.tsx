import type { ReactNode } from 'react';
import type { JobStatus, Level } from '../../electron/contract/requests.ts';
import { formatMoment } from '../../electron/contract/words/format.ts';
import { useWords } from '../words/words.tsx';
import { Glyph } from './Glyph.tsx';
import style from './IncidentCard.module.css';
import { useNow } from './now.ts';

/** The frame of something that needs a person. */
export const Card = ({ level, label, children }: { level: Level; label?: string; children: ReactNode }) => (
  <div className={`${style['card']} ${style[level]}`}>
    <Glyph state={level} size={18} {...(label === undefined ? {} : { label })} />
    {children}
  </div>
);

/** What there would be to go back to, as a sentence; empty when nothing is known about it. */
export function useLastGood(job: JobStatus | undefined): string {
  const { t, language } = useWords();
  const now = useNow();
  if (job?.lastGood) return t('overview.last-good', { time: formatMoment(job.lastGood.endedAt, now, language) });
  return job?.last ? t('overview.no-good') : '';
}
