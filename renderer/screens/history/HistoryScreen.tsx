import { ToggleButton } from 'react-aria-components';
import type { Status } from '../../../electron/contract/requests.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { Refused } from '../../bridge/bridge.ts';
import { useAsk } from '../../bridge/questions.ts';
import { go, goInstead } from '../../frame/screen.ts';
import { Button } from '../../parts/Button.tsx';
import { useKept } from '../../parts/kept.ts';
import { Page } from '../../parts/Page.tsx';
import { Sentence } from '../../parts/Sentence.tsx';
import { HistoryNotice } from '../../parts/timeline/HistoryNotice.tsx';
import { useHistory, type History } from '../../parts/timeline/use-history.ts';
import { Trouble } from '../../parts/Trouble.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { useWords } from '../../words/words.tsx';
import { Browser } from './Browser.tsx';
import style from './HistoryScreen.module.css';
import type { Place } from './place.ts';
import { isShowable, useSessions } from './sessions.ts';
import { useIsTall } from './use-is-tall.ts';
import { useLastShown, useOpened } from './use-place.ts';
import { useSessionKeys } from './use-session-keys.ts';
import { TimelineAbove } from './TimelineAbove.tsx';
import { Title, Under } from './Title.tsx';

/** A job's past: which session is looked at, and everything that was in it. */
export function HistoryScreen({ place, status }: { place: Place; status: Status | undefined }) {
  const { t } = useWords();
  const { job: name, at, path } = place;
  const history = useHistory(name);
  const sessions = useSessions(history.past);
  const { session, newest, error } = useSession(name, at, history, sessions);
  // In a low window the files need the room; whoever wants it otherwise says so once.
  const [wanted, setTimed] = useKept<boolean | null>('history timeline', null);
  const isTall = useIsTall();
  const isTimed = wanted ?? isTall;
  const opened = useOpened(name, session, path);
  const now = session !== undefined && opened ? { place, opened, session } : undefined;
  const last = useLastShown(now);

  const toSession = (time: number | null) => {
    if (time === null && at === null) go({ screen: 'job', job: name });
    else go({ ...place, at: time === newest ? null : time });
  };
  // Through many sessions in a row: going back leads to where it began.
  useSessionKeys(sessions, session, (time) => goInstead({ ...place, at: time === newest ? null : time }));

  if (error instanceof Refused && error.failure.kind === 'unknown-job') {
    return (
      <Page title={<Sentence text={t('job-screen.unknown', { job: visible(name) })} />} under={t('job-screen.unknown-text')}>
        <div>
          <Button onPress={() => go({ screen: 'overview' })}>{t('job-screen.to-overview')}</Button>
        </div>
      </Page>
    );
  }
  const hasTimeline = sessions.length > 0;
  const isReading = history.state?.state === 'reading' || history.state?.state === 'indexing';
  const isEmpty = history.state?.state === 'empty' || (!isReading && error instanceof Refused && error.failure.kind === 'no-session');
  const shown = now ?? (isEmpty || isReading || error ? undefined : last);
  const known = status?.jobs.find((job) => job.name === name);
  const source = known?.from ?? name;
  return (
    <div className={style['page']}>
      <header className={style['head']}>
        <div className={style['words']}>
          <h1>
            <Title name={name} session={session} isEmpty={isEmpty} />
          </h1>
          <Under session={session} newest={newest} sessions={sessions} />
        </div>
        <div className={style['actions']}>
          {hasTimeline && (
            <ToggleButton className={style['toggle'] ?? ''} isSelected={isTimed} onChange={setTimed}>
              {t('browse.timeline')}
            </ToggleButton>
          )}
          {session !== undefined && (
            <Button onPress={() => go({ screen: 'restore', job: name, at, paths: path === '' ? [] : [path] })}>{t('door.restore')}</Button>
          )}
          <Button onPress={() => go({ screen: 'job', job: name })}>{t('browse.to-job')}</Button>
        </div>
      </header>
      {history.state && <HistoryNotice state={history.state} hadSessions={known ? known.lastGood !== null : false} />}
      {hasTimeline && isTimed && history.past && (
        <TimelineAbove
          past={history.past}
          selected={session ?? null}
          onSelect={toSession}
          onOpenRun={(run) => go({ screen: 'run', run })}
        />
      )}
      {shown && newest !== undefined ? (
        <Browser {...shown} isLate={!now} newest={newest} sessions={sessions} source={source} />
      ) : isEmpty ? (
        <p className={style['quiet']}>{t('browse.empty-advice')}</p>
      ) : error && !isReading ? (
        <div>
          <Trouble error={error} retry={history.again} />
        </div>
      ) : (
        <div className={style['late']}>{!isReading && <Waiting>{t('common.loading')}</Waiting>}</div>
      )}
    </div>
  );
}

/** The session that an address means, and the newest one. */
function useSession(name: string, at: number | null, history: History, sessions: ReturnType<typeof useSessions>) {
  const now = useAsk('history.moment', { name });
  const isKnown = at !== null && isShowable(sessions, at);
  const asked = useAsk('history.moment', { name, at: String(at) }, { enabled: at !== null && !isKnown });
  const newest = history.state?.newest ?? now.data?.session;
  const session = at === null ? newest : isKnown ? at : asked.data?.session;
  return { session, newest, error: history.error ?? (at === null ? now.error : isKnown ? null : asked.error) };
}
