import type { Outcome } from '../contract/outcome.ts';
import type { Progress, Run, Step } from '../contract/run.ts';
import { backupCommand, inspectRepository, selectionList } from '../rdiff-backup/rdiff-backup.ts';
import { keyFileProblem } from '../ssh/ssh.ts';
import { stepFiles, type Steps, type Verdict } from '../runs/runs.ts';
import type { Assignment, BackupDeps } from './context.ts';
import { gather } from './evidence.ts';
import { judge } from './judge.ts';
import { guarded, removeUnused } from './repository-lock.ts';
import { preflight } from './preflight.ts';
import { createMeasure, type Measure } from './progress.ts';
import { takeBack } from './take-back.ts';

export type PerformDeps = BackupDeps & {
  steps: Steps;
  /** Keeps a change of the run's record and announces it. */
  change: (run: Run, change: Partial<Run>) => Run;
  announce: (progress: Progress) => void;
};

const over = (outcome: Outcome): Verdict => ({ outcome, session: null, evidence: null });

/**
 * Carries out one backup whose run has been given its place: preflight, take back what was interrupted, copy, read the evidence, judge.
 * Never throws for anything a server, a disk or a repository does.
 */
export async function performBackup(deps: PerformDeps, assignment: Assignment): Promise<Verdict> {
  const { steps, change, announce } = deps;
  const { job, run } = assignment;
  announce({ run: run.id, phase: 'checking', share: null, files: 0, remainingMs: null });
  const clearance = await preflight(deps, assignment);
  if (clearance.kind === 'halt') return over(clearance.outcome);
  const { first, regress, tool, lastSession } = clearance;
  let current = change(run, { first, regressed: regress, previous: assignment.baseline ?? lastSession });

  if (regress) {
    const failed = await takeBack(deps, assignment, clearance, current);
    if (failed) return failed;
  }
  current = change(current, { state: 'running' });
  if (current.cancelledAt !== null) return over({ kind: 'cancelled', cause: 'by-user', facts: {} });
  const since = deps.clock.now();
  const measure = createMeasure(deps, {
    repository: job.repository.host === null && !first ? job.repository.path : null,
    snapshotSize: clearance.snapshotSize,
    newest: clearance.newest,
    logs: logsOf(assignment),
    since,
  });
  const list = job.selection.length === 0 ? null : selectionList(job.selection, job.source.path);
  const end = await steps.perform(current, 'backup', guarded(deps, job, clearance, backupCommand(tool, job)), list, () =>
    tell(deps, run, measure),
  );
  const verdict = await conclude(deps, { ...assignment, run: change(current, { state: 'finishing' }) }, end, since);
  // A folder whose lock is taken belongs to somebody, also while nothing lies in it yet.
  const isUnused = verdict.session === null && verdict.outcome.kind !== 'busy';
  if (first && job.repository.host === null && isUnused) await removeUnused(deps, job.repository.path);
  return verdict;
}

/** Follows a run that another process of this program began, and ends it as if that one had lived. */
export async function resumeBackup(deps: PerformDeps, assignment: Assignment, step: Step | undefined): Promise<Verdict> {
  const { run, job } = assignment;
  if (!step) return over({ kind: 'interrupted', cause: 'program-ended', facts: {} });
  const repeated = !run.first && job.repository.host === null;
  const before = repeated ? await inspectRepository(deps.files, job.repository.path) : undefined;
  const measure = createMeasure(deps, {
    repository: repeated ? job.repository.path : null,
    snapshotSize: before?.snapshotSize ?? null,
    newest: before?.markers[0] ?? null,
    logs: logsOf(assignment),
    since: step.startedAt,
  });
  const end = await deps.steps.follow(run, step, () => tell(deps, run, measure));
  if (step.name === 'regress')
    return over({ kind: end.cancelled ? 'cancelled' : 'interrupted', cause: end.cancelled ? 'by-user' : 'program-ended', facts: {} });
  return conclude(deps, { ...assignment, run: deps.change(run, { state: 'finishing' }) }, end, step.startedAt);
}

async function conclude(
  deps: PerformDeps,
  assignment: Assignment,
  end: Awaited<ReturnType<Steps['perform']>>,
  startedAt: number,
): Promise<Verdict> {
  deps.announce({ run: assignment.run.id, phase: 'finishing', share: null, files: 0, remainingMs: null });
  const { found, evidence } = await gather(deps, assignment, end, { startedAt, regressed: assignment.run.regressed });
  const outcome = await refined(deps, assignment, judge(found));
  const kept = outcome.kind === 'ok' || outcome.kind === 'recovered' || outcome.kind === 'incomplete' || outcome.kind === 'suspicious';
  return { outcome, session: kept ? (found.session ?? null) : null, evidence };
}

/** ssh says the same of a key with a passphrase as of a key that is refused; here the difference can be told. */
async function refined(deps: PerformDeps, { host }: Assignment, outcome: Outcome): Promise<Outcome> {
  if (outcome.cause !== 'login-refused' || !host) return outcome;
  return { ...outcome, cause: (await keyFileProblem(deps, host.keyFile)) ?? outcome.cause };
}

function logsOf({ folder }: Assignment): string[] {
  const { stdout, stderr } = stepFiles(folder, 'backup');
  return [stdout, stderr];
}

async function tell({ announce }: PerformDeps, run: Run, measure: Measure): Promise<void> {
  announce({ run: run.id, phase: 'copying', ...(await measure()) });
}
