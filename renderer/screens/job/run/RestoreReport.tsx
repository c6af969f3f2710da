import type { Cause } from '../../../../electron/contract/outcome.ts';
import type { Run } from '../../../../electron/contract/run.ts';
import { formatTimeExact } from '../../../../electron/contract/words/format.ts';
import { hasCome, isCutOff, reportAdvice, reportSentence } from '../../../../electron/contract/words/report-words.ts';
import { causeSentence, sentenceCase } from '../../../../electron/contract/words/sentences.ts';
import { visible } from '../../../../electron/contract/words/visible.ts';
import { Button } from '../../../parts/Button.tsx';
import { Glyph } from '../../../parts/Glyph.tsx';
import { Sentence } from '../../../parts/Sentence.tsx';
import { useWords } from '../../../words/words.tsx';
import { momentOf, stateOfRun } from '../run-state.ts';
import { Aside } from './Aside.tsx';
import { DamagedList } from './DamagedList.tsx';
import { ReportFacts } from './ReportFacts.tsx';
import style from './RestoreReport.module.css';
import '../../../style/print.css';

type Props = {
  run: Run;
  /** The job as it is named now. */
  job: string;
};

/** What a restore, an undo, a verification or a drill came to: the answer first, then what, where and how it was checked. Can be printed. */
export function RestoreReportView({ run, job }: Props) {
  const { t, language } = useWords();
  const { report } = run;
  const advice = useAdvice(run);
  return (
    <section className={style['report']} aria-label={t('restored.title')} data-paper>
      <p className={style['paper']}>
        {t('restored.paper', {
          job: visible(job),
          action: t(`action.${run.action}`),
          run: run.id,
          when: formatTimeExact(momentOf(run), language),
        })}
      </p>
      <div className={style['answer']}>
        <Glyph state={stateOfRun(run)} size={18} />
        <div>
          <p className={style['sentence']}>
            <Sentence text={reportSentence(t, language, run)} />
          </p>
          {advice !== '' && (
            <p className={style['advice']}>
              <Sentence text={advice} />
            </p>
          )}
        </div>
      </div>
      {/* Most of all where nothing came back: the nearest good version is the way out. */}
      {report && <DamagedList report={report} job={job} />}
      {report && hasCome(run) && <ReportFacts run={run} report={report} />}
      {report && (hasCome(run) || isCutOff(run)) && <Aside run={run} report={report} />}
      <div className={style['deeds']}>
        <Button onPress={() => window.print()}>{t('restored.print')}</Button>
      </div>
    </section>
  );
}

// That files are damaged or have no hash, or attributes are lost, is the first sentence itself.
const saidFirst = new Set<Cause | null | undefined>(['files-damaged', 'files-unrecorded', 'attributes-unread']);

/** What to do about it; before that its cause, where the first sentence does not name it. */
function useAdvice(run: Run): string {
  const { t } = useWords();
  const cause = causeSentence(t, run);
  const advice = reportAdvice(t, run);
  const isSaid = !hasCome(run) || saidFirst.has(run.outcome?.cause);
  return cause === '' || isSaid ? advice : t('alert.body', { cause: sentenceCase(cause), fix: advice });
}
