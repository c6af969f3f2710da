import { join } from 'node:path';
import { randomName, workPath } from './work-place.ts';
import type { RestoreReport } from '../contract/restore.ts';
import type { Settings } from '../contract/settings.ts';
import { stepFiles, type Verdict } from '../runs/runs.ts';
import type { RestorePlan } from '../history/history.ts';
import { PlaceEnd, readStaged, Survey, type StageEnd } from './answer.ts';
import { handStep, isCancelled, orderOf, planFile, type RestoreDeps, type Scene } from './context.ts';
import { keepSpeed } from './estimate.ts';
import { nothingExtracted } from './extract.ts';
import { keepLostNames } from './lost-names.ts';
import { keepMemory, worldOf, type Memory } from './memory.ts';
import { obstacleOf } from './obstacle.ts';
import { outcomeOf, placedReport, reportOf, speedOf, withNearest, type Staged } from './report.ts';
import { saidBy, type Failed } from './said.ts';
import { settled } from './settle.ts';
import { type Ended } from './stage.ts';
import { msOf, stageFirst, stageRest } from './staging.ts';
import { sweep } from './sweep.ts';
import { cancelled, failedBy, over, placedVerdict } from './verdicts.ts';
import { repositoriesOn } from './where.ts';
import { writerIn } from './writer.ts';

type Deps = RestoreDeps & { settings: () => Promise<Settings> };

/**
 * Carries out one restore: what was at the session, what is at the target, staging with verification, and only then placing. Until the last
 * step nothing of the target is touched; whatever ends it before leaves nothing behind.
 */
export async function performRestore(deps: Deps, scene: Scene): Promise<Verdict> {
  const { run } = scene;
  const order = orderOf(scene);
  deps.announce({ run: run.id, phase: 'checking', share: null, files: 0, remainingMs: null });
  const { name, repository } = scene.job;
  const writer = await writerIn(deps, repository);
  if (writer !== undefined) return over('busy', 'writer', { pid: writer, to: run.from });
  const into = join(scene.folder, planFile);
  await deps.files.remove(into);
  const plan = await deps.history.planRestore({ name, at: order.session, paths: order.paths, renamed: order.renamed, into });
  // What the session does not have is never passed over in silence.
  if (plan.entries === 0 || plan.missing.length > 0) return over('failed', 'nothing-restored', { path: plan.missing[0] ?? '' });
  // What an earlier restore had to leave there may take the room that this one needs.
  await sweep(deps, scene, null);
  const looked = await surveyTarget(deps, scene, plan);
  if (looked.kind === 'cancelled') return cancelled;
  if (looked.kind === 'failed') return failedBy(looked);
  const survey = looked.value;
  const obstacle = obstacleOf(survey);
  if (obstacle) return over('failed', obstacle, { path: survey.repository?.path ?? survey.real });
  const { replace, remove, path } = order.confirmed;
  // A link on the way to the target may lead elsewhere by now.
  if (path !== undefined && path !== survey.real) return over('failed', 'target-changed', { path });
  if (survey.replace - survey.silent > replace || survey.extra > remove) return over('failed', 'target-changed', { path: survey.real });
  const current = deps.change(run, { state: 'running' });
  if (current.cancelledAt !== null) return cancelled;
  const memory = memoryOf(deps, scene, survey, plan);
  await keepMemory(deps.files, scene.folder, memory);
  return concluded(deps, scene, memory, await stageFirst(deps, scene, memory, placingOf(deps, scene, memory)));
}

/** What follows from a staging that has ended, however it did: it may have gone on to place things. */
export async function concluded(deps: RestoreDeps, scene: Scene, memory: Memory, first: Ended<StageEnd>): Promise<Verdict> {
  if (first.kind === 'done' && first.value.placed === null) return goOn(deps, scene, memory, first.value);
  const told = first.kind === 'done' ? first.value : await readStaged(deps.files, stepFiles(scene.folder, 'stage').stdout);
  if (!told) return first.kind === 'done' ? over('interrupted', 'program-ended') : endedEarly(deps, scene, memory, first);
  const staged: Staged = { stage: told, extracted: nothingExtracted(), refused: [], ms: msOf(told) };
  const report = reportOf(deps, scene, memory, staged);
  keepSpeed(deps.store, scene.job.id, speedOf(staged));
  if (told.placed)
    return {
      outcome: outcomeOf(report),
      session: null,
      evidence: null,
      report: placedReport(report, told.placed, deps.clock.now(), memory.begunAt),
    };
  return settled(deps, scene, memory, report, {
    how: isCancelled(deps, scene) ? 'back' : 'forward',
    because: first.kind === 'failed' ? first : null,
  });
}

