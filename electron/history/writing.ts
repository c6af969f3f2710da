import { placeOf } from '../contract/location.ts';
import { isWriter, type RunStore } from '../runs/runs.ts';
import type { Shelf } from './shelf.ts';

/** Whether a run of this program writes to the repository now: nothing is listed there meanwhile. */
export function isWrittenByUs(store: Pick<RunStore, 'active'>, { job }: Shelf): boolean {
  const place = placeOf(job.repository);
  return store.active().some((run) => run.place === place && run.state !== 'queued' && isWriter(run));
}
