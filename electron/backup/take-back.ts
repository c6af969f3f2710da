import type { Outcome } from '../contract/outcome.ts';
import type { Evidence, Progress, Run } from '../contract/run.ts';
import { causeOf, inspectRepository, readErrorStream, regressCommand } from '../rdiff-backup/rdiff-backup.ts';
import type { Steps } from '../runs/runs.ts';
import type { Assignment, BackupDeps, Clearance } from './context.ts';
import { lockedExit } from './judge.ts';
import { guarded } from './repository-lock.ts';

type Deps = BackupDeps & { steps: Steps; announce: (progress: Progress) => void };
type Verdict = { outcome: Outcome; session: null; evidence: Evidence };

/**
 * `rdiff-backup regress`, and proof that it did what it says: it ends with 0 also where it sees nothing to do. Answers undefined when
 * the repository is whole again, else what the run came to.
 */
export async function takeBack(deps: Deps, assignment: Assignment, clearance: Clearance, run: Run): Promise<Verdict | undefined> {
  const { repository } = assignment.job;
  deps.announce({ run: run.id, phase: 'regressing', share: null, files: 0, remainingMs: null });
  const end = await deps.steps.perform(
    run,
    'regress',
    guarded(deps, assignment.job, clearance, regressCommand(clearance.tool, repository)),
    null,
    () => Promise.resolve(),
  );
  const stream = await readErrorStream(deps.files, end.files.stderr);
  const evidence: Evidence = {
    exitCode: end.code,
    markers: repository.host === null ? (await inspectRepository(deps.files, repository.path)).markers : null,
    regressed: false,
    notSaved: [],
    notSavedCount: 0,
    warnings: stream.warnings,
    decisive: causeOf(stream.printed)?.line ?? null,
    tail: stream.tail,
  };
  const ended = (outcome: Outcome): Verdict => ({ outcome, session: null, evidence });
  if (end.cancelled) return ended({ kind: 'cancelled', cause: 'by-user', facts: {} });
  if (end.code === lockedExit) return ended({ kind: 'busy', cause: 'writer', facts: {} });
  const done = (end.code === 0 || end.code === 2) && (evidence.markers === null || evidence.markers.length === 1);
  if (done) return undefined;
  if (end.code === null || end.code > 128) return ended({ kind: 'interrupted', cause: 'killed', facts: {} });
  if (end.code === 0) return ended({ kind: 'stuck', cause: 'dead-end', facts: { path: repository.path } });
  const known = causeOf(stream.printed);
  const facts = { line: known?.line ?? stream.tail.at(-1) ?? '' };
  return ended(
    known?.cause === 'writer' ? { kind: 'busy', cause: 'writer', facts } : { kind: 'failed', cause: known?.cause ?? 'unknown', facts },
  );
}
