import type { JobStatus } from '../../../electron/contract/requests.ts';
import { formatBytes, formatDuration, formatNumber } from '../../../electron/contract/words/format.ts';
import { outcomeWord } from '../../../electron/contract/words/sentences.ts';
import { hrefOf } from '../../frame/screen.ts';
import { AgeBar } from '../../parts/AgeBar.tsx';
import { DayStrip } from '../../parts/DayStrip.tsx';
import { Glyph } from '../../parts/Glyph.tsx';
import { Name } from '../../parts/Name.tsx';
import { stateOf } from '../../parts/state.ts';
import { When } from '../../parts/When.tsx';
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
      <LastRun job={job} />
    </li>
  );
}

function LastRun({ job: { last, lastGood } }: { job: JobStatus }) {
  const { t, language } = useWords();
  if (!last) return <div className={style['last']}>{t('overview.never-run')}</div>;
  const session = lastGood?.run === last.id ? lastGood.session : undefined;
  return (
    <div className={style['last']}>
      <span title={outcomeWord(t, last)}>
        {last.endedAt === null ? outcomeWord(t, last) : <When at={last.endedAt} />}
        {last.startedAt !== null && last.endedAt !== null && last.outcome && (
          <small className={style['side']}> {formatDuration(last.endedAt - last.startedAt, language)}</small>
        )}
      </span>
      <small>
        {session
          ? t('overview.numbers', { files: formatNumber(session.files, language), bytes: formatBytes(session.bytes, language) })
          : outcomeWord(t, last)}
      </small>
    </div>
  );
}
