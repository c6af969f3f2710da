import { amend, forget, useKept } from '../../parts/kept.ts';
import type { JobText } from '../setup/job-text.ts';

export type Door = 'server' | 'here';
export type Step = 'doors' | 'host' | 'folder' | 'run';
/** How far a new job is: which door was taken, and what there is already. */
export type Plan = {
  door: Door;
  step: Step;
  /** The host that was chosen; null before, and where none is needed. */
  host: string | null;
  /** The kept host is to be changed, not chosen. */
  isHostChanged: boolean;
  /** The job, once it is kept. */
  job: string | null;
};

/** Everything typed on the way is kept under names that begin so. */
export const keptAs = { plan: 'welcome.plan', host: 'welcome.host', job: 'welcome.job' } as const;

const none: Plan = { door: 'server', step: 'doors', host: null, isHostChanged: false, job: null };

/** The plan as it was left, whatever screen was looked at in between. */
export const usePlan = (): [Plan, (plan: Plan) => void] => useKept<Plan>(keptAs.plan, none);

/** The steps behind a door, in order. */
export const stepsOf = (door: Door): Exclude<Step, 'doors'>[] => (door === 'server' ? ['host', 'folder', 'run'] : ['folder', 'run']);

/** A door is taken. What was typed behind it before is still there. */
export const through = (door: Door, plan: Plan): Plan => ({
  ...none,
  door,
  host: door === 'server' ? plan.host : null,
  step: door === 'server' ? 'host' : 'folder',
});

/** A host is chosen; what was typed about the folder stays, but it lies there now. */
export function withHost(plan: Plan, host: string): Plan {
  amend<JobText>(keptAs.job, (text) => ({ ...text, fromHost: host }));
  return { ...plan, host, isHostChanged: false, step: 'folder' };
}

/** Nothing of it is needed any more. */
export const forgetPlan = (): void => forget('welcome.');

/** Begins anew, at the doors. */
export function afresh(): Plan {
  forgetPlan();
  return none;
}
