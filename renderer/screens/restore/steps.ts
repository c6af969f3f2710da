import type { Progress, Run, StepName } from '../../../electron/contract/run.ts';

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

const byProcess: Partial<Record<StepName, StepOfRestore>> = {
  stage: 'copy',
  extract: 'rest',
  merge: 'rest',
  prove: 'rest',
  place: 'place',
  settle: 'place',
};

/** Where a restore stands; before its first word, as after a reload, its process tells. */
export function stepOf({ state, step }: Pick<Run, 'state' | 'step'>, progress: Pick<Progress, 'phase'> | undefined): StepOfRestore {
  if (state === 'finishing') return (step && byProcess[step.name]) ?? 'report';
  if (state !== 'running') return 'look';
  return progress ? byPhase[progress.phase] : ((step && byProcess[step.name]) ?? 'look');
}
