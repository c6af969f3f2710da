import type { Progress, Run } from '../../../electron/contract/run.ts';

/** What a person sees of the phases of a restore, in their order. */
export const steps = ['look', 'copy', 'rest', 'place', 'report'] as const;
export type StepOfRestore = (typeof steps)[number];

const byPhase: Record<Progress['phase'], StepOfRestore> = {
  waiting: 'look',
  checking: 'look',
  regressing: 'look',
  surveying: 'look',
  removing: 'copy',
  copying: 'copy',
  staging: 'copy',
  extracting: 'rest',
  merging: 'rest',
  verifying: 'rest',
  placing: 'place',
  undoing: 'place',
  finishing: 'report',
};

/** Where a restore stands. */
export const stepOf = (run: Pick<Run, 'state'>, progress: Pick<Progress, 'phase'> | undefined): StepOfRestore =>
  run.state === 'finishing' ? 'report' : progress && run.state === 'running' ? byPhase[progress.phase] : 'look';
