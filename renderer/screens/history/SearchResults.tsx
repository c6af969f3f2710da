import { useCallback, useState } from 'react';
import type { Hit } from '../../../electron/contract/history.ts';
import { formatBytes, formatDate, type Language } from '../../../electron/contract/words/format.ts';
import type { Translate } from '../../../electron/contract/words/sentences.ts';
import { go } from '../../frame/screen.ts';
import { Trouble } from '../../parts/Trouble.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { useWords } from '../../words/words.tsx';
import style from './SearchResults.module.css';
import { EntryGlyph } from '../../parts/EntryGlyph.tsx';
import { PathText } from './PathText.tsx';
import { RestoreMark } from './RestoreMark.tsx';
import { RowGrid, type Column } from './RowGrid.tsx';
import { useSearch } from './use-search.ts';

type Props = {
  name: string;
  text: string;
  /** Only in this session; null is all. */
  session: number | null;
  selected: string | null;
  onOpen: (hit: Hit) => void;
};

/** What has a name like this one, and when it was there last. */
export function SearchResults({ name, text, session, selected, onOpen }: Props) {
  const { t, language } = useWords();
  const [cursor, setCursor] = useState(0);
  const { asked, hits, sum } = useSearch(name, text, session);
  const cells = useCallback(
    (hit: Hit) => [
      ...cellsOf(hit, session !== null, t, language),
      <RestoreMark key="restore" job={name} session={session ?? hit.lastSeen} path={hit.path} />,
    ],
    [t, language, name, session],
  );
  const columns: Column[] = [
    { id: 'path', label: t('browse.column-name') },
    { id: 'size', label: t('browse.column-size'), isEnd: true },
    { id: 'seen', label: t('browse.column-seen'), isEnd: true },
    { id: 'restore', label: t('door.column'), isUnseen: true },
  ];
  if (asked.error && !asked.data) {
    return (
      <div className={style['none']}>
        <Trouble error={asked.error} retry={() => void asked.refetch()} />
      </div>
    );
  }
  if (!asked.data) return <div className={style['none']}>{<Waiting>{t('browse.searching')}</Waiting>}</div>;
  const openAt = (index: number) => {
    const hit = hits[index];
    if (hit) onOpen(hit);
  };
  return (
    <div className={style['found']}>
      <p className={style['sum']} role="status">
        {sum}
      </p>
      {hits.length > 0 && (
        <RowGrid
          label={t('browse.results-label')}
          columns={columns}
          layout={style['columns'] ?? ''}
          total={hits.length}
          rowAt={(index) => hits[index]}
          cells={cells}
          cursor={cursor}
          onCursor={setCursor}
          isOpen={(hit) => hit.path === selected}
          onRange={(_, end) => end >= hits.length && asked.hasNextPage && !asked.isFetchingNextPage && void asked.fetchNextPage()}
          onOpen={openAt}
          onRestore={(index) => {
            const hit = hits[index];
            if (hit) go({ screen: 'restore', job: name, at: session ?? hit.lastSeen, paths: [hit.path] });
          }}
          subject={`${text}/${session ?? ''}`}
          isBusy={asked.isPlaceholderData}
        />
      )}
    </div>
  );
}

/** Of one session alone it is not known when something was seen last, only whether it is gone. */
function cellsOf({ path, state, lastSeen, isNow }: Hit, isOfOne: boolean, t: Translate, language: Language) {
  return [
    <PathText key="path" path={path} glyph={<EntryGlyph kind={state.kind} />} />,
    state.kind === 'file' && state.size !== null ? formatBytes(state.size, language) : '',
    isNow ? t('browse.seen-now') : isOfOne ? t('browse.mark-gone') : formatDate(lastSeen * 1000, language),
  ];
}
