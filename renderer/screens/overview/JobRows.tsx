import type { JobStatus } from '../../../electron/contract/requests.ts';
import { formatBytes, formatDuration, formatNumber, formatTimeExact } from '../../../electron/contract/words/format.ts';
import { outcomeWord } from '../../../electron/contract/words/sentences.ts';
import { formatIn, zoneHere } from '../../../electron/contract/words/zone-words.ts';
import { go, hrefOf } from '../../frame/screen.ts';
import { AgeBar } from '../../parts/AgeBar.tsx';
import { DayStrip } from '../../parts/DayStrip.tsx';
import { Glyph } from '../../parts/Glyph.tsx';
import { Name } from '../../parts/Name.tsx';
import { useNow } from '../../parts/now.ts';
import { ProvenNote } from '../../parts/Proven.tsx';
import { stateOf } from '../../parts/state.ts';
import { useWords } from '../../words/words.tsx';
import style from './JobRows.module.css';

/** One row a job; the whole row opens it. Rows out of sight are not laid out, so that 200 of them scroll as ten do. */
export function JobRows({ jobs }: { jobs: readonly JobStatus[] }) {
  const { t } = useWords();
  return (
    <ul className={style['rows']} aria-label={t('overview.jobs')}>
      {jobs.map((job) => (
        <JobRow key={job.name} job={job} />
      ))}
    </ul>
  );
}

function JobRow({ job }: { job: JobStatus }) {
  const { t } = useWords();
  const state = stateOf(job);
  return (
    <li className={style['row']}>
      <Glyph state={state} label={t(`level.${state}`)} size={18} />
      <div className={style['what']}>
        <a className={style['name']} href={hrefOf({ screen: 'job', job: job.name })}>
          <Name text={job.name} />
        </a>
        <small>
          <Name text={job.from} /> <span aria-label={t('common.arrow')}>→</span> <Name text={job.to} />
        </small>
      </div>
      <AgeBar job={job} />
      <DayStrip days={job.days} />
      <Runs job={job} />
    </li>
  );
}

/** When a job is backed up next by itself, what its last run came to, and when it was proved that it can be restored. */
function Runs({ job }: { job: JobStatus }) {
  return (
    // Its times show more on hover and so lie above the link that the row is.
    <div className={style['runs']} onClick={() => go({ screen: 'job', job: job.name })}>
      <span className={style['next']}>
        <Next job={job} />
      </span>
      <small>
        <LastRun job={job} />
      </small>
      <small>
        <ProvenNote job={job} />
      </small>
    </div>
  );
}

function Next({ job: { next, pause } }: { job: JobStatus }) {
  const { t } = useWords();
  if (!pause) return next === null ? t('overview.no-schedule') : <Filled word="overview.next" at={next} />;
  return (
    <>
      <Glyph state="paused" size={12} />{' '}
      {pause.until === null ? t('overview.paused') : <Filled word="overview.paused-until" at={pause.until} />}
    </>
  );
}

/** A few words with a moment in them, the exact one on hover. */
function Filled({ word, at }: { word: 'overview.next' | 'overview.paused-until' | 'overview.last-run'; at: number }) {
  const { t, language } = useWords();
  const now = useNow();
  return <time title={formatTimeExact(at, language)}>{t(word, { when: formatIn(zoneHere(), at, now, language) })}</time>;
}

function LastRun({ job: { active, last, lastGood } }: { job: JobStatus }) {
  const { t, language } = useWords();
  if (active && active.action !== 'backup') return t(`incident-card.${active.action}`);
  if (!last) return t('overview.never-run');
  const session = lastGood?.run === last.id ? lastGood.session : undefined;
  const took = last.startedAt !== null && last.endedAt !== null ? formatDuration(last.endedAt - last.startedAt, language) : '';
  const numbers =
    session && t('overview.numbers', { files: formatNumber(session.files, language), bytes: formatBytes(session.bytes, language) });
  return (
    <>
      {last.endedAt !== null && <Filled word="overview.last-run" at={last.endedAt} />}
      <span title={[outcomeWord(t, last), took, numbers].filter(Boolean).join(' · ')}>
        {' · '}
        {took !== '' && session ? took : outcomeWord(t, last)}
      </span>
    </>
  );
}
