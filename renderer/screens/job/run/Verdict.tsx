import type { JobStatus } from '../../../../electron/contract/requests.ts';
import { mayBeAccepted, type Run } from '../../../../electron/contract/run.ts';
import { formatDuration } from '../../../../electron/contract/words/format.ts';
import { adviceSentence, causeSentence } from '../../../../electron/contract/words/sentences.ts';
import { Glyph } from '../../../parts/Glyph.tsx';
import { remedyOf } from '../../../parts/remedy.ts';
import { Remedy } from '../../../parts/Remedy.tsx';
import { Sentence } from '../../../parts/Sentence.tsx';
import { When } from '../../../parts/When.tsx';
import { useWords } from '../../../words/words.tsx';
import { stateOfRun } from '../run-state.ts';
import { runWord } from '../run-words.ts';
import { AcceptRemoval } from './AcceptRemoval.tsx';
import { Begun } from './Begun.tsx';
import style from './RunPanel.module.css';

/** What a run came to, why, what to do; and, while it is still the newest one, the button that helps. */
export function Verdict({ run, job }: { run: Run; job: JobStatus | undefined }) {
  const { t, language } = useWords();
  const { startedAt, endedAt } = run;
  const isOpen = job?.last?.id === run.id && !job.active && job.level !== 'protected';
  const advice = useAdvice(run);
  return (
    <div className={style['verdict']}>
      <div className={style['line']}>
        <Glyph state={stateOfRun(run)} size={18} />
        <div>
          <p>
            <Sentence text={useReason(run)} />
          </p>
          {advice !== '' && (
            <p className={style['advice']}>
              <Sentence text={advice} />
            </p>
          )}
        </div>
        {run.action === 'remove' && mayBeAccepted(run) && (
          <>
            <span />
            <AcceptRemoval run={run.id} />
          </>
        )}
        {/* The log is what this panel shows anyway. */}
        {isOpen && remedyOf(job) !== 'log' && (
          <>
            <span />
            <div>
              <Remedy job={job} />
            </div>
          </>
        )}
      </div>
      {/* With a session, its numbers say when. */}
      {!run.session && startedAt !== null && endedAt !== null && (
        <p className={style['times']}>
          <span>
            {t('run-panel.began')} <When at={startedAt} />
          </span>
          <span>
            {t('run-panel.ended')} <When at={endedAt} />
          </span>
          <span>{t('overview.took', { time: formatDuration(endedAt - startedAt, language) })}</span>
        </p>
      )}
      <Begun run={run} />
      {run.adopted && <p className={style['quiet']}>{t('job-screen.adopted')}</p>}
    </div>
  );
}

// The catalogue has the causes as ends of sentences; names and commands at their beginning stay as they are.
const capital = (text: string): string =>
  text.replace(/^(?:an?|another|access|the|one|you)(?= )/, (word) => word.charAt(0).toUpperCase() + word.slice(1));

function useReason(run: Run): string {
  const { t, language } = useWords();
  const cause = causeSentence(t, run);
  if (cause !== '') return t('result.because', { cause: capital(cause) });
  if (run.action === 'remove') {
    const word = runWord(t, language, run);
    return t('result.because', { cause: word.charAt(0).toUpperCase() + word.slice(1) });
  }
  return t(run.outcome?.kind === 'recovered' ? 'run-panel.recovered' : 'run-panel.good');
}

function useAdvice(run: Run): string {
  const { t } = useWords();
  if (run.accepted) return t('run-panel.accepted');
  return adviceSentence(t, run);
}
