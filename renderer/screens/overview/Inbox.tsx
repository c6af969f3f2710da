import type { JobStatus, Status } from '../../../electron/contract/requests.ts';
import { formatMoment, formatSpan } from '../../../electron/contract/words/format.ts';
import { adviceSentence, causeSentence } from '../../../electron/contract/words/sentences.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { hrefOf } from '../../frame/screen.ts';
import { Glyph } from '../../parts/Glyph.tsx';
import { Name } from '../../parts/Name.tsx';
import { useNow } from '../../parts/now.ts';
import { Remedy } from '../../parts/Remedy.tsx';
import { Sentence } from '../../parts/Sentence.tsx';
import { useWords } from '../../words/words.tsx';
import style from './Inbox.module.css';

/** What needs a person, newest first, each with the one thing that helps. */
export function Inbox({ status: { jobs, notices } }: { status: Status }) {
  const { t } = useWords();
  const open = jobs
    .filter((job) => job.level !== 'protected' && !job.active)
    .toSorted((a, b) => (b.last?.endedAt ?? Infinity) - (a.last?.endedAt ?? Infinity));
  if (open.length === 0 && notices.length === 0) return null;
  return (
    <section aria-label={t('overview.needs-you')}>
      <h2 className={style['title']}>{t('overview.needs-you')}</h2>
      <ul className={style['cards']}>
        {notices.map(({ kind, facts }) => (
          <li key={`${kind} ${facts['file']}`} className={`${style['card']} ${style['attention']}`}>
            <Glyph state="attention" size={18} />
            <p>
              <Sentence text={t(`notice.${kind}`, facts)} />
            </p>
          </li>
        ))}
        {open.map((job) => (
          <JobCard key={job.name} job={job} />
        ))}
      </ul>
    </section>
  );
}

function JobCard({ job }: { job: JobStatus }) {
  const { t, language } = useWords();
  const now = useNow();
  const advice = job.last ? adviceSentence(t, job.last) : '';
  const good = job.lastGood
    ? t('overview.last-good', { time: formatMoment(job.lastGood.endedAt, now, language) })
    : job.last
      ? t('overview.no-good')
      : '';
  return (
    <li className={`${style['card']} ${style[job.level]}`}>
      <Glyph state={job.level} label={t(`level.${job.level}`)} size={18} />
      <div>
        <p>
          <a className={style['job']} href={hrefOf({ screen: 'job', job: job.name })}>
            <Name text={job.name} />
          </a>
          {t('inbox.joint')}
          <Sentence text={useIncident(job)} />
        </p>
        <p className={style['advice']}>
          <Sentence text={[advice, good].filter((sentence) => sentence !== '').join(' ')} />
        </p>
      </div>
      <Remedy job={job} />
    </li>
  );
}

/** What is wrong with a job, as the end of a sentence that begins with its name. */
export function useIncident({ last, lastGood, level }: JobStatus): string {
  const { t, language } = useWords();
  const now = useNow();
  if (!last?.outcome) return t('inbox.never');
  const bad = last.outcome.kind !== 'ok' && last.outcome.kind !== 'recovered' && !last.accepted;
  if (!bad && level === 'at-risk' && lastGood) return t('inbox.late', { age: formatSpan(now - lastGood.endedAt, language) });
  const facts = { when: visible(formatMoment(last.endedAt ?? now, now, language)), cause: causeSentence(t, last) };
  return t(`inbox.${last.outcome.kind}`, facts);
}
