import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RunFilter } from '../../../electron/contract/requests.ts';
import type { Run } from '../../../electron/contract/run.ts';
import { ask } from '../../bridge/bridge.ts';
import { go } from '../../frame/screen.ts';
import { Button } from '../../parts/Button.tsx';
import { Segments } from '../../parts/Segments.tsx';
import { Trouble } from '../../parts/Trouble.tsx';
import { Waiting } from '../../parts/Waiting.tsx';
import { useWords } from '../../words/words.tsx';
import style from './RunList.module.css';
import { RunTable } from './RunTable.tsx';

const pageLength = 50;
const filters = ['all', 'good', 'bad'] as const satisfies RunFilter[];

/** What a job has tried, newest first; a line opens the run. */
export function RunList({ name }: { name: string }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [show, setShow] = useState<RunFilter>('all');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['run.list', { name, show }, 'pages'],
    queryFn: ({ pageParam }) => ask('run.list', { name, show, limit: pageLength, before: pageParam }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.length < pageLength ? undefined : page.at(-1)?.id),
    placeholderData: keepPreviousData,
  });

  const open = (run: Run) => {
    // The list has all of it: the run is there at once.
    queries.setQueryData(['run.get', { run: run.id }], run);
    go({ screen: 'run', run: run.id });
  };
  return (
    <section aria-label={t('run-list.title')}>
      <header className={style['head']}>
        <h2>{t('run-list.title')}</h2>
        <Segments
          label={t('run-list.show')}
          options={filters.map((value) => ({ value, label: t(`run-list.${value}`) }))}
          value={show}
          onChange={setShow}
        />
      </header>
      {error && <Trouble error={error} retry={() => void refetch()} />}
      {data ? (
        <RunTable runs={data.pages.flat()} none={t(`run-list.none-${show}`)} onOpen={open} />
      ) : (
        !error && <Waiting>{t('common.loading')}</Waiting>
      )}
      {hasNextPage && (
        <div className={style['more']}>
          <Button onPress={() => void fetchNextPage()} isPending={isFetchingNextPage}>
            {t('common.more')}
          </Button>
        </div>
      )}
    </section>
  );
}
