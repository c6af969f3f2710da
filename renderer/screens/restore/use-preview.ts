import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Input } from '../../../electron/contract/requests.ts';
import type { RestorePreview } from '../../../electron/contract/restore.ts';
import { ask } from '../../bridge/bridge.ts';
import { useSettled } from '../../parts/settled.ts';

type Draft = Input<'restore.preview'>;

/** What a restore would do; what was said before stays on screen, marked as old, until there is an answer to what is chosen now. */
export type Previewed = {
  preview: RestorePreview | undefined;
  /** What can be started: exactly what the preview on screen is about. Null while it is old, or where something stands against it. */
  ready: { draft: Draft; preview: RestorePreview } | null;
  isWaiting: boolean;
  error: unknown;
  retry: () => void;
};

/** Asks again after every change, once it has not changed for a moment. */
export function usePreview(draft: Draft | null): Previewed {
  const text = draft === null ? '' : JSON.stringify(draft);
  const settled = useSettled(text, 300);
  const asked = useQuery({
    queryKey: ['restore.preview', settled],
    queryFn: () => ask('restore.preview', JSON.parse(settled) as Draft),
    enabled: settled !== '',
    placeholderData: keepPreviousData,
    // It looks at the target, which nobody announces changes of.
    staleTime: 0,
    gcTime: 0,
  });
  const isWaiting = text !== '' && (text !== settled || asked.isFetching);
  const error = isWaiting ? null : asked.error;
  const preview = text === '' || error ? undefined : asked.data;
  const isReady = draft !== null && preview?.obstacle === null && !isWaiting;
  return {
    preview,
    ready: isReady ? { draft, preview } : null,
    isWaiting,
    error: text === '' ? null : error,
    retry: () => void asked.refetch(),
  };
}
