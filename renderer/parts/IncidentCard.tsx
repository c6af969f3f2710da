import type { ReactNode } from 'react';
import type { Incident } from '../../electron/contract/incident.ts';
import type { JobStatus } from '../../electron/contract/requests.ts';
import { formatMoment, formatSentences, formatTimeExact } from '../../electron/contract/words/format.ts';
import { incidentFix, incidentSentence } from '../../electron/contract/words/incident-words.ts';
import { useAsk } from '../bridge/questions.ts';
import { useWords } from '../words/words.tsx';
import { goToPart } from './arrive.ts';
import { Button } from './Button.tsx';
import { Card, useLastGood } from './Card.tsx';
import { Glyph } from './Glyph.tsx';
import style from './IncidentCard.module.css';
import { levelOfIncident } from './incident.ts';
import { Name } from './Name.tsx';
import { useNow } from './now.ts';
import { helpAgainst, type RemedyKind } from './remedy.ts';
import { Remedy } from './Remedy.tsx';
import { Sentence } from './Sentence.tsx';

type Props = {
  incident: Incident;
  /** The job it is about, as it stands now; undefined when it is about none, or about one that is gone. */
  job: JobStatus | undefined;
  /** Shows the job's name in the sentence; without it, it stands there plainly. */
  subject?: (name: ReactNode) => ReactNode;
  /** Where the job's own screen is around it: it can be edited there, and it already has a button that starts a backup. */
  onEdit?: () => void;
};

/** What is wrong, since when and how often, what to do about it, and the one button that helps. */
export function IncidentCard({ incident, job, subject = (name) => name, onEdit }: Props) {
  const { t, language } = useWords();
  const now = useNow();
  const known = job?.last?.id === incident.run ? job.last : null;
  const { data: asked } = useAsk('run.get', { run: incident.run ?? 1 }, { enabled: incident.run !== null && !known });
  const run = known ?? (incident.run === null ? undefined : asked);
  const level = levelOfIncident(incident, job);
  const since = { count: incident.times, when: formatMoment(incident.openedAt, now, language) };
  const good = useLastGood(job);
  const said = incidentSentence({ t, language, now }, { ...incident, jobName: incident.jobName === null ? null : nameMark }, run);
  return (
    <Card level={level} label={t(`level.${level}`)}>
      <div>
        <p>
          <WithName text={said}>{subject(<Name text={incident.jobName ?? ''} />)}</WithName>
        </p>
        <p className={style['advice']}>
          <Sentence text={formatSentences([incidentFix(t, incident, run, 'window'), good], language)} />
        </p>
        <p className={style['since']}>
          <time dateTime={new Date(incident.openedAt).toISOString()} title={formatTimeExact(incident.openedAt, language)}>
            {t(incident.times > 1 ? 'incident-card.times' : 'incident-card.since', since)}
          </time>
        </p>
      </div>
      {job?.active ? (
        <p className={style['working']}>
          <Glyph state="working" />
          {t(`incident-card.${job.active.action}`)}
        </p>
      ) : (
        <Help kind={helpAgainst(incident, job, run)} job={job && run ? { ...job, last: run } : job} {...(onEdit ? { onEdit } : {})} />
      )}
    </Card>
  );
}

const starts: readonly string[] = ['run', 'first-run'];

function Help({ kind, job, onEdit }: { kind: ReturnType<typeof helpAgainst>; job: JobStatus | undefined; onEdit?: () => void }) {
  const { t } = useWords();
  if (kind === 'mail') return <Button onPress={() => goToPart({ screen: 'settings' }, 'mail')}>{t('help.mail')}</Button>;
  if (kind === 'settings') return <Button onPress={() => goToPart({ screen: 'settings' }, 'watchdog')}>{t('help.settings')}</Button>;
  if (!job || (onEdit && starts.includes(kind))) return null;
  const here: RemedyKind = onEdit && kind === 'job' ? 'edit' : kind;
  return <Remedy job={job} kind={here} {...(onEdit ? { onEdit } : {})} />;
}

// A private-use character: no word of the catalogue has it, and the name stands before everything that comes from outside.
const nameMark = '\ue000';

/** A sentence with something else in the place of its name. */
function WithName({ text, children }: { text: string; children: ReactNode }) {
  const place = text.indexOf(nameMark);
  if (place < 0) return <Sentence text={text} />;
  return (
    <>
      {place > 0 && <Sentence text={text.slice(0, place)} />}
      {children}
      <Sentence text={text.slice(place + nameMark.length)} />
    </>
  );
}
