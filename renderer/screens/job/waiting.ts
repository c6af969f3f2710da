import type { Run } from '../../../electron/contract/run.ts';

/** Why a run in the queue does not begin yet: for whom, and what they would share. */
export type WaitsFor = { job: string; why: 'host' | 'repository' | 'room' };

/** What a queued run waits for, out of all runs that are not done; undefined when that cannot be seen from here. */
export function waitsFor(run: Run, active: readonly Run[]): WaitsFor | undefined {
  const others = active.filter((other) => other.id !== run.id);
  const working = others.filter((other) => other.state !== 'queued');
  const shared = (other: Run) =>
    other.place === run.place ? 'repository' : run.host !== null && other.host === run.host ? 'host' : undefined;
  const blocking = [...working, ...others.filter((other) => other.id < run.id)].find((other) => shared(other) !== undefined);
  const why = blocking && shared(blocking);
  if (blocking && why) return { job: blocking.jobName, why };
  return working.length > 1 && working[0] ? { job: working[0].jobName, why: 'room' } : undefined;
}
