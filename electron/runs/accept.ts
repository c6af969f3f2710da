import { Refusal } from '../contract/failure.ts';
import { mayBeAccepted, type Run } from '../contract/run.ts';
import type { RunStore } from './run-store.ts';

/** A person has looked at a suspicious backup, or at a removal that took too much, and says that it is right. Refuses with `not-suspicious`. */
export const acceptRun = (store: Pick<RunStore, 'update'>, id: number): Run =>
  store.update(id, (record) => {
    if (!mayBeAccepted(record)) throw new Refusal('not-suspicious', { run: id });
    return { ...record, accepted: true };
  });
