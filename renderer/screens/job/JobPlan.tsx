import type { JobStatus, JobView } from '../../../electron/contract/requests.ts';
import { scheduleSentence } from '../../../electron/contract/words/schedule-words.ts';
import { formatSpan } from '../../../electron/contract/words/format.ts';
import { isSameZone } from '../../../electron/contract/words/zone-words.ts';
import { useAsk } from '../../bridge/questions.ts';
import { useMachineZone } from '../../parts/machine-zone.ts';
import { NextTimes } from '../../parts/NextTimes.tsx';
import { useWords } from '../../words/words.tsx';
import style from './JobPlan.module.css';
import { LeftOut } from './LeftOut.tsx';
import { Retention } from './Retention.tsx';
import screenStyle from './JobScreen.module.css';

/** What happens to a job by itself: when it is backed up, and what is removed when. */
export function JobPlan({ view, job }: { view: JobView; job: JobStatus }) {
  const { t } = useWords();
  return (
    <section className={`${screenStyle['card']} ${style['plan']}`} aria-label={t('plan.title')}>
      <div className={`${screenStyle['part']} ${style['side']}`}>
        <div className={screenStyle['heading']}>
          <h2>{t('plan.schedule')}</h2>
        </div>
        <Schedule view={view} job={job} />
      </div>
      <div className={`${screenStyle['part']} ${style['side']}`}>
        <div className={screenStyle['heading']}>
          <h2>{t('job-facts.retention')}</h2>
        </div>
        <Retention view={view} job={job} />
      </div>
    </section>
  );
}

function Schedule({ view: { job: kept }, job }: { view: JobView; job: JobStatus }) {
  const { t, language } = useWords();
  const machine = useMachineZone();
  const { schedule } = kept;
  const target = formatSpan(job.target, language);
  return (
    <div className={style['facts']}>
      {schedule ? (
        <>
          <p>{scheduleSentence(t, language, schedule, machine)}</p>
          <Times view={schedule} />
          <p className={style['quiet']}>
            {isSameZone(schedule.zone, machine)
              ? t('when.zone-here', { zone: schedule.zone })
              : t('plan.zone', { zone: schedule.zone, here: machine })}
          </p>
        </>
      ) : (
        <p>{t('when.none-text')}</p>
      )}
      {kept.notOnBattery && <p className={style['quiet']}>{t('plan.not-on-battery')}</p>}
      <p className={style['quiet']}>{t('plan.target', { target })}</p>
      <LeftOut name={job.name} />
    </div>
  );
}

function Times({ view: { rhythm, zone } }: { view: NonNullable<JobView['job']['schedule']> }) {
  const { data } = useAsk('schedule.preview', { rhythm, zone });
  return data ? <NextTimes times={data.next} zone={zone} /> : null;
}
