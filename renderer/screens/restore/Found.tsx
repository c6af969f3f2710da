import { useCallback, useState } from 'react';
import type { Hit } from '../../../electron/contract/history.ts';
import { formatBytes, formatDate } from '../../../electron/contract/words/format.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { EntryGlyph } from '../../parts/EntryGlyph.tsx';
import { useNow } from '../../parts/now.ts';
import { Trouble } from '../../parts/Trouble.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { useWords } from '../../words/words.tsx';
import { PathText } from '../history/PathText.tsx';
import { useSearch } from '../history/use-search.ts';
import { tickOf } from './choice.ts';
import { shortDate } from './dates.ts';
import { TickGrid } from './TickGrid.tsx';
import type { TickLine } from './TickRow.tsx';
import type { Chosen } from './use-choice.ts';
import { useThere } from './use-there.ts';
import style from './WhatColumn.module.css';

const none: readonly { hits: readonly Hit[] }[] = [];

type Props = {
  name: string;
  session: number;
  text: string;
  scope: 'session' | 'all';
  chosen: Chosen;
  onSession: (session: number) => void;
  onVersions: (path: string) => void;
};

/** What has a name like this one. What this session has is ticked; what it does not have leads to a session that has it. */
export function Found({ name, session, text, scope, chosen, onSession, onVersions }: Props) {
  const { t, language } = useWords();
  const now = useNow();
  const [cursor, setCursor] = useState(0);
  const { asked, hits, sum } = useSearch(name, text, scope === 'session' ? session : null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = asked;
  const onRange = useCallback(
    (_: number, end: number) => {
      if (end >= hits.length && hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    [hits.length, hasNextPage, isFetchingNextPage, fetchNextPage],
  );
  const known = useThere(name, session, scope === 'all' ? (asked.data?.pages ?? none) : none);
  const isThere = ({ path }: Hit) => scope === 'session' || known.get(path);

  if (asked.error && !asked.data) {
    return (
      <div className={style['late']}>
        <Trouble error={asked.error} retry={() => void asked.refetch()} />
      </div>
    );
  }
  if (!asked.data) return <div className={style['late']}>{<Waiting>{t('browse.searching')}</Waiting>}</div>;

  const act = (index: number) => {
    const hit = hits[index];
    const there = hit && isThere(hit);
    if (!hit || there === undefined) return;
    if (there) chosen.toggle(hit.path);
    else onSession(hit.lastSeen);
  };
  const lineAt = (index: number): TickLine | undefined => {
    const hit = hits[index];
    const there = hit && isThere(hit);
    if (!hit || there === undefined) return undefined;
    const { path, state, lastSeen } = hit;
    return {
      level: 1,
      isOpen: undefined,
      tick: there ? tickOf(chosen.choice, path) : null,
      tickLabel: t('restore-screen.tick', { name: visible(path) }),
      cells: [
        <span key="path" title={visible(path)}>
          <PathText path={path} glyph={<EntryGlyph kind={state.kind} />} />
        </span>,
        !there ? (
          <span className={style['other']} title={t('restore-screen.other-date', { time: formatDate(lastSeen * 1000, language) })}>
            {shortDate(lastSeen * 1000, now, language)}
          </span>
        ) : (
          <span className={style['size']}>{state.kind === 'file' && state.size !== null ? formatBytes(state.size, language) : ''}</span>
        ),
      ],
    };
  };
  return (
    <>
      <p className={style['note']} role="status">
        {sum}
      </p>
      {hits.length > 0 && (
        <TickGrid
          label={t('browse.results-label')}
          columns={[
            { id: 'name', label: t('browse.column-name') },
            { id: 'size', label: t(scope === 'all' ? 'restore-screen.column-found' : 'browse.column-size'), isEnd: true },
          ]}
          layout={style['found'] ?? ''}
          total={hits.length}
          lineAt={lineAt}
          cursor={Math.min(cursor, hits.length - 1)}
          onCursor={setCursor}
          onTick={act}
          onOpen={(index) => hits[index] && (hits[index].state.kind === 'folder' ? act(index) : onVersions(hits[index].path))}
          onExpand={() => undefined}
          onUp={() => undefined}
          onType={() => undefined}
          onRange={onRange}
          isBusy={asked.isPlaceholderData}
        />
      )}
    </>
  );
}
