import type { RestoreReport } from '../contract/restore.ts';
import { stepFiles, type Verdict } from '../runs/runs.ts';
import { readStaged, SettleEnd } from './answer.ts';
import { handStep, isCancelled, type RestoreDeps, type Scene } from './context.ts';
import type { Memory } from './memory.ts';
import { saidBy, type Failed } from './said.ts';
import { sweep } from './sweep.ts';
import { cancelled, failedBy, over, placedVerdict } from './verdicts.ts';
import { workPath } from './work-place.ts';

const tries = 12;
const betweenTriesMs = 10_000;

/**
 * Brings a placing that was cut off to one of its two ends: everything is in its place, or the target is as it was before. `because` is why
 * it was cut off, where that is known.
 */
export async function settled(
  deps: RestoreDeps,
  scene: Scene,
  memory: Memory,
  report: RestoreReport,
  { how, because }: { how: 'forward' | 'back'; because: Failed | null },
): Promise<Verdict> {
  // A folder that is new harms nobody, and somebody may work in it by now.
  const direction = memory.survey.exists ? how : 'forward';
  const inode = (await readStaged(deps.files, stepFiles(scene.folder, 'stage').stdout))?.inode;
  const root = memory.survey.exists || inode === undefined ? {} : { root: memory.survey.real, inode };
  const order = { op: 'settle', work: workPath(memory.work), how: direction, ...root };
  let last: Failed | null = because;
  for (let count = 0; count < tries; count += 1) {
    const { end, answer } = await handStep(deps, scene, 'settle', { machine: scene.target.machine, order }, SettleEnd, () => {
      deps.announce({
        run: scene.run.id,
        phase: direction === 'forward' ? 'placing' : 'undoing',
        share: null,
        files: 0,
        remainingMs: null,
      });
    });
    const said = await saidBy(deps.files, end, answer);
    if (said.kind === 'done') return verdictOf(deps, scene, memory, report, said.value, because);
    last = said;
    // A host may be back in a moment, and its hand may still be at work.
    await deps.clock.sleep(betweenTriesMs);
  }
  const failed = failedBy(last ?? { kind: 'failed', cause: 'unknown', line: '', path: null });
  return { ...failed, report: { ...report, aside: workPath(memory.work), undo: 'possible' } };
}

async function verdictOf(
  deps: RestoreDeps,
  scene: Scene,
  memory: Memory,
  report: RestoreReport,
  { state, changedSince, ...placed }: SettleEnd,
  because: Failed | null,
): Promise<Verdict> {
  if (state === 'placed') {
    // Of a new folder, the last thing that is done is to take the work folder away, and with it what was counted.
    const created = placed.created === 0 && !memory.survey.exists ? report.entries : placed.created;
    return placedVerdict(deps, scene, memory, report, { ...placed, created });
  }
  // Nobody can tell any more what became of the target.
  if (state === 'gone') return over('failed', 'work-gone', { path: workPath(memory.work) });
  const { kind } = isCancelled(deps, scene) ? cancelled.outcome : rolledBack(because).outcome;
  // What somebody else has put there meanwhile was taken out, and is told whatever else is to be said.
  if (placed.aside !== null) return over(kind, 'changed-since', { count: changedSince, path: placed.aside, aside: placed.aside });
  await sweep(deps, scene, memory.work);
  return isCancelled(deps, scene) ? cancelled : rolledBack(because);
}

const rolledBack = (because: Failed | null): Verdict => (because ? failedBy(because) : over('interrupted', 'rolled-back'));
