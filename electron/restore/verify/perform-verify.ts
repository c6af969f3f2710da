import type { EntryPath } from '../../contract/entry-path.ts';
import { Refusal } from '../../contract/failure.ts';
import type { Host } from '../../contract/host.ts';
import type { Job } from '../../contract/job.ts';
import type { Damaged } from '../../contract/restore.ts';
import type { Evidence, Run, Step } from '../../contract/run.ts';
import type { HistoryService } from '../../history/history.ts';
import {
  causeOf,
  createSignCounter,
  readErrorStream,
  readVerification,
  verifiedSign,
  verifyCommand,
} from '../../rdiff-backup/rdiff-backup.ts';
import { stepFiles, type StepEnd, type Verdict } from '../../runs/runs.ts';
import { serverCommand, writeSshFiles } from '../../ssh/ssh.ts';
import type { RestoreDeps, Tools } from '../context.ts';
import { nearestOf } from '../nearest.ts';
import { judgeVerify, stoppedAtFile, type FoundVerify } from './judge-verify.ts';

export type VerifyDeps = Pick<RestoreDeps, 'clock' | 'files' | 'processes' | 'steps' | 'store' | 'change' | 'announce'> & {
  history: Pick<HistoryService, 'amountOf' | 'printedFiles' | 'otherVersions'>;
  /** How long nothing may come, beside what its largest file takes. */
  patienceMs?: number | undefined;
};
/** One verification's world. */
export type VerifyScene = { run: Run; job: Job; host: Host | null; folder: string; session: number; tools: Tools };
type Amount = { files: number; bytes: number; largest: number };

const usualPatienceMs = 180_000;
// An old version of a large file is made anew through all that came after it.
const leastBytesPerMs = 1000;
const leastFilesPerSecond = 50;
const named = 100;

/** Carries out `rdiff-backup verify` of a session and judges what it said. Never throws for anything a server, a disk or a repository does. */
export async function performVerify(deps: VerifyDeps, scene: VerifyScene): Promise<Verdict> {
  const { clock, files, steps } = deps;
  const { job, host, folder, session, tools } = scene;
  const of = await amountIn(deps, scene);
  const patience = patienceFor(deps, of);
  // On a host nothing else ends what never ends by itself.
  const seconds = Math.ceil((patience + ((of?.bytes ?? 0) / leastBytesPerMs) * 4) / 1000 + (of?.files ?? 0) / leastFilesPerSecond);
  if (host)
    await writeSshFiles(files, folder, host, of ? `sh -c 'ulimit -t ${seconds}; exec ${serverCommand(host)}'` : serverCommand(host));
  const run = deps.change(scene.run, { state: 'running' });
  if (run.cancelledAt !== null) return { outcome: { kind: 'cancelled', cause: 'by-user', facts: {} }, session: null, evidence: null };
  const since = clock.monotonic();
  const watch = createWatch(deps, { ...scene, run }, of, patience);
  const end = await steps.perform(run, 'verify', verifyCommand(tools.tool, job.repository, session), null, watch.tick);
  return conclude(deps, { ...scene, run: deps.change(run, { state: 'finishing' }) }, end, {
    of,
    stalled: watch.stalled(),
    copyMs: clock.monotonic() - since,
  });
}

/** Follows a verification that another process of this program began, and ends it as if that one had lived. */
export async function resumeVerify(deps: VerifyDeps, scene: VerifyScene, step: Step | undefined): Promise<Verdict> {
  const { run } = scene;
  if (!step) return { outcome: { kind: 'interrupted', cause: 'program-ended', facts: {} }, session: null, evidence: null };
  const of = await amountIn(deps, scene);
  const watch = createWatch(deps, scene, of, patienceFor(deps, of));
  if (step.name === 'prove') deps.processes.signalGroup(step.process, 'SIGTERM');
  // What follows on the verification is done once more.
  const end = await deps.steps.follow(run, { ...step, name: 'verify' }, watch.tick);
  const copyMs = Math.max(0, deps.clock.now() - step.startedAt);
  return conclude(deps, { ...scene, run: deps.change(run, { state: 'finishing' }) }, end, { of, stalled: watch.stalled(), copyMs });
}

const patienceFor = ({ patienceMs }: VerifyDeps, of: Amount | null): number =>
  (patienceMs ?? usualPatienceMs) + (of?.largest ?? 0) / leastBytesPerMs;

