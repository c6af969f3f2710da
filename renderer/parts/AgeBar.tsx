import type { JobStatus } from '../../electron/contract/requests.ts';
import { formatDuration, formatNumber, formatPercent, formatShortSpan, formatSpan } from '../../electron/contract/words/format.ts';
import { useProgress } from '../bridge/progress.ts';
import { useWords } from '../words/words.tsx';
import { useNow } from './now.ts';
import style from './AgeBar.module.css';
import colour from './State.module.css';

/** The age of a job's last good session against its target; while it is backed up, how far that is. */
export function AgeBar({ job }: { job: JobStatus }) {
  return job.active?.action === 'backup' ? <Working run={job.active.id} /> : <Age job={job} />;
}

function Age({ job: { level, lastGood, target } }: { job: JobStatus }) {
  const { t, language } = useWords();
  const now = useNow();
  if (!lastGood) {
    return (
      <div className={style['age']}>
        <span className={colour['at-risk']}>{t('overview.age-never')}</span>
        <Bar kind="at-risk" share={1} tick={null} />
      </div>
    );
  }
  const passed = Math.max(0, now - lastGood.endedAt);
  const isLate = passed > target;
  const [age, goal] = [formatSpan(passed, language), formatSpan(target, language)];
  const shortGoal = formatShortSpan(target, language);
  // The bar is as long as the longer of the two, so that the tick moves in as the age runs past it.
  const whole = Math.max(passed, target);
  return (
    <div className={style['age']} role="img" aria-label={t('overview.age-label', { age, target: goal })}>
      <span className={isLate ? colour['at-risk'] : ''}>
        {age} <small>{t('overview.age-of', { target: shortGoal })}</small>
      </span>
      <Bar kind={isLate ? 'at-risk' : level} share={passed / whole} tick={target / whole} />
    </div>
  );
}

function Working({ run }: { run: number }) {
  const { t, language } = useWords();
  const progress = useProgress(run);
  const share = progress?.share ?? null;
  const remaining = progress?.remainingMs ?? null;
  const files = progress?.files ?? 0;
  return (
    <div className={style['age']}>
      <span>
        {share === null ? t(`phase.${progress?.phase ?? 'checking'}`) : formatPercent(share, language)}{' '}
        <small>
          {remaining !== null
            ? t('overview.percent-left', { time: formatDuration(remaining, language) })
            : files > 0 && t('overview.files-so-far', { files: formatNumber(files, language) })}
        </small>
      </span>
      <Bar kind="working" share={share} tick={null} />
    </div>
  );
}

/** A thin bar; without a share something moves, because its length is not known. */
export function Bar({ kind, share, tick }: { kind: string; share: number | null; tick: number | null }) {
  return (
    <span className={`${style['bar']} ${colour[kind]}`} aria-hidden="true">
      {share === null ? <i className={style['unknown']} /> : <i style={{ width: `${Math.max(1.5, Math.min(100, share * 100))}%` }} />}
      {tick !== null && <u style={{ left: `calc(${Math.min(100, tick * 100)}% - 1px)` }} />}
    </span>
  );
}
