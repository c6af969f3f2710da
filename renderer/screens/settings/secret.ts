import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Input, Output } from '../../../electron/contract/requests.ts';
import { ask } from '../../bridge/bridge.ts';
import { askAgain } from '../../bridge/questions.ts';

/** Something to be done with a password: nothing of what was said stays in memory once the answer is there. */
export function useSecretDo<N extends 'mail.set' | 'mail.test' | 'mail.unlock'>(name: N) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input<N>): Promise<Output<N>> => ask(name, input),
    onSettled: () => askAgain(queries),
    gcTime: 0,
  });
}
