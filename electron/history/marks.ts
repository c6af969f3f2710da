import type { Mark } from '../contract/history.ts';
import type { RunStore } from '../runs/runs.ts';
import type { Slots } from '../schedule/schedule.ts';

/** What went wrong with a job between two moments (epoch ms), oldest first. */
export function marksBetween(
  { store, slots }: { store: Pick<RunStore, 'badBetween'>; slots: Pick<Slots, 'skippedBetween'> },
  job: string,
  { from, to }: { from: number; to: number },
): Mark[] {
  const failed = store.badBetween(job, from, to).map(({ run, at, outcome }): Mark => ({ kind: 'failed', at, run, outcome }));
  const missed = slots
    .skippedBetween(job, from, to)
    .map(({ at, reason }): Mark => ({ kind: 'missed', at, reason: reason ?? 'program-off' }));
  return [...failed, ...missed].sort((one, other) => one.at - other.at);
}
