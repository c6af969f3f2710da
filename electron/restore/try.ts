import { join } from 'node:path';
import type { EntryPath } from '../contract/entry-path.ts';
import type { RestoreReport } from '../contract/restore.ts';
import { isCancelled, orderOf, planFile, type RestoreDeps, type Scene } from './context.ts';
import { keepMemory, readMemory, worldOf, type Memory } from './memory.ts';
import { reportOf, withNearest } from './report.ts';
import { neededFor } from './room.ts';
import { type Ended } from './stage.ts';
import { stageFirst, stageRest } from './staging.ts';
import { sweep } from './sweep.ts';
import { randomName, workPath } from './work-place.ts';

/**
 * Restores what some paths were at a session into a fresh work folder in the scene's target, each file verified, and takes all of it away
 * again, whatever comes of it.
 */
export async function tryRestore(
  deps: RestoreDeps,
  scene: Scene,
  session: number,
  paths: readonly EntryPath[],
): Promise<Ended<RestoreReport>> {
  const { run, job, folder, target } = scene;
  const into = join(folder, planFile);
  await deps.files.remove(into);
  const plan = await deps.history.planRestore({ name: job.name, at: session, paths, renamed: null, into });
  const here: Scene = { ...scene, run: { ...run, restore: { ...orderOf(scene), session, paths: [...paths] } } };
  const work = { parent: target.path, name: `.modosu-${String(run.id)}-${randomName()}` };
  const { files, entries, bytes, special, recorded, unreadable } = plan;
  const amount = { files, entries, bytes, special, recorded, unreadable };
  const memory: Memory = { world: worldOf(scene), ...amount, work, survey: nothingThere(target.path), begunAt: deps.clock.now() };
  await keepMemory(deps.files, folder, memory);
  try {
    return await triedIn(deps, here, memory);
  } finally {
    await takeAway(deps, here, memory);
  }
}

async function triedIn(deps: RestoreDeps, scene: Scene, memory: Memory): Promise<Ended<RestoreReport>> {
  const first = await stageFirst(deps, scene, memory, null, neededFor(memory));
  if (first.kind !== 'done') return first;
  const whole = await stageRest(deps, scene, memory, first.value);
  if (whole.kind !== 'done') return whole;
  const report = await withNearest(deps, scene, reportOf(deps, scene, memory, whole.value));
  return isCancelled(deps, scene) ? { kind: 'cancelled' } : { kind: 'done', value: report };
}

/** Takes away what a trial has left that was cut off. */
export async function sweepTrial(deps: RestoreDeps, scene: Scene): Promise<void> {
  const memory = await readMemory(deps.files, scene.folder);
  if (memory) await takeAway(deps, scene, memory);
}

async function takeAway(deps: RestoreDeps, scene: Scene, { work }: Memory): Promise<void> {
  await sweep(deps, scene, work);
  // A hand that is being cancelled may not have come to its end.
  if (scene.target.machine === null) await deps.files.remove(workPath(work)).catch(() => undefined);
}

const nothingThere = (path: string): Memory['survey'] => ({
  real: path,
  exists: false,
  sameIndexes: null,
  above: [],
  sameFiles: 0,
  rootTime: null,
});
