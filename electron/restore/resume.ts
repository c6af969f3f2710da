import type { Step } from '../contract/run.ts';
import { stepFiles, type Verdict } from '../runs/runs.ts';
import { readEnd, readStaged, StageEnd } from './answer.ts';
import { isCancelled, type RestoreDeps, type Scene } from './context.ts';
import { readMemory } from './memory.ts';
import { concluded, endedEarly } from './perform.ts';
import { outcomeOf } from './report.ts';
import { settled } from './settle.ts';
import { sweep } from './sweep.ts';
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
    const how = isCancelled(deps, scene) ? 'back' : 'forward';
    return settled(deps, scene, memory, run.report, { how, because: null });
  }
  await endOf(deps, scene, step);
  if (step.name === 'sweep' && run.report && run.report.created + run.report.replaced + run.report.removed > 0) {
    await sweep(deps, scene, memory.work);
    return { outcome: outcomeOf(run.report), session: null, evidence: null, report: run.report };
  }
  const out = stepFiles(folder, 'stage').stdout;
  const staged = await readEnd(deps.files, out, StageEnd);
  if (step.name !== 'sweep' && (staged.kind === 'done' || (await readStaged(deps.files, out)))) {
    const ended = isCancelled(deps, scene)
      ? ({ kind: 'cancelled' } as const)
      : ({ kind: 'failed', cause: 'rolled-back', line: '', path: null } as const);
    return concluded(deps, scene, memory, staged.kind === 'done' ? staged : ended);
  }
  if (isCancelled(deps, scene)) return endedEarly(deps, scene, memory, { kind: 'cancelled' });
  await sweep(deps, scene, memory.work);
  return over('interrupted', 'program-ended');
}

/** What comes after staging, and is done once more. */
const begunAgain = new Set<Step['name']>(['extract', 'merge', 'prove']);

/** Waits for a hand that still stages; what begins once more is ended. */
async function endOf({ steps, processes }: RestoreDeps, { run }: Scene, step: Step): Promise<void> {
  const last = run.step && run.step.name === 'extract' ? run.step : step;
  if (begunAgain.has(last.name)) processes.signalGroup(last.process, 'SIGTERM');
  await steps.follow(run, last, () => Promise.resolve());
}
