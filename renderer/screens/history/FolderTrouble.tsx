import { Refused } from '../../bridge/bridge.ts';
import { useAsk } from '../../bridge/questions.ts';
import { formatDate } from '../../../electron/contract/words/format.ts';
import { Button } from '../../parts/Button.tsx';
import { Glyph } from '../../parts/Glyph.tsx';
import { Name } from '../../parts/Name.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { useWords } from '../../words/words.tsx';
import style from './FolderTrouble.module.css';
import { neighboursOf, type Sessions } from './sessions.ts';

type Props = {
  error: Error;
  retry: () => void;
  name: string;
  session: number;
  sessions: Sessions;
  path: string;
  onSession: (session: number) => void;
};

/** Why a folder cannot be listed, and where to go from there. */
export function FolderTrouble({ error, retry, name, session, sessions, path, onSession }: Props) {
  const kind = error instanceof Refused ? error.failure.kind : undefined;
  if (kind === 'unknown-path') return <NotThere name={name} session={session} path={path} onSession={onSession} />;
  if (kind === 'session-damaged') return <Damaged session={session} sessions={sessions} onSession={onSession} />;
  return (
    <div className={style['aside']}>
      <Trouble error={error} retry={retry} />
    </div>
  );
}

/** A path that this session does not have: when it was there. */
function NotThere({ name, session, path, onSession }: Pick<Props, 'name' | 'session' | 'path' | 'onSession'>) {
  const { t, language } = useWords();
  const { data } = useAsk('history.versions', { name, path, limit: 1000 });
  const before = data?.versions.find(({ last }) => last < session);
  const after = data?.versions.findLast(({ first }) => first > session);
  const date = (time: number) => formatDate(time * 1000, language);
  return (
    <div className={style['aside']}>
      <p className={style['said']}>
        <strong>
          <Name text={path} />
        </strong>{' '}
        {t('browse.not-there')}
      </p>
      {data && !before && !after && <p className={style['quiet']}>{t('browse.never-there')}</p>}
      <div className={style['ways']}>
        {before && <Button onPress={() => onSession(before.last)}>{t('browse.last-there', { time: date(before.last) })}</Button>}
        {after && <Button onPress={() => onSession(after.first)}>{t('browse.first-there', { time: date(after.first) })}</Button>}
      </div>
    </div>
  );
}

/** A session whose metadata cannot be read: the nearest ones that can. */
function Damaged({ session, sessions, onSession }: Pick<Props, 'session' | 'sessions' | 'onSession'>) {
  const { t, language } = useWords();
  const { before, after } = neighboursOf(sessions, session);
  const date = (time: number) => formatDate(time * 1000, language);
  return (
    <div className={style['aside']}>
      <p className={style['damaged']} role="alert">
        <Glyph state="at-risk" />
        {t('browse.damaged')}
      </p>
      <div className={style['ways']}>
        {before !== null && <Button onPress={() => onSession(before)}>{t('browse.session-before', { time: date(before) })}</Button>}
        {after !== null && <Button onPress={() => onSession(after)}>{t('browse.session-after', { time: date(after) })}</Button>}
      </div>
    </div>
  );
}
