import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { PathChange } from '../../../electron/contract/history.ts';
import { formatBytes, formatDate, type Language } from '../../../electron/contract/words/format.ts';
import { ask } from '../../bridge/bridge.ts';
import { Select } from '../../parts/Select.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { useWords } from '../../words/words.tsx';
import { Amounts } from './Amounts.tsx';
import { Badge } from './Badge.tsx';
import style from './ChangesList.module.css';
import { comparisons, momentOf, type Comparison } from './comparison.ts';
import { EntryGlyph } from '../../parts/EntryGlyph.tsx';
import { PathText } from './PathText.tsx';
import { RowGrid, type Column } from './RowGrid.tsx';

const pageLength = 500;

type Props = {
  name: string;
  session: number;
  newest: number;
  before: number | null;
  path: string;
  with: Comparison;
  onWith: (comparison: Comparison) => void;
  /** Opens a path at a session that has it. */
  onOpen: (path: string, session: number) => void;
  onUp: (() => void) | undefined;
};

/** What differs below a folder between the session on screen and another one. */
export function ChangesList({ name, session, newest, before, path, with: comparison, onWith, onOpen, onUp }: Props) {
  const { t, language } = useWords();
  const [cursor, setCursor] = useState(0);
  const moment = momentOf(comparison, { session, before });
  const other = useQuery({
    queryKey: ['history.moment', { name, at: moment }],
    queryFn: () => ask('history.moment', { name, at: moment ?? 'now' }),
    enabled: moment !== null,
  }).data?.session;
  const [from, to] = other === undefined ? [session, session] : other < session ? [other, session] : [session, other];
  const asked = useInfiniteQuery({
    queryKey: ['history.changes', { name, from, to, path }, 'pages'],
    queryFn: ({ pageParam }) =>
      ask('history.changes', { name, from: String(from), to: String(to), path, offset: pageParam, limit: pageLength }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (last.entries.length < pageLength ? undefined : pages.length * pageLength),
    enabled: other !== undefined && other !== session,
    placeholderData: keepPreviousData,
  });
  const cells = useCallback((change: PathChange) => cellsOf(change, language, path), [language, path]);
  const pages = asked.data?.pages ?? [];
  const first = pages[0];
  const entries = pages.flatMap((page) => page.entries);
  const total = first ? first.added.count + first.removed.count + first.changed.count : 0;
  const date = (time: number) => formatDate(time * 1000, language);
  const options = comparisons.filter((one) => one !== 'now' || session !== newest);
  const columns: Column[] = [
    { id: 'path', label: t('browse.column-path') },
    { id: 'change', label: t('browse.column-change') },
    { id: 'before', label: t('browse.column-before'), isEnd: true },
    { id: 'after', label: t('browse.column-after'), isEnd: true },
  ];
  const isAlone = moment === null || other === session;
  const openAt = (index: number) => {
    const change = entries[index];
    if (change) onOpen(change.path, change.change === 'removed' ? from : change.change === 'added' ? to : session);
  };
  return (
    <div className={style['changes']}>
      <div className={style['tools']}>
        <div className={style['with']}>
          <Select
            label={t('browse.compare-with')}
            bare
            options={options.map((id) => ({ id, label: t(`browse.compare-${id}`) }))}
            value={comparison}
            onChange={(value) => onWith(value as Comparison)}
          />
        </div>
        {!isAlone && other !== undefined && <p className={style['span']}>{t('browse.compare-span', { from: date(from), to: date(to) })}</p>}
        {first && !isAlone && <Amounts changes={first} />}
      </div>
      {isAlone ? (
        <p className={style['none']}>{t('browse.compare-alone')}</p>
      ) : asked.error ? (
        <div className={style['none']}>
          <Trouble error={asked.error} retry={() => void asked.refetch()} />
        </div>
      ) : !first ? (
        <div className={style['none']}>
          <Waiting>{t('common.loading')}</Waiting>
        </div>
      ) : total === 0 ? (
        <p className={style['none']}>{t('browse.compare-same')}</p>
      ) : (
        <RowGrid
          label={t('browse.changes-label')}
          columns={columns}
          layout={style['columns'] ?? ''}
          total={total}
          rowAt={(index) => entries[index]}
          cells={cells}
          cursor={cursor}
          onCursor={setCursor}
          onRange={(_, end) => end > entries.length && asked.hasNextPage && !asked.isFetchingNextPage && void asked.fetchNextPage()}
          onOpen={openAt}
          onUp={onUp}
          subject={`${from}/${to}/${path}`}
          isBusy={asked.isPlaceholderData}
        />
      )}
    </div>
  );
}

function cellsOf({ path, change, before, after }: PathChange, language: Language, folder: string) {
  const size = (state: PathChange['before']) => (state?.kind === 'file' && state.size !== null ? formatBytes(state.size, language) : '');
  return [
    <PathText key="path" path={path} below={folder} glyph={<EntryGlyph kind={(after ?? before)?.kind} />} />,
    <Badge key="change" mark={change} />,
    size(before),
    size(after),
  ];
}
