import type { JobStatus } from '../../../electron/contract/requests.ts';
import { useDo } from '../../bridge/questions.ts';

export type JobDeeds = ReturnType<typeof useJobDeeds>;

/** What a person can do with a job at once, and what came of it. */
export function useJobDeeds({ active }: JobStatus) {
  const start = useDo('run.start');
  const verify = useDo('verify.start');
  const drill = useDo('drill.start');
  const cancel = useDo('run.cancel');
  const pause = useDo('pause.set');
  const resume = useDo('pause.end');
  return {
    start,
    verify,
    drill,
    cancel,
    pause,
    resume,
    isCancelling: active !== null && (cancel.isPending || active.cancelledAt !== null),
    error: (active ? cancel.error : start.error) ?? verify.error ?? drill.error ?? pause.error ?? resume.error,
  };
}
