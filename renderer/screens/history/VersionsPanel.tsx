import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { PathVersion } from '../../../electron/contract/history.ts';
import { formatDate } from '../../../electron/contract/words/format.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { ask } from '../../bridge/bridge.ts';
import { Button } from '../../parts/Button.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { useWords } from '../../words/words.tsx';
import { Aside } from './Aside.tsx';
import { EntryFacts } from './EntryFacts.tsx';
import { EntryGlyph } from '../../parts/EntryGlyph.tsx';
import type { Look } from './LookSheet.tsx';
import { nameOf } from './place.ts';
import { goneSince, isBefore, versionAt, type Sessions } from './sessions.ts';
import { Version } from './Version.tsx';
import style from './VersionsPanel.module.css';

const pageLength = 200;

type Props = {
  name: string;
  path: string;
  session: number;
  sessions: Sessions;
  newest: number;
  onSession: (session: number) => void;
  onLook: (look: Look) => void;
  onRestore?: (session: number) => void;
  onClose: () => void;
};

/** Every state that something has had, and which of them the session on screen has. */
export function VersionsPanel({ name, path, session, sessions, newest, onSession, onLook, onRestore, onClose }: Props) {
  const { t, language } = useWords();
  const asked = useInfiniteQuery({
    queryKey: ['history.versions', { name, path }, 'pages'],
    queryFn: ({ pageParam }) => ask('history.versions', { name, path, offset: pageParam, limit: pageLength }),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => {
      const have = pages.reduce((sum, page) => sum + page.versions.length, 0);
      return have < total && pages.at(-1)?.versions.length ? have : undefined;
    },
  });
  const versions: readonly PathVersion[] = asked.data?.pages.flatMap((page) => page.versions) ?? [];
  const total = asked.data?.pages[0]?.total ?? 0;
  const held = versionAt(versions, session);
  const { fetchNextPage, isFetchingNextPage } = asked;
  // What could not be fetched is asked for again by a person alone.
  const isBehind = asked.hasNextPage && !asked.error && isBefore(session, versions);
  // The version of the session on screen is what the panel is opened for, however many came later.
  useEffect(() => {
    if (isBehind && !isFetchingNextPage) void fetchNextPage();
  }, [isBehind, isFetchingNextPage, fetchNextPage]);
  const latest = versions[0];
  const shown = held ?? (isBehind ? undefined : latest);
  const gone = latest && !latest.isNow ? goneSince(sessions, latest.last) : null;
  const look = (version: PathVersion, kind: Look['kind']): Look => ({
    kind,
    path,
    // Of the sessions that have it the one on screen, or the newest: that is the shortest way back.
    session: version === held ? session : version.last,
    newest,
    isNow: version.isNow,
  });
  return (
    <Aside
      title={nameOf(path)}
      label={t('browse.versions-of', { name: visible(nameOf(path)) })}
      glyph={<EntryGlyph kind={shown?.state.kind} />}
      onClose={onClose}
    >
      {asked.error && (
        <div className={style['part']}>
          <Trouble error={asked.error} retry={() => void asked.refetch()} />
        </div>
      )}
      {asked.isPending && (
        <div className={style['part']}>
          <Waiting>{t('common.loading')}</Waiting>
        </div>
      )}
      {asked.data && !asked.error && !held && !isBehind && (
        <p className={style['note']}>
          {gone !== null && gone <= session
            ? t('browse.gone-since', { time: formatDate(gone * 1000, language) })
            : t('browse.not-in-session')}
        </p>
      )}
      {asked.data && <h3 className={style['count']}>{t('browse.versions', { count: total })}</h3>}
      <ol className={style['versions']}>
        {versions.map((version) => (
          <Version
            key={version.first}
            version={version}
            isHeld={version === held}
            onSession={() => onSession(version.last)}
            onPreview={() => onLook(look(version, 'preview'))}
            onDifference={() => onLook(look(version, 'difference'))}
            onRestore={onRestore && (() => onRestore(version === held ? session : version.last))}
          />
        ))}
      </ol>
      {asked.hasNextPage && (
        <div className={style['part']}>
          <Button onPress={() => void asked.fetchNextPage()} isPending={asked.isFetchingNextPage}>
            {t('common.more')}
          </Button>
        </div>
      )}
      {shown && <EntryFacts state={shown.state} />}
    </Aside>
  );
}
