import { isGreen } from '../../../electron/contract/outcome.ts';
import type { JobView } from '../../../electron/contract/requests.ts';
import type { Run } from '../../../electron/contract/run.ts';
import { formatNumber, formatSentences } from '../../../electron/contract/words/format.ts';
import { Refused } from '../../bridge/bridge.ts';
import { Name } from '../../parts/Name.tsx';
import { useWords } from '../../words/words.tsx';
import { dateAs } from '../../parts/timeline/dates.ts';
import type { Sessions } from '../history/sessions.ts';
import { dateIn } from './dates.ts';
import style from './RestoreScreen.module.css';

type Props = {
  name: string;
  job: JobView | undefined;
  session: number | undefined;
  sessions: Sessions;
  run: Run | null;
  error: unknown;
};

/** The answer as a sentence: what would be restored as it was when; then where it goes, and what came of it. */
export function Heading({ name, job, session, sessions, run, error }: Props) {
  const { t, language } = useWords();
  const good = sessions.filter(({ state }) => state !== 'interrupted');
  const oldest = good.at(-1);
  const isEmpty = error instanceof Refused && error.failure.kind === 'no-session';
  const time = session === undefined ? undefined : dateIn(session * 1000, 'whole', language);
  const sentences = run?.restore
    ? [t('restore-screen.to', { to: run.restore.to })]
    : job && oldest
      ? [
          t('restore-screen.under', { from: job.from, to: job.to }),
          t('restore-screen.since', {
            count: good.length,
            formatted: formatNumber(good.length, language),
            since: dateAs(oldest.time * 1000, 'date', language),
          }),
        ]
      : [];
  const title =
    time === undefined
      ? t(isEmpty ? 'restore-screen.title-empty' : 'restore-screen.title-plain', { job: name })
      : t(`restore-screen.${run ? titleOf(run) : 'title'}`, { job: name, time });
  return (
    <header className={style['head']}>
      <h1>
        <Name text={title} whole />
      </h1>
      {sentences.length > 0 && (
        <p>
          <Name text={formatSentences(sentences, language)} whole />
        </p>
      )}
    </header>
  );
}

function titleOf({ state, outcome, cancelledAt }: Run) {
  if (state !== 'done' || !outcome) return cancelledAt === null ? 'running' : 'cancelling';
  if (isGreen(outcome.kind)) return 'done';
  return outcome.kind === 'incomplete' ? 'done-in-part' : outcome.kind === 'cancelled' ? 'cancelled' : 'failed';
}
