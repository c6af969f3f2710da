import { isDeepStrictEqual } from 'node:util';
import type { EntryPath } from '../contract/entry-path.ts';
import { Refusal } from '../contract/failure.ts';
import { nothingPlaced, type Damaged, type DrillScope, type RestoreReport } from '../contract/restore.ts';
import type { Cause } from '../contract/outcome.ts';
import type { Run, Step } from '../contract/run.ts';
import type { Amount, HistoryService } from '../history/history.ts';
import { causeOf, inspectRepository } from '../rdiff-backup/rdiff-backup.ts';
import {
  cancelled,
  failedBy,
  keepSpeed,
  neededFor,
  over,
  scaledMs,
  sweepTrial,
  tryRestore,
  writerIn,
  type Scene,
} from '../restore/restore.ts';
import type { Verdict } from '../runs/runs.ts';
import { judgeDrill, type OlderTried } from './judge-drill.ts';
import { tryOlderStates, type OlderDeps } from './older-states.ts';
import { scratchFor } from './scratch-place.ts';

export type DrillDeps = OlderDeps & { history: Pick<HistoryService, 'amountOf' | 'sampleOf' | 'sessionToRestore' | 'answers'> };
/** A drill's world; where it writes is its own choice. */
export type DrillScene = Omit<Scene, 'target'>;

/** What a sample is drawn from, beside the largest file and the one that is the same for longest. */
const drawn = { count: 200, bytes: 268_435_456 };
const told = 100;

/**
 * Tries a restore: a sample of the newest session, or all of it and every older state, into a scratch folder that is taken away again. Never
 * throws for anything a server, a disk or a repository does.
 */
export async function performDrill(deps: DrillDeps, scene: DrillScene, scope: DrillScope): Promise<Verdict> {
  deps.announce({ run: scene.run.id, phase: 'checking', share: null, files: 0, remainingMs: null });
  const before = await marksOf(deps, scene);
  const { path } = scene.job.repository;
  if ('because' in before) return over('busy', before.because, { to: path, path });
  const verdict = await tried(deps, scene, scope).catch(refused);
  const isWhole = verdict.outcome.kind === 'ok' || verdict.outcome.kind === 'cancelled';
  // What was written to meanwhile is called damaged and is not.
  return isWhole || isDeepStrictEqual(await marksOf(deps, scene), before) ? verdict : over('busy', 'writer');
}

/** Takes away what a drill has left that another process of this program began; it is not gone on with. */
export async function resumeDrill(deps: DrillDeps, scene: DrillScene, step: Step | undefined): Promise<Verdict> {
  const { run, folder } = scene;
  for (const each of new Set([run.step, step])) {
    if (!each) continue;
    deps.processes.signalGroup(each.process, 'SIGTERM');
    await deps.steps.follow(run, each, () => Promise.resolve());
  }
  await sweepTrial(deps, { ...scene, target: placeOfTrial(run, folder, scene) });
  return deps.store.get(run.id).cancelledAt === null ? over('interrupted', 'program-ended') : cancelled;
}

/** Where a drill wrote: its order says so, once it had begun. */
const placeOfTrial = ({ restore }: Run, folder: string, { repository }: DrillScene): Scene['target'] => {
  const path = restore?.to ?? folder;
  return { machine: path === folder ? null : repository, path, shown: path };
};

/** What a repository on this machine is marked with while it is at rest, or why it is not. */
async function marksOf(deps: DrillDeps, { job }: DrillScene): Promise<{ markers: readonly number[] } | { because: Cause }> {
  if (job.repository.host !== null) return { markers: [] };
  if ((await writerIn(deps, job.repository)) !== undefined) return { because: 'writer' };
  const { state, markers } = await inspectRepository(deps.files, job.repository.path);
  return state === 'interrupted' || state === 'dead-end' ? { because: 'session-interrupted' } : { markers };
}

