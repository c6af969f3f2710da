import type { Step } from '../contract/run.ts';
import { stepFiles, type Verdict } from '../runs/runs.ts';
import { readEnd, StageEnd } from './answer.ts';
import type { RestoreDeps, Scene } from './context.ts';
import { readMemory } from './memory.ts';
import { endedEarly, goOn } from './perform.ts';
import { settled } from './settle.ts';
import { sweep } from './stage.ts';
import { over } from './verdicts.ts';

/**
 * Ends a restore that another process of this program began. What was staged whole is gone on with, what was being placed is finished; of
 * anything else nothing stays behind.
 */
export async function resumeRestore(deps: RestoreDeps, scene: Scene, step: Step | undefined): Promise<Verdict> {
  const { run, folder } = scene;
  const memory = await readMemory(deps.files, folder);
  if (!memory || !step) return over('interrupted', 'program-ended');
  if (run.report && (step.name === 'place' || step.name === 'settle')) {
    await deps.steps.follow(run, step, () => Promise.resolve());
    const how = deps.store.get(run.id).cancelledAt === null ? 'forward' : 'back';
    return settled(deps, scene, memory, run.report, { how, because: null });
  }
  await endOf(deps, scene, step);
  const staged = await readEnd(deps.files, stepFiles(folder, 'stage').stdout, StageEnd);
  if (deps.store.get(run.id).cancelledAt !== null) return endedEarly(deps, scene, memory, { kind: 'cancelled' });
  if (staged.kind === 'done' && step.name !== 'sweep') return goOn(deps, scene, memory, { stage: staged.value, ms: 0 });
  await sweep(deps, scene, memory.work);
  return over('interrupted', 'program-ended');
}

/** Waits for a hand that still stages; rdiff-backup begins once more, so what it does now is ended. */
async function endOf({ steps, processes }: RestoreDeps, { run }: Scene, step: Step): Promise<void> {
  const last = run.step && run.step.name === 'extract' ? run.step : step;
  if (last.name === 'extract' || last.name === 'merge') processes.signalGroup(last.process, 'SIGTERM');
  await steps.follow(run, last, () => Promise.resolve());
}