/** What comes after the staging of all that can be had without rdiff-backup; also for a run that another program began. */
export async function goOn(deps: RestoreDeps, scene: Scene, memory: Memory, first: StageEnd): Promise<Verdict> {
  const staged = await stageRest(deps, scene, memory, first);
  if (staged.kind !== 'done') return endedEarly(deps, scene, memory, staged);
  const lostNames = await keepLostNames(deps, scene, staged.value);
  const found = await withNearest(deps, scene, reportOf(deps, scene, memory, staged.value));
  const report = lostNames === undefined ? found : { ...found, lostNames };
  if (isCancelled(deps, scene)) return endedEarly(deps, scene, memory, { kind: 'cancelled' });
  keepSpeed(deps.store, scene.job.id, speedOf(staged.value));
  const outcome = outcomeOf(report);
  if (outcome.kind === 'failed') {
    await sweep(deps, scene, memory.work);
    return { outcome, session: null, evidence: null, report };
  }
  return placeAll(deps, scene, memory, staged.value, report);
}

async function placeAll(deps: RestoreDeps, scene: Scene, memory: Memory, staged: Staged, report: RestoreReport): Promise<Verdict> {
  const current = deps.change(scene.run, { state: 'finishing', report });
  if (current.cancelledAt !== null) return endedEarly(deps, scene, memory, { kind: 'cancelled' });
  const damaged = [...staged.extracted.damaged.map(([{ index }]) => index), ...staged.refused.map(([{ index }]) => index)];
  const placing = { ...placingOf(deps, scene, memory), op: 'place', work: workPath(memory.work), damaged, plan: true };
  const { end, answer } = await handStep(deps, scene, 'place', { machine: scene.target.machine, order: placing }, PlaceEnd, () => {
    deps.announce({ run: scene.run.id, phase: 'placing', share: null, files: 0, remainingMs: null });
  });
  const said = await saidBy(deps.files, end, answer);
  if (said.kind === 'done') return placedVerdict(deps, scene, memory, report, said.value);
  return settled(deps, scene, memory, report, { how: end.cancelled ? 'back' : 'forward', because: said });
}

/** How what was staged comes to its place. */
const placingOf = ({ clock }: RestoreDeps, scene: Scene, { survey, recorded }: Memory) => {
  const { exact, special, confirmed } = orderOf(scene);
  const mode = survey.exists ? 'merge' : 'new';
  return {
    root: survey.real,
    mode,
    exact,
    special,
    recorded,
    stamp: stampOf(clock.now()),
    confirmed,
    leave: survey.sameIndexes ?? [],
    rootTime: survey.rootTime,
  };
};

async function surveyTarget(deps: Deps, scene: Scene, { recorded }: RestorePlan): Promise<Ended<Survey>> {
  const { exact, special, withoutLinks } = orderOf(scene);
  const repositories = repositoriesOn(scene.target.machine, await deps.settings());
  const wishes = { exact, special, withoutLinks };
  const order = { op: 'survey', root: scene.target.path, repositories, ...wishes, recorded, deep: true, plan: true };
  const { end, answer } = await handStep(deps, scene, 'survey', { machine: scene.target.machine, order }, Survey, (done) => {
    deps.announce({ run: scene.run.id, phase: 'surveying', share: null, ...done, remainingMs: null });
  });
  return end.cancelled ? { kind: 'cancelled' } : saidBy(deps.files, end, answer);
}

function memoryOf({ clock }: RestoreDeps, scene: Scene, survey: Survey, plan: RestorePlan): Memory {
  const { run } = scene;
  const { files, entries, bytes, special, recorded, unreadable } = plan;
  const work = { parent: survey.workParent ?? '', name: `.modosu-${String(run.id)}-${randomName()}` };
  return {
    world: worldOf(scene),
    work,
    survey,
    files,
    entries,
    bytes,
    special,
    recorded,
    unreadable,
    begunAt: run.startedAt ?? clock.now(),
  };
}

/** Nothing was placed: what was staged goes, and the run says why. */
export async function endedEarly(deps: RestoreDeps, scene: Scene, memory: Memory, ended: Failed | { kind: 'cancelled' }): Promise<Verdict> {
  await sweep(deps, scene, memory.work);
  return ended.kind === 'cancelled' ? cancelled : failedBy(ended);
}

/** A moment as it stands in the name of a folder, in UTC. */
const stampOf = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
