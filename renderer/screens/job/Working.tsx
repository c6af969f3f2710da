import { useEffect, useState } from 'react';
import type { JobStatus } from '../../../electron/contract/requests.ts';
import type { Action, Progress, Run } from '../../../electron/contract/run.ts';
import { formatBytes, formatDuration, formatNumber, formatPercent } from '../../../electron/contract/words/format.ts';
import { useProgress } from '../../bridge/progress.ts';
import { Glyph } from '../../parts/Glyph.tsx';
import { WorkBar } from '../../parts/WorkBar.tsx';
import { useWords } from '../../words/words.tsx';
import { waitsFor } from './waiting.ts';
import style from './Working.module.css';

type Props = { run: Run; others: readonly JobStatus[]; isCancelling?: boolean };

/** How far a run is: its phase in words, a bar, and what can honestly be said about the rest. */
export function Working({ run, others, isCancelling = false }: Props) {
  const { t, language } = useWords();
  const progress = useProgress(run.id);
  const elapsed = useElapsed(run.startedAt ?? run.queuedAt);
  const isQueued = run.state === 'queued';
  const share = isQueued ? null : (progress?.share ?? null);
  const files = progress?.files ?? 0;
  const bytes = progress?.bytes ?? 0;
  const remaining = progress?.remainingMs ?? null;
  const facts = [
    files > 0 && t('overview.files-so-far', { files: formatNumber(files, language) }),
    bytes > 0 && formatBytes(bytes, language),
    remaining !== null && t('overview.percent-left', { time: formatDuration(remaining, language) }),
    t('job-screen.elapsed', { time: formatDuration(elapsed, language) }),
  ].filter((fact) => fact !== false);
  const notes = [run.adopted && t('job-screen.adopted'), run.first && t('job-screen.first')].filter((note) => note !== false);

  return (
    <section className={style['working']} aria-label={t('job-screen.progress')}>
      <p className={style['phase']}>
        <Glyph state="working" size={18} />
        <span role="status">
          <PhaseWords run={run} others={others} isCancelling={isCancelling} />
        </span>
        {share !== null && <b>{formatPercent(share, language)}</b>}
      </p>
      <WorkBar label={t('job-screen.progress')} share={share} />
      <p className={style['facts']}>
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      {notes.length > 0 && <p className={style['note']}>{notes.join(language === 'ja' ? '' : ' ')}</p>}
    </section>
  );
}

function PhaseWords({ run, others, isCancelling = false }: Props): string {
  const { t } = useWords();
  const progress = useProgress(run.id);
  if (isCancelling) return t('job-screen.cancelling-short');
  if (run.state !== 'queued') return capital(t(`phase.${progress && progress.phase !== 'waiting' ? progress.phase : phaseOf(run)}`));
  const waits = waitsFor(
    run,
    others.flatMap(({ active }) => active ?? []),
  );
  return waits ? t(`job-screen.waits-${waits.why}`, { job: waits.job }) : t('job-screen.waits');
}

// What a run is at as long as nobody has said more.
type Phase = Progress['phase'];

const mainPhase = {
  backup: 'copying',
  remove: 'removing',
  restore: 'staging',
  undo: 'undoing',
  verify: 'verifying',
  drill: 'staging',
} as const satisfies Record<Action, Phase>;

function phaseOf({ action, state }: Run): Phase {
  if (state === 'queued') return 'waiting';
  if (state === 'preparing') return 'checking';
  return state === 'running' ? mainPhase[action] : 'finishing';
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The time since a moment (ms), moving on every second. */
function useElapsed(since: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.floor((now - since) / 1000) * 1000);
}
