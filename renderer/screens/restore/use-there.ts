import { useQueries } from '@tanstack/react-query';
import type { Hit } from '../../../electron/contract/history.ts';
import { ask } from '../../bridge/bridge.ts';

const pageLength = 100;

type Answer = { data: { missing: string[] } | undefined; error: Error | null };
const combine = (answers: readonly Answer[]) => answers.map(({ data, error }) => ({ data, error }));

/**
 * Whether a session has each of what was found over all dates, by its place among the hits; undefined until that is known. What is known
 * stays while more is found. Where it cannot be told, each counts as what another date has.
 */
export function useThere(name: string, session: number, hits: readonly Hit[]): (index: number) => boolean | undefined {
  const pages = Array.from({ length: Math.ceil(hits.length / pageLength) }, (_, page) =>
    hits.slice(page * pageLength, (page + 1) * pageLength).map(({ path }) => path),
  );
  const answers = useQueries({
    queries: pages.map((paths) => {
      const input = { name, at: String(session), paths };
      return { queryKey: ['history.totals', input], queryFn: () => ask('history.totals', input) };
    }),
    combine,
  });
  return (index) => {
    const [answer, hit] = [answers[Math.floor(index / pageLength)], hits[index]];
    if (!answer || !hit) return undefined;
    return answer.error ? false : answer.data && !answer.data.missing.includes(hit.path);
  };
}
