import type { JobStatus, Status } from '../../electron/contract/requests.ts';
import type { Target } from '../../electron/contract/wire.ts';
import { formatShortSpan } from '../../electron/contract/words/format.ts';
import { Glyph } from '../parts/Glyph.tsx';
import { stateOf } from '../parts/state.ts';
import { Name } from '../parts/Name.tsx';
import { useNow } from '../parts/now.ts';
import { useWords } from '../words/words.tsx';
import { hrefOf } from './screen.ts';
import style from './Rail.module.css';

type Props = { status: Status | undefined; target: Target; onFind: () => void; onSkip: () => void };

/** The way to every screen, and every job's state at a glance. */
export function Rail({ status, target, onFind, onSkip }: Props) {
  const { t } = useWords();
  const current = (screen: Target['screen']) => (target.screen === screen ? { 'aria-current': 'page' as const } : {});
  return (
    <nav className={style['rail']} aria-label={t('nav.label')}>
      <button type="button" className={style['skip']} onClick={onSkip}>
        {t('nav.skip')}
      </button>
      <p className={style['mark']}>
        Modosu <small lang="ja">戻す</small>
      </p>
      <a className={style['link']} href={hrefOf({ screen: 'overview' })} {...current('overview')}>
        <Icon path="M2.5 7.5 8 2.8l5.5 4.7M4 6.8v6.4h8V6.8" />
        <span>{t('nav.overview')}</span>
      </a>
      <ul className={style['jobs']} aria-label={t('nav.jobs')}>
        {status?.jobs.map((job) => (
          <JobLink key={job.name} job={job} isCurrent={'job' in target && target.job === job.name} />
        ))}
        <li>
          <a className={style['link']} href={hrefOf({ screen: 'welcome' })} {...current('welcome')}>
            <Icon path="M8 3v10M3 8h10" />
            <span>{t('nav.add-job')}</span>
          </a>
        </li>
      </ul>
      <button type="button" className={style['link']} onClick={onFind}>
        <Icon path="M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.4 10.4 14 14" />
        <span>{t('nav.find')}</span>
        <kbd className={style['key']}>Ctrl K</kbd>
      </button>
      <a className={style['link']} href={hrefOf({ screen: 'hosts' })} {...current('hosts')}>
        <Icon path="M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.1M5 11h.1" />
        <span>{t('nav.hosts')}</span>
      </a>
      <a className={style['link']} href={hrefOf({ screen: 'settings' })} {...current('settings')}>
        <Icon path="M2.5 5h6M12 5h1.5M2.5 11H4M7.5 11h6M10.2 6.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6ZM5.8 12.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z" />
        <span>{t('nav.settings')}</span>
      </a>
    </nav>
  );
}

function JobLink({ job, isCurrent }: { job: JobStatus; isCurrent: boolean }) {
  const { t, language } = useWords();
  const now = useNow();
  const state = stateOf(job);
  const age = job.active ? t('nav.age-now') : job.lastGood ? formatShortSpan(now - job.lastGood.endedAt, language) : t('nav.age-none');
  const isPausedToo = job.pause !== null && state !== 'paused';
  return (
    <li>
      <a className={style['link']} href={hrefOf({ screen: 'job', job: job.name })} {...(isCurrent ? { 'aria-current': 'page' } : {})}>
        <Glyph state={state} label={t(`level.${state}`)} />
        <span className={style['name']}>
          <Name text={job.name} />
        </span>
        <span className={style['age']}>
          {isPausedToo && <Glyph state="paused" label={t('level.paused')} size={12} />}
          {age}
        </span>
      </a>
    </li>
  );
}

const Icon = ({ path }: { path: string }) => (
  <svg className={style['icon']} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d={path} />
  </svg>
);
