import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { Hit } from '../../../electron/contract/history.ts';
import { ask } from '../../bridge/bridge.ts';
import { useWords } from '../../words/words.tsx';

const pageLength = 100;

/** The names in a job's history that are like a text, page by page; `session` null: in all of it. `sum` says how many were found, or why none. */
export function useSearch(name: string, text: string, session: number | null) {
  const { t } = useWords();
  const at = session === null ? null : String(session);
  const asked = useInfiniteQuery({
    queryKey: ['history.find', { text, name, at }, 'pages'],
    queryFn: ({ pageParam }) => ask('history.find', { text, name, at, cursor: pageParam, limit: pageLength }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ cursor: next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const pages = asked.data?.pages ?? [];
  const hits: Hit[] = pages.flatMap((page) => page.hits);
  const none = pages.some(({ unread }) => unread.length > 0)
    ? 'browse.unsearched'
    : session === null
      ? 'browse.found-none'
      : 'browse.found-none-here';
  const some = asked.hasNextPage ? 'browse.found-more' : 'browse.found';
  return { asked, hits, sum: hits.length === 0 ? t(none) : t(some, { count: hits.length }) };
}
