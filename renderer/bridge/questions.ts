import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Asked, Input, Output, RequestName } from '../../electron/contract/requests.ts';
import { ask, on } from './bridge.ts';

/** The answer to a question, kept and asked again when the engine says that something changed. */
export const useAsk = <N extends RequestName>(name: N, input: Input<N>, { enabled = true }: { enabled?: boolean } = {}) =>
  useQuery({ queryKey: [name, input], queryFn: () => ask(name, input), enabled });

/** Something to be done by the engine; what is on screen is asked for again afterwards. */
export function useDo<N extends RequestName>(name: N) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input<N>): Promise<Output<N>> => ask(name, input),
    onSettled: () => queries.invalidateQueries(),
  });
}

const ofRuns: readonly RequestName[] = ['status', 'run.list', 'run.get', 'run.log'];

/** Keeps every answer on screen true: a run that changed and a change from elsewhere make the questions about it asked again. */
export function followEngine(queries: QueryClient): () => void {
  let asked = false;
  const again = (all: boolean) => {
    if (asked) return;
    asked = true;
    // One step of a run announces several changes; they are asked about once.
    requestAnimationFrame(() => {
      asked = false;
      void queries.invalidateQueries(all ? {} : { predicate: ({ queryKey }) => ofRuns.includes(queryKey[0] as RequestName) });
    });
  };
  const stops = [on('run.changed', () => again(false)), on('status.changed', () => again(true))];
  return () => stops.forEach((stop) => stop());
}

export type { Asked };