/** What the session has; null where its files cannot be read by anything but rdiff-backup. */
const amountIn = ({ history }: VerifyDeps, { job, session }: VerifyScene): Promise<Amount | null> =>
  history.amountOf({ name: job.name, session }).catch(unlessBug(null));

/** Tells how far it is, and ends it when nothing has come for too long: rdiff-backup 2.2 may go on for ever over a file that is lost. */
function createWatch(deps: VerifyDeps, { run, folder }: VerifyScene, of: Amount | null, patience: number) {
  const { clock, files, processes, store, announce } = deps;
  const { stdout, stderr } = stepFiles(folder, 'verify');
  const counters = [stdout, stderr].map((path) => createSignCounter(files, path, verifiedSign));
  const begun = clock.monotonic();
  let seen = { mark: '', at: begun };
  let stalled = false;
  return {
    stalled: () => stalled,
    tick: async () => {
      const counts = await Promise.all(counters.map((count) => count()));
      const sizes = await Promise.all([stdout, stderr].map(async (path) => (await files.info(path))?.size ?? 0));
      const now = clock.monotonic();
      if (sizes.join(' ') !== seen.mark) seen = { mark: sizes.join(' '), at: now };
      const done = counts.reduce((all, count) => all + count, 0);
      const share = of && of.files > 0 ? Math.min(1, done / of.files) : null;
      const remainingMs = share !== null && share > 0.05 && now - begun > 5000 ? ((now - begun) * (1 - share)) / share : null;
      announce({ run: run.id, phase: 'verifying', share, files: done, remainingMs });
      const step = store.get(run.id).step;
      if (of === null || now - seen.at <= patience || !step) return;
      stalled = true;
      processes.signalGroup(step.process, 'SIGKILL');
    },
  };
}

type Ended = { of: Amount | null; stalled: boolean; copyMs: number };

async function conclude(deps: VerifyDeps, scene: VerifyScene, end: StepEnd, { of, stalled, copyMs }: Ended): Promise<Verdict> {
  const { clock, files, announce } = deps;
  const { run, session } = scene;
  announce({ run: run.id, phase: 'finishing', share: null, files: 0, remainingMs: null });
  const [stream, said] = [
    await readErrorStream(files, end.files.stderr),
    await readVerification(files, [end.files.stdout, end.files.stderr]),
  ];
  const found = { session, code: end.code, cancelled: end.cancelled, flooded: end.flooded, stalled, said, stream };
  const damaged = await damagedIn(deps, scene, found);
  const ms = Math.max(0, clock.now() - (run.startedAt ?? run.queuedAt));
  const { outcome, report } = judgeVerify({ ...found, of, damaged, ms, copyMs });
  const evidence: Evidence = {
    exitCode: end.code,
    markers: null,
    regressed: false,
    notSaved: [],
    notSavedCount: 0,
    warnings: stream.warnings,
    decisive: causeOf(stream.printed)?.line ?? stream.warnings[0] ?? null,
    tail: stream.tail,
  };
  return { outcome, session: null, evidence, report };
}

/** The first hundred files that are not as they were, by their own names, and where each was good. */
async function damagedIn(
  deps: VerifyDeps,
  scene: VerifyScene,
  found: Omit<FoundVerify, 'of' | 'damaged' | 'ms' | 'copyMs'>,
): Promise<Damaged[]> {
  const { job, session } = scene;
  const { said } = found;
  const wrong = said.wrong.slice(0, named);
  const count = said.verified + said.wrongCount + said.unrecorded;
  const stopped = stoppedAtFile(found) ? { name: said.last, count } : null;
  if (wrong.length === 0 && !stopped) return [];
  const paths = await deps.history
    .printedFiles({ name: job.name, session, wrong, stopped })
    .catch(unlessBug({ wrong: wrong.map(({ name }) => name), stoppedAt: null }));
  const all: [EntryPath, Damaged['why']][] = wrong.map(({ name }, at) => [paths.wrong[at] ?? name, 'hash']);
  if (paths.stoppedAt !== null) all.unshift([paths.stoppedAt, 'unreadable']);
  const first = all.slice(0, named);
  const lost = first.map(([path]) => ({ path, session }));
  const nearest = await nearestOf(deps, { ...scene, repository: scene.host }, lost);
  return first.map(([path, why], at) => ({ path, why, nearest: nearest[at] ?? null }));
}

/** Answers in the place of a question that is refused. */
const unlessBug =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (error instanceof Refusal) return instead;
    throw error;
  };
