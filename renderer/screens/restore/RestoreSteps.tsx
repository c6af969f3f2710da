import type { Run } from '../../../electron/contract/run.ts';
import { formatBytes, formatDuration, formatNumber, formatPercent } from '../../../electron/contract/words/format.ts';
import { useProgress } from '../../bridge/progress.ts';
import { Glyph } from '../../parts/Glyph.tsx';
import { WorkBar } from '../../parts/WorkBar.tsx';
import { useWords } from '../../words/words.tsx';
import style from './RestoreRun.module.css';
import { stepOf, steps } from './steps.ts';

/** How far a restore is: the step it is at, and what can honestly be said about the rest. */
export function RestoreSteps({ run }: { run: Run }) {
  const { t, language } = useWords();
  const progress = useProgress(run.id);
  const at = steps.indexOf(stepOf(run, progress));
  const share = run.state === 'queued' ? null : (progress?.share ?? null);
  const files = formatNumber(progress?.files ?? 0, language);
  const facts = [
    (progress?.files ?? 0) > 0 &&
      (progress?.bytes === undefined
        ? t('restore-screen.so-far-files', { files })
        : t('restore-screen.so-far', { files, bytes: formatBytes(progress.bytes, language) })),
    progress?.remainingMs != null && t('restore-screen.left', { time: formatDuration(progress.remainingMs, language) }),
  ].filter((fact) => fact !== false);
  return (
    <section className={style['steps']} aria-label={t('restore-screen.progress')}>
      <ol aria-label={t('restore-screen.steps')}>
        {steps.map((step, index) => {
          const state = index < at ? 'done' : index === at ? 'now' : 'next';
          return (
            <li key={step} data-state={state} {...(state === 'now' ? { 'aria-current': 'step' } : {})}>
              {state === 'next' ? (
                <span className={style['dot']} role="img" aria-label={t('restore-screen.step-next')} />
              ) : (
                <Glyph state={state === 'done' ? 'protected' : 'working'} label={t(`restore-screen.step-${state}`)} />
              )}
              <span>{run.state === 'queued' && step === 'look' ? t('phase.waiting') : t(`restore-screen.step-${step}`)}</span>
              {state === 'now' && share !== null && <b>{formatPercent(share, language)}</b>}
            </li>
          );
        })}
      </ol>
      <WorkBar label={t('restore-screen.progress')} share={share} />
      <p className={style['facts']}>
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
    </section>
  );
}
