import type { ReactNode } from 'react';
import type { JobStatus, Status } from '../../../electron/contract/requests.ts';
import { hrefOf } from '../../frame/screen.ts';
import { Card } from '../../parts/Card.tsx';
import { IncidentCard } from '../../parts/IncidentCard.tsx';
import { mattersOf } from '../../parts/incident.ts';
import { Name } from '../../parts/Name.tsx';
import { Sentence } from '../../parts/Sentence.tsx';
import { SilentCard } from '../../parts/SilentCard.tsx';
import { useWords } from '../../words/words.tsx';
import style from './Inbox.module.css';

/** What needs a person, newest first, each with the one thing that helps. */
export function Inbox({ status }: { status: Status }) {
  const { t } = useWords();
  const { notices } = status;
  const matters = mattersOf(status);
  if (matters.length === 0 && notices.length === 0) return null;
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
        {matters.map(({ incident, job }) =>
          incident ? (
            <li key={incident.id}>
              <IncidentCard incident={incident} job={job} subject={(name) => <Subject job={job}>{name}</Subject>} />
            </li>
          ) : (
            <li key={job.name}>
              <SilentCard
                job={job}
                subject={
                  <Subject job={job}>
                    <Name text={job.name} />
                  </Subject>
                }
              />
            </li>
          ),
        )}
      </ul>
    </section>
  );
}

/** A job's name as the way to it. */
const Subject = ({ job, children }: { job: JobStatus | undefined; children: ReactNode }) =>
  job ? (
    <a className={style['job']} href={hrefOf({ screen: 'job', job: job.name })}>
      {children}
    </a>
  ) : (
    <b>{children}</b>
  );
