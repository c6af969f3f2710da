import type { Run } from '../contract/run.ts';

/** Runs that may work at the same time, over all jobs. */
export const atOnce = 2;

/**
 * The run that `run` has to wait for, or undefined when it may begin: one writer per repository, one run per host, two in all,
 * and who came first goes first where both want the same.
 */
export function blockedBy(run: Pick<Run, 'id' | 'place' | 'host'>, active: readonly Run[]): Run | undefined {
  const others = active.filter((other) => other.id !== run.id && other.state !== 'done');
  const sharing = (other: Run) => other.place === run.place || (run.host !== null && other.host === run.host);
  const working = others.filter((other) => other.state !== 'queued');
  const conflict = working.find(sharing) ?? others.find((other) => other.id < run.id && sharing(other));
  if (conflict) return conflict;
  return working.length >= atOnce ? working[0] : undefined;
}
