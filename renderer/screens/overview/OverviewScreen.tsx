import type { JobStatus, Status } from '../../../electron/contract/requests.ts';
import { formatSentences, formatSpan, type Language } from '../../../electron/contract/words/format.ts';
import { headline } from '../../../electron/contract/words/headline.ts';
import type { Translate } from '../../../electron/contract/words/sentences.ts';
import { useAsk, useDo } from '../../bridge/questions.ts';
import { useHandover } from '../../parts/handover.ts';
import { useNow } from '../../parts/now.ts';
import { Page } from '../../parts/Page.tsx';
import { PauseMenu } from '../../parts/PauseMenu.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import { AllPaused } from './AllPaused.tsx';
import { Inbox } from './Inbox.tsx';
import { JobRows } from './JobRows.tsx';

/** Is everything protected, and if not, what helps. */
export function OverviewScreen() {
  const { t, language } = useWords();
  const now = useNow();
  const { data: status, error, refetch } = useAsk('status', {});
  const pause = useDo('pause.set');
  const resume = useDo('pause.end');
  const { place, press } = useHandover(status?.pause == null);
  if (error) return <Trouble error={error} retry={() => void refetch()} />;
  if (!status) return null;
  const trouble = pause.error ?? resume.error;
  return (
    <Page
      title={headline(t, language, status, now)}
      under={underneath(t, status, language, now)}
      actions={
        // Each takes the place of the other, and with it the focus.
        !status.pause && (
          <div ref={place}>
            <PauseMenu label={t('pause-all.menu')} onPause={(length) => press(() => pause.mutate({ name: null, length }))} />
          </div>
        )
      }
    >
      {trouble && <Trouble error={trouble} />}
      {status.pause && <AllPaused pause={status.pause} onResume={() => press(() => resume.mutate({ name: null }))} place={place} />}
      <JobRows jobs={status.jobs} />
      <Inbox status={status} />
    </Page>
  );
}

/** The second line: the rest of the jobs, what runs, and what would be lost with the job that is behind most. */
function underneath(t: Translate, { level, jobs }: Status, language: Language, now: number): string {
  const count = (match: (job: JobStatus) => boolean) => jobs.filter(match).length;
  const fine = count((job) => job.level === 'protected');
  const working = count((job) => job.active?.action === 'backup');
  const oldest = jobs
    .filter((job) => job.level === 'protected' && job.lastGood)
    .toSorted((a, b) => (a.lastGood?.endedAt ?? 0) - (b.lastGood?.endedAt ?? 0))[0];
  const sentences = [
    level !== 'protected' && fine > 0 ? t('overview.rest-protected', { count: fine }) : '',
    working > 0 ? t('overview.working', { count: working }) : '',
    oldest?.lastGood ? t('overview.loss', { job: oldest.name, age: formatSpan(now - oldest.lastGood.endedAt, language) }) : '',
  ];
  return formatSentences(sentences, language);
}
