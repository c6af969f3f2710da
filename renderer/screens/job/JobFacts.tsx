import type { ReactNode } from 'react';
import type { Rule } from '../../../electron/contract/job.ts';
import type { JobView } from '../../../electron/contract/requests.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { Name } from '../../parts/Name.tsx';
import { Sentence } from '../../parts/Sentence.tsx';
import { useWords } from '../../words/words.tsx';
import { CommandBox } from './CommandBox.tsx';
import style from './JobFacts.module.css';
import screenStyle from './JobScreen.module.css';

/** What a job is: its places, what is left out, and the command that does it. */
export function JobFacts({ view: { job, from, to, command } }: { view: JobView }) {
  const { t } = useWords();
  return (
    <section className={screenStyle['card']} aria-label={t('job-facts.title')}>
      <div className={screenStyle['part']}>
        <div className={screenStyle['heading']}>
          <h2>{t('job-facts.title')}</h2>
        </div>
        <dl className={style['facts']}>
          <Fact label={t('job-facts.source')}>
            <Name text={from} whole />
          </Fact>
          <Fact label={t('job-facts.repository')}>
            <Name text={to} whole />
          </Fact>
          <Fact label={t('job-facts.selection')}>
            <Selection rules={job.selection} />
          </Fact>
          <Fact label={t('job-facts.marker')}>
            {job.marker === null ? (
              t('job-facts.no-marker')
            ) : (
              <Sentence text={t('job-facts.marker-text', { marker: visible(job.marker) })} />
            )}
          </Fact>
          <Fact label={t('job-facts.file-systems')}>{t(job.oneFileSystem ? 'job-facts.left-out' : 'job-facts.included')}</Fact>
          <Fact label={t('job-facts.drill')}>
            {job.drillDays === null ? t('job-facts.no-drill') : t('job-facts.drill-days', { count: job.drillDays })}
          </Fact>
          {job.ping !== null && (
            <Fact label={t('job-form.ping')}>
              <Name text={job.ping} />
            </Fact>
          )}
        </dl>
      </div>
      <div className={screenStyle['part']}>
        <div className={screenStyle['heading']}>
          <h2>{t('job-facts.command')}</h2>
          <small>{t('job-facts.command-note')}</small>
        </div>
        <CommandBox text={command} label={t('job-facts.command')} />
      </div>
    </section>
  );
}

function Selection({ rules }: { rules: readonly Rule[] }) {
  const { t } = useWords();
  if (rules.length === 0) return <>{t('job-facts.everything')}</>;
  return (
    <>
      <ul className={style['rules']} tabIndex={rules.length > 8 ? 0 : undefined} aria-label={t('job-facts.selection')}>
        {rules.map(({ action, pattern }, index) => (
          <li key={index}>
            <span className={style[action]}>{t(`job-facts.${action}`)}</span>
            <code>
              <Name text={pattern} whole />
            </code>
          </li>
        ))}
      </ul>
      {rules.some(({ action }) => action === 'include') && <p className={screenStyle['quiet']}>{t('job-facts.first-match')}</p>}
    </>
  );
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);
