import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Hit } from '../../../electron/contract/history.ts';
import { ask } from '../../bridge/bridge.ts';

type Answer = { data: { missing: string[] } | undefined; error: Error | null };
const combine = (answers: readonly Answer[]) => answers.map(({ data, error }) => ({ data, error }));

/**
 * Whether a session has each of what was found over all dates, by path; without what is not known yet. What is known stays while more pages
 * are found. Where it cannot be told, each counts as what another date has.
 */
export function useThere(name: string, session: number, pages: readonly { hits: readonly Hit[] }[]): ReadonlyMap<string, boolean> {
  const answers = useQueries({
    queries: pages.map(({ hits }) => {
      const input = { name, at: String(session), paths: hits.map(({ path }) => path) };
      return { queryKey: ['history.totals', input], queryFn: () => ask('history.totals', input), enabled: hits.length > 0 };
    }),
    combine,
  });
  return useMemo(() => {
    const known = pages.flatMap(({ hits }, page): [string, boolean][] => {
      const answer = answers[page];
      if (!answer?.error && !answer?.data) return [];
      const missing = new Set(answer.error ? hits.map(({ path }) => path) : answer.data?.missing);
      return hits.map(({ path }) => [path, !missing.has(path)]);
    });
    return new Map(known);
  }, [pages, answers]);
}
