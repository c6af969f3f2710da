import { useCallback, useState } from 'react';
import type { Hit } from '../../../electron/contract/history.ts';
import { formatBytes, formatDate } from '../../../electron/contract/words/format.ts';
import { visible } from '../../../electron/contract/words/visible.ts';
import { useAsk } from '../../bridge/questions.ts';
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
import style from './WhatColumn.module.css';

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
  const isThere = useThere(name, session, scope === 'all' ? hits : []);

  if (asked.error && !asked.data) {
    return (
      <div className={style['late']}>
        <Trouble error={asked.error} retry={() => void asked.refetch()} />
      </div>
    );
  }
  if (!asked.data) return <div className={style['late']}>{<Waiting>{t('browse.searching')}</Waiting>}</div>;

  const act = (hit: Hit | undefined) => {
    if (!hit) return;
    const there = scope === 'session' || isThere(hit.path);
    if (there === true) chosen.toggle(hit.path);
    else if (there === false) onSession(hit.lastSeen);
  };
  const lineAt = (index: number): TickLine | undefined => {
    const hit = hits[index];
    if (!hit) return undefined;
    const { path, state, lastSeen } = hit;
    const there = scope === 'session' || isThere(path);
    return {
      level: 1,
      isOpen: undefined,
      tick: there === true ? tickOf(chosen.choice, path) : null,
      tickLabel: t('restore-screen.tick', { name: visible(path) }),
      cells: [
        <span key="path" title={visible(path)}>
          <PathText path={path} glyph={<EntryGlyph kind={state.kind} />} />
        </span>,
        there === false ? (
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
          onTick={(index) => act(hits[index])}
          onOpen={(index) => hits[index] && (hits[index].state.kind === 'folder' ? act(hits[index]) : onVersions(hits[index].path))}
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

/** Whether this session has what was found over all dates; undefined until that is known. */
function useThere(name: string, session: number, hits: readonly Hit[]): (path: string) => boolean | undefined {
  const paths = hits.slice(0, 10_000).map(({ path }) => path);
  const { data } = useAsk('history.totals', { name, at: String(session), paths }, { enabled: paths.length > 0 });
  const missing = new Set(data?.missing);
  return (path) => (data === undefined ? undefined : !missing.has(path));
}
