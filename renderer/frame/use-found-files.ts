import { useQuery } from '@tanstack/react-query';
import type { Hit } from '../../electron/contract/history.ts';
import { ask } from '../bridge/bridge.ts';
import { useSettled } from '../parts/settled.ts';

/** Two characters tell something. */
const isEnough = (text: string): boolean => /^.{2}/su.test(text);
const most = 8;

/**
 * Files of all jobs and all sessions by a part of their name, once so much is typed that it tells something. `unread`: the jobs that could not
 * be searched.
 */
export function useFoundFiles(typed: string): { hits: readonly Hit[]; unread: readonly string[]; isLooking: boolean } {
  const text = typed.trim();
  const settled = useSettled(text, 150);
  const isAsked = isEnough(text);
  const input = { text: settled, best: true, limit: most };
  const { data, isFetching } = useQuery({
    queryKey: ['history.find', input],
    queryFn: () => ask('history.find', input),
    enabled: isEnough(settled) && settled.length <= 255,
    // Until the next answer the last one stays, so that the list does not jump with every letter.
    placeholderData: (before) => before,
  });
  const isLooking = isAsked && (isFetching || settled !== text);
  return isAsked && data ? { hits: data.hits, unread: data.unread, isLooking } : { hits: [], unread: [], isLooking };
}
