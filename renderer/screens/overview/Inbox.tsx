import type { Status } from '../../../electron/contract/requests.ts';
import { hrefOf } from '../../frame/screen.ts';
import { Card, IncidentCard } from '../../parts/IncidentCard.tsx';
import { Name } from '../../parts/Name.tsx';
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
          <li key={`${kind} ${facts['file']}`}>
            <Card level="attention">
              <p>
                <Sentence text={t(`notice.${kind}`, facts)} />
              </p>
            </Card>
          </li>
        ))}
        {open.map((job) => (
          <li key={job.name}>
            <IncidentCard
              job={job}
              subject={
                <a className={style['job']} href={hrefOf({ screen: 'job', job: job.name })}>
                  <Name text={job.name} />
                </a>
              }
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
