import type { OutcomeKind } from '../../../../electron/contract/outcome.ts';
import type { JobStatus } from '../../../../electron/contract/requests.ts';
import type { Run } from '../../../../electron/contract/run.ts';
import { formatMoment } from '../../../../electron/contract/words/format.ts';
import { useNow } from '../../../parts/now.ts';
import { Sheet } from '../../../parts/Sheet.tsx';
import { useWords } from '../../../words/words.tsx';
import { LogViewer } from '../log/LogViewer.tsx';
import { momentOf } from '../run-state.ts';
import { runTitle } from '../run-words.ts';
import { SessionFacts } from '../SessionFacts.tsx';
import { Working } from '../Working.tsx';
import { Begun } from './Begun.tsx';
import { NotSavedList } from './NotSavedList.tsx';
import { RestoreReportView } from './RestoreReport.tsx';
import style from './RunPanel.module.css';
import { TechnicalText } from './TechnicalText.tsx';
import { Verdict } from './Verdict.tsx';

// What these print as errors is noise: the output tells more.
const quiet: readonly (OutcomeKind | undefined)[] = ['ok', 'recovered', 'cancelled'];

type Props = { run: Run; job: JobStatus | undefined; others: readonly JobStatus[]; onClose: () => void };

/** One run: what it came to and why, its numbers, what it could not save, and everything it printed. */
export function RunPanel({ run, job, others, onClose }: Props) {
  const { t, language } = useWords();
  const now = useNow();
  const { state, outcome, session, previous, evidence } = run;
  const facts = { job: run.jobName, outcome: runTitle(t, language, run), when: formatMoment(momentOf(run), now, language) };
  const isDone = state === 'done';
  return (
    <Sheet kind="panel" title={t(isDone ? 'run-panel.title' : 'run-panel.working', facts)} onClose={onClose}>
      <div className={style['body']}>
        {isDone ? <Answer run={run} job={job} /> : <Working run={run} others={others} isCancelling={run.cancelledAt !== null} />}
        {session && (
          <section aria-label={t('run-panel.numbers')}>
            <SessionFacts session={session} previous={previous} />
          </section>
        )}
        {evidence && <NotSavedList evidence={evidence} />}
        {evidence && <TechnicalText evidence={evidence} />}
        <LogViewer key={run.id} run={run.id} isActive={!isDone} prefersErrors={isDone && !quiet.includes(outcome?.kind)} />
      </div>
    </Sheet>
  );
}

/** What an ended run came to: of one that restores or tries a restore its report, of every other one its outcome and what helps. */
function Answer({ run, job }: Pick<Props, 'run' | 'job'>) {
  if (run.action === 'backup' || run.action === 'remove') return <Verdict run={run} job={job} />;
  return (
    <>
      <RestoreReportView run={run} job={job?.name ?? run.jobName} />
      <Begun run={run} />
    </>
  );
}
