import { useMutation, useQuery, useQueryClient, type Query, type QueryClient } from '@tanstack/react-query';
import type { HistoryState } from '../../electron/contract/history.ts';
import type { Asked, Input, Output, RequestName } from '../../electron/contract/requests.ts';
import { ask, on } from './bridge.ts';

type Asking = {
  enabled?: boolean;
  /** After how long (ms) it is asked again, because nobody announces a change of it. */
  refetchInterval?: number | false;
};

/** The answer to a question, kept and asked again when the engine says that something changed. */
export const useAsk = <N extends RequestName>(name: N, input: Input<N>, { enabled = true, refetchInterval = false }: Asking = {}) =>
  useQuery({ queryKey: [name, input], queryFn: () => ask(name, input), enabled, refetchInterval });

/** Something to be done by the engine; what is on screen is asked for again afterwards. */
export function useDo<N extends RequestName>(name: N) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input<N>): Promise<Output<N>> => ask(name, input),
    onSettled: () => askAgain(queries),
  });
}

const isOf = (...names: RequestName[]) => {
  return ({ queryKey }: Pick<Query, 'queryKey'>): boolean => names.includes(queryKey[0] as RequestName);
};
const isOfRuns = isOf('status', 'run.list', 'run.get', 'run.log', 'history.marks');
// They are looked up in the repository and at the target themselves, which takes minutes when one is far away.
const isFar = isOf('removal.preview', 'restore.preview');
// What a session holds stays as it is: only an index that reads on can tell more of it.
const isOfPast = isOf(
  'history.open',
  'history.moment',
  'history.folder',
  'history.versions',
  'history.find',
  'history.changes',
  'history.totals',
  'history.largest',
);
// Each costs a file taken out of the repository, and stays what it is.
const isTakenOut = isOf('history.preview', 'history.difference');
const isNear: typeof isFar = (query) => !isFar(query) && !isOfPast(query) && !isTakenOut(query);

/** Asks again about everything on screen; what takes long is not waited for. */
export function askAgain(queries: QueryClient): Promise<void> {
  void queries.invalidateQueries({ predicate: isFar });
  return queries.invalidateQueries({ predicate: isNear });
}

/** Keeps every answer on screen true: a run that changed and a change from elsewhere make the questions about it asked again. */
export function followEngine(queries: QueryClient): () => void {
  let asked = false;
  let all = false;
  const again = (more: boolean) => {
    all ||= more;
    if (asked) return;
    asked = true;
    // One step of a run announces several changes; they are asked about once.
    requestAnimationFrame(() => {
      const predicate = all ? isNear : isOfRuns;
      asked = all = false;
      void queries.invalidateQueries({ predicate });
    });
  };
  const stops = [
    on('run.changed', () => again(false)),
    on('status.changed', () => again(true)),
    on('history.changed', (state) => readOn(queries, state)),
  ];
  return () => stops.forEach((stop) => stop());
}

const growsWithIndex = isOf('history.sessions', 'history.marks');

/** Asks again about all of the past that is on screen. */
export function askPastAgain(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({
    predicate: (query) => growsWithIndex(query) || (isOfPast(query) && query.queryKey[0] !== 'history.open'),
  });
}

/** Keeps where an index stands; the past is asked about again when it knows more than before, not at every step of its reading. */
function readOn(queries: QueryClient, state: HistoryState): void {
  const key = ['history.open', { name: state.name }];
  const before = queries.getQueryData<HistoryState>(key);
  queries.setQueryData(key, state);
  const isSame = (['state', 'newest', 'sessions', 'damaged'] as const).every((fact) => before?.[fact] === state[fact]);
  if (!isSame) void askPastAgain(queries);
}

export type { Asked };
