import { formatDate, formatNumber } from '../../../electron/contract/words/format.ts';
import { Name } from '../../parts/Name.tsx';
import { When } from '../../parts/When.tsx';
import { useWords } from '../../words/words.tsx';
import type { Sessions } from './sessions.ts';

/** What is on screen, as a sentence. */
export function Title({ name, session, isEmpty }: { name: string; session: number | undefined; isEmpty: boolean }) {
  const { t, language } = useWords();
  if (session === undefined) return <Name text={t(isEmpty ? 'browse.title-empty' : 'browse.title-plain', { job: name })} />;
  return <Name text={t('browse.title', { job: name, time: formatDate(session * 1000, language) })} whole />;
}

/** How old that is, and what there is beside it. */
export function Under({ session, newest, sessions }: { session: number | undefined; newest: number | undefined; sessions: Sessions }) {
  const { t, language } = useWords();
  const good = sessions.filter(({ state }) => state !== 'interrupted');
  if (session === undefined || good.length === 0) return null;
  const place = good.length - good.findIndex(({ time }) => time === session);
  return (
    <p>
      <When at={session * 1000} age /> ·{' '}
      {session === newest
        ? t('browse.is-newest', { count: formatNumber(good.length, language) })
        : t('browse.is-session', { at: formatNumber(place, language), count: formatNumber(good.length, language) })}
    </p>
  );
}
