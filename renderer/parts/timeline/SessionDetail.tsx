import type { PastSession } from '../../../electron/contract/history.ts';
import { formatBytes, formatDuration, formatNumber, formatTimeExact } from '../../../electron/contract/words/format.ts';
import type { Word } from '../../../electron/contract/words/en.ts';
import { go } from '../../frame/screen.ts';
import { useWords } from '../../words/words.tsx';
import { Button } from '../Button.tsx';
import { Glyph } from '../Glyph.tsx';
import { dateAs } from './dates.ts';
import { glyphOf, stateOf } from './reading.ts';
import style from './SessionDetail.module.css';

type Props = {
  job: string;
  session: PastSession;
  /** The one before it, to compare with. */
  previous: PastSession | undefined;
  next: PastSession | undefined;
  /** Nobody chose it: it stands here because it is the last good one. */
  isLast: boolean;
  onSelect: (session: number | null) => void;
};

/** The numbers of one session, each with that of the session before it, and what can be done with it. */
export function SessionDetail({ job, session, previous, next, isLast, onSelect }: Props) {
  const { t, language } = useWords();
  const at = session.time * 1000;
  const when = dateAs(at, 'day-time', language);
  return (
    <section className={style['detail']} aria-label={t(isLast ? 'job-session.title' : 'timeline.session')}>
      <header className={style['head']}>
        <h2>
          {isLast && <span>{t('job-session.title')}</span>}
          <time dateTime={new Date(at).toISOString()} title={formatTimeExact(at, language)}>
            {when}
          </time>
        </h2>
        <p className={style['state']}>
          <Glyph state={glyphOf(session)} />
          {stateOf(t, language, session)}
        </p>
        <div className={style['actions']}>
          <Step word="timeline.earlier" sign="‹" to={previous} onSelect={onSelect} />
          <Step word="timeline.later" sign="›" to={next} onSelect={onSelect} />
          {session.run !== null && <RunButton run={session.run} />}
          {session.state === 'good' && (
            <>
              <Button onPress={() => go({ screen: 'history', job, at: session.time, path: '' })}>{t('timeline.browse')}</Button>
              <Button onPress={() => go({ screen: 'restore', job, at: session.time, paths: [] })}>{t('door.from-here')}</Button>
            </>
          )}
        </div>
      </header>
      {session.state !== 'good' && <p className={style['quiet']}>{t(`timeline.text-${session.state}`)}</p>}
      <Facts session={session} previous={previous} />
    </section>
  );
}

type StepProps = { word: Word; sign: string; to: PastSession | undefined; onSelect: Props['onSelect'] };

const Step = ({ word, sign, to, onSelect }: StepProps) => {
  const { t } = useWords();
  return (
    <Button kind="quiet" aria-label={t(word)} isDisabled={!to} onPress={() => to && onSelect(to.time)}>
      {sign}
    </Button>
  );
};

function RunButton({ run }: { run: number }) {
  const { t } = useWords();
  return <Button onPress={() => go({ screen: 'run', run })}>{t('timeline.log')}</Button>;
}

function Facts({ session, previous }: Pick<Props, 'session' | 'previous'>) {
  const { t, language } = useWords();
  const number = (value: number) => formatNumber(value, language);
  const bytes = (value: number) => formatBytes(value, language);
  const facts: [Word, keyof PastSession, (value: number) => string][] = [
    ['job-session.duration', 'seconds', (value) => formatDuration(value * 1000, language)],
    ['job-session.files', 'files', number],
    ['job-session.bytes', 'bytes', bytes],
    ['timeline.fact-changed', 'changedBytes', bytes],
    ['job-session.new', 'newFiles', number],
    ['job-session.changed', 'changedFiles', number],
    ['job-session.deleted', 'deletedFiles', number],
    ['job-session.increment', 'incrementBytes', bytes],
  ];
  const said = (of: PastSession | undefined, key: keyof PastSession, format: (value: number) => string) => {
    const value = of?.[key];
    return typeof value === 'number' ? format(value) : undefined;
  };
  const known = facts.filter(([, key]) => session[key] !== null);
  if (known.length === 0) return <p className={style['quiet']}>{t('timeline.no-numbers')}</p>;
  return (
    <dl className={style['facts']}>
      {known.map(([word, key, format]) => {
        const before = said(previous, key, format);
        return (
          <div key={key}>
            <dt>{t(word)}</dt>
            <dd>{said(session, key, format)}</dd>
            {before !== undefined && <dd className={style['before']}>{t('job-session.before', { value: before })}</dd>}
          </div>
        );
      })}
    </dl>
  );
}