async function tried(deps: DrillDeps, scene: DrillScene, scope: DrillScope): Promise<Verdict> {
  const { job, run } = scene;
  const { history } = deps;
  const { state, newest, damaged } = await history.answers['history.settled']({ name: job.name });
  if (state === 'behind') return over('busy', 'writer');
  if (newest === null && damaged > 0) return listingsLost(deps, scene);
  const session = newest ?? (await history.sessionToRestore({ name: job.name, at: 'now' }));
  const whole = await history.amountOf({ name: job.name, session });
  const chosen = await choose(deps, scene, { scope, session, whole });
  if (chosen.paths.length === 0) return over('failed', 'disk-full', { path: chosen.target.path, free: chosen.free, needed: chosen.needed });
  const order = { ...(run.restore as NonNullable<Run['restore']>), session, paths: chosen.paths, to: chosen.target.path };
  const current = deps.change(run, { state: 'running', restore: order });
  if (current.cancelledAt !== null) return cancelled;

  const here: Scene = { ...scene, run: current, target: chosen.target };
  const first = await tryRestore(deps, here, session, chosen.paths);
  if (first.kind === 'cancelled') return cancelled;
  if (first.kind === 'failed') return failedBy(first);
  const begun = deps.clock.monotonic();
  const older = scope === 'full' ? await tryOlderStates(deps, here) : null;
  const olderMs = older ? Math.round(deps.clock.monotonic() - begun) : 0;
  if (older?.kind === 'cancelled') return cancelled;
  if (older?.kind === 'failed') return failedBy(older);
  deps.change(current, { state: 'finishing' });
  return verdictOf(deps, here, { first: first.value, older: older?.value ?? null, olderMs, whole });
}

type Chosen = { paths: EntryPath[]; target: Scene['target']; free: number; needed: number };

/** What is tried, and where; no paths when there is no room for any of it. */
async function choose(deps: DrillDeps, scene: DrillScene, asked: { scope: DrillScope; session: number; whole: Amount }): Promise<Chosen> {
  const { scope, session, whole } = asked;
  const { id, jobName: name } = scene.run;
  const sample = scope === 'full' ? [] : (await deps.history.sampleOf({ name, at: session, seed: id, ...drawn })).files;
  const bytes = scope === 'full' ? whole.bytes : sample.reduce((all, { size }) => all + size, 0);
  const load = { files: scope === 'full' ? whole.files : sample.length, bytes };
  const { target, free } = await scratchFor(deps.files, scene, load);
  const needed = neededFor(load);
  if (free >= needed)
    return { paths: scope === 'full' || sample.length === 0 ? [''] : sample.map(({ path }) => path), target, free, needed };
  // A sample without its largest files is better than none.
  let left = free - neededFor({ files: sample.length, bytes: 0 });
  const fitting = sample.toSorted((one, other) => one.size - other.size).filter(({ size }) => (left -= size) >= 0);
  return { paths: fitting.map(({ path }) => path), target, free, needed };
}

function verdictOf(
  deps: DrillDeps,
  scene: Scene,
  { first, older, olderMs, whole }: { first: RestoreReport; older: OlderTried | null; olderMs: number; whole: Amount },
): Verdict {
  const speed = { files: first.verified + first.unrecorded, bytes: first.bytes, ms: first.copyMs };
  keepSpeed(deps.store, scene.job.id, speed);
  const { outcome, report: all } = judgeDrill({
    newest: first,
    older,
    ms: deps.clock.now() - (scene.run.startedAt ?? scene.run.queuedAt),
    copyMs: first.copyMs + olderMs,
    wholeMs: speed.files > 0 ? scaledMs(speed, whole) : null,
  });
  return { outcome, session: null, evidence: null, report: all };
}

/** No session is left that could be restored. */
async function listingsLost({ history, clock }: DrillDeps, { job, run }: DrillScene): Promise<Verdict> {
  const { sessions } = await history.answers['history.sessions']({ name: job.name, before: null, limit: told });
  const lost = sessions.filter(({ state }) => state === 'damaged');
  const damaged = lost.map(({ time }): Damaged => ({ path: '', why: 'metadata', session: time, nearest: null }));
  const ms = clock.now() - (run.startedAt ?? run.queuedAt);
  const report: RestoreReport = {
    ...{ session: lost[0]?.time ?? 0, to: null, path: null, entries: 0, bytes: 0, verified: 0, ofFiles: 0, unrecorded: 0 },
    ...{ damaged, damagedCount: damaged.length, ...nothingPlaced, aside: null, undo: 'none' },
    ...{ byWay: { mirror: 0, increments: 0, tool: 0 }, ms, copyMs: 0, wholeMs: null, sessions: 0 },
  };
  return { ...over('failed', 'repository-damaged', { path: job.repository.path }), report };
}

/** A question about the past that was refused on the way. */
function refused(error: unknown): Verdict {
  if (!(error instanceof Refusal)) throw error;
  const line = String(error.facts['line'] ?? '');
  if (error.kind === 'repository-busy') return over('busy', 'writer');
  if (error.kind === 'no-session') return over('failed', 'no-session');
  if (error.kind === 'session-damaged') return over('failed', 'repository-damaged');
  if (error.kind === 'history-restricted') return over('failed', 'restricted', { line });
  return over('failed', causeOf(line)?.cause ?? 'unknown', { line });
}
