import type { Run } from '../contract/run.ts';
import type { Step } from '../contract/run.ts';
import { nothingPlaced, type RestoreReport } from '../contract/restore.ts';
import { runFolder, type Verdict } from '../runs/runs.ts';
import { UndoEnd } from './answer.ts';
import { handStep, type RestoreDeps, type Scene } from './context.ts';
import { saidBy } from './said.ts';
import { readMemory } from './memory.ts';
import { sweep } from './sweep.ts';
import { cancelled, failedBy, over } from './verdicts.ts';

type Deps = RestoreDeps & { home: string };

/** Puts back what a restore has replaced. Doing it again goes on with what is left to be done, so that one that was killed is simply begun anew. */
export async function performUndo(deps: Deps, scene: Scene, original: Run, isAgain = false): Promise<Verdict> {
  const { run } = scene;
  const before = original.report;
  if (!before?.aside) return over('failed', 'nothing-restored');
  deps.change(run, { state: 'running' });
  const isWork = /\/\.modosu-\d+-[0-9a-f]{8}$/.test(before.aside);
  const order = isWork ? { op: 'settle', work: before.aside, how: 'back' } : { op: 'undo', aside: before.aside };
  const { end, answer } = await handStep(deps, scene, 'undo', { machine: scene.target.machine, order }, UndoEnd, () => {
    deps.announce({ run: run.id, phase: 'undoing', share: null, files: 0, remainingMs: null });
  });
  const said = await saidBy(deps.files, end, answer);
  // What is back stays back; begun again, it goes on with the rest.
  if (said.kind === 'failed') return end.cancelled ? cancelled : failedBy(said);
  const { state, restored, takenAway, changedSince } = said.value;
  // A disk that is away, or a folder that somebody has moved: it can be tried again.
  if (state === 'gone' || (state === 'nothing' && !isAgain && !isWork)) return over('failed', 'work-gone', { path: before.aside });
  deps.change(original, { report: { ...before, undo: 'done' } });
  const isLeft = isWork && !(await sweepStaged(deps, scene, original, said.value));
  const kept = said.value.aside ?? before.aside;
  const aside = changedSince > 0 || isLeft ? kept : null;
  const report: RestoreReport = {
    ...before,
    ...nothingRead,
    ...nothingPlaced,
    replaced: restored,
    removed: takenAway,
    aside,
    undo: 'none',
    ms: deps.clock.now() - (run.startedAt ?? 0),
  };
  const outcome =
    changedSince > 0 ? ({ kind: 'incomplete', cause: 'changed-since', facts: { count: changedSince, path: kept } } as const) : ok;
  return { outcome, session: null, evidence: null, report };
}

const ok = { kind: 'ok', cause: null, facts: {} } as const;
const nothingRead = { verified: 0, ofFiles: 0, unrecorded: 0, damaged: [], damagedCount: 0, copyMs: 0 };

/**
 * Takes away what was staged, once nothing of it is at the target any more, and answers whether it did: not what a folder held that was new,
 * since somebody may have worked in it.
 */
async function sweepStaged(deps: Deps, scene: Scene, original: Run, { state, changedSince }: UndoEnd): Promise<boolean> {
  const memory = await readMemory(deps.files, runFolder(deps.home, original.id));
  if (!memory || changedSince > 0 || (state !== 'nothing' && !memory.survey.exists)) return false;
  await sweep(deps, scene, memory.work);
  return true;
}

/** The hand that a killed program has started ends first. */
export async function resumeUndo(deps: Deps, scene: Scene, original: Run, step: Step | undefined): Promise<Verdict> {
  if (step) await deps.steps.follow(scene.run, step, () => Promise.resolve());
  return performUndo(deps, scene, original, step !== undefined);
}
