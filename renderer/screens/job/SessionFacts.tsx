import type { ReactNode } from 'react';
import type { Session } from '../../../electron/contract/run.ts';
import { formatBytes, formatDuration, formatNumber } from '../../../electron/contract/words/format.ts';
import { When } from '../../parts/When.tsx';
import { useWords } from '../../words/words.tsx';
import style from './SessionFacts.module.css';

type Props = { session: Session; previous: Session | null; when?: ReactNode };

/** The numbers of one session, each with that of the session before it. */
export function SessionFacts({ session, previous, when }: Props) {
  const { t, language } = useWords();
  const number = (value: number) => formatNumber(value, language);
  const bytes = (value: number) => formatBytes(value, language);
  const facts: [word: Parameters<typeof t>[0], value: (of: Session) => string][] = [
    ['job-session.duration', ({ seconds }) => formatDuration(seconds * 1000, language)],
    ['job-session.files', ({ files }) => number(files)],
    ['job-session.bytes', ({ bytes: size }) => bytes(size)],
    ['job-session.new', ({ newFiles }) => number(newFiles)],
    ['job-session.changed', ({ changedFiles }) => number(changedFiles)],
    ['job-session.deleted', ({ deletedFiles }) => number(deletedFiles)],
    ['job-session.increment', ({ incrementBytes }) => bytes(incrementBytes)],
  ];
  return (
    <dl className={style['facts']}>
      <div>
        <dt>{t('job-session.when')}</dt>
        <dd>{when ?? <When at={session.time * 1000} />}</dd>
        {previous && (
          <dd className={style['before']}>
            {t('job-session.before', { value: '' })}
            <When at={previous.time * 1000} />
          </dd>
        )}
      </div>
      {facts.map(([word, value]) => (
        <div key={word}>
          <dt>{t(word)}</dt>
          <dd>{value(session)}</dd>
          {previous && <dd className={style['before']}>{t('job-session.before', { value: value(previous) })}</dd>}
        </div>
      ))}
    </dl>
  );
}
