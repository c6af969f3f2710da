import type { JobStatus } from '../../../electron/contract/requests.ts';
import { useAsk } from '../../bridge/questions.ts';
import { DayStrip } from '../../parts/DayStrip.tsx';
import { useNow } from '../../parts/now.ts';
import { When } from '../../parts/When.tsx';
import { useWords } from '../../words/words.tsx';
import style from './JobScreen.module.css';
import { SessionFacts } from './SessionFacts.tsx';

/** The last thirty days, and the numbers of the last good session beside those of the one before. */
export function LastSession({ job: { days, lastGood } }: { job: JobStatus }) {
  const { t, language } = useWords();
  const now = useNow();
  const previous = useAsk('run.get', { run: lastGood?.run ?? 1 }, { enabled: lastGood !== null }).data?.previous ?? null;
  const today = new Date(now);
  const first = new Date(today.getFullYear(), today.getMonth(), today.getDate() - (days.length - 1));
  return (
    <section className={style['card']}>
      <div className={style['part']}>
        <div className={style['heading']}>
          <h2>{t('job-history.days')}</h2>
        </div>
        <DayStrip days={days} tall />
        <p className={style['span']} aria-hidden="true">
          <span>{new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { day: 'numeric', month: 'long' }).format(first)}</span>
          <span>{new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(0, 'day')}</span>
        </p>
      </div>
      <div className={style['part']}>
        <div className={style['heading']}>
          <h2>{t('job-session.title')}</h2>
        </div>
        {lastGood ? (
          <SessionFacts session={lastGood.session} previous={previous} when={<When at={lastGood.endedAt} />} />
        ) : (
          <p className={style['quiet']}>{t('job-session.none')}</p>
        )}
      </div>
    </section>
  );
}
