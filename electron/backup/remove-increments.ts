import { join } from 'node:path';
import * as z from 'zod';
import type { Outcome } from '../contract/outcome.ts';
import type { Evidence, Step } from '../contract/run.ts';
import { causeOf, giveRootIncrement, readErrorStream, removeCommand } from '../rdiff-backup/rdiff-backup.ts';
import type { StepEnd, Verdict } from '../runs/runs.ts';
import type { Assignment, Clearance } from './context.ts';
import { judgeRemoval, refusedRemoval } from './judge-removal.ts';
import type { PerformDeps } from './perform.ts';
import { isAnnounced, type RemovalPlan } from './removal-plan.ts';
import { contentOf, seeRepository, type Sight } from './removal-reading.ts';
import { guarded, lockState } from './repository-lock.ts';

/** What a removal has set out to do; kept beside it, for a program that has to end it in the place of one that was killed. */
const Order = z.strictObject({ announced: z.array(z.number()), kept: z.array(z.number()) });
type Order = z.infer<typeof Order>;

/** Says what may go from a repository as it stands now. */
export type Planner = (sight: Sight) => Promise<RemovalPlan>;

const over = (outcome: Outcome): Verdict => ({ outcome, session: null, evidence: null });
const orderFile = ({ folder }: Pick<Assignment, 'folder'>) => join(folder, 'remove.order');

/**
 * Removes exactly the announced sessions: the repository is looked at and the rule is asked once more, right before; afterwards the
 * repository must show that these are gone and all others are there. Never throws for anything a server, a disk or a repository does.
 */
export async function performRemoval(
  deps: PerformDeps,
  assignment: Assignment,
  announced: readonly number[],
  planner: Planner,
): Promise<Verdict> {
  const { files, steps, change, announce } = deps;
  const { job, run } = assignment;
  announce({ run: run.id, phase: 'checking', share: null, files: 0, remainingMs: null });
  const sight = await seeRepository(deps, assignment);
  if (sight.kind === 'halt') return over(sight.outcome);
  const { before, sessions, held } = await planner(sight);
  if (held !== null || before === null) return over(refusedRemoval(held));
  if (!isAnnounced(sessions, announced)) return over(refusedRemoval(null));

  const { host, path } = job.repository;
  const lock = host === null ? await lockState(deps, path) : 'impossible';
  if (lock === 'taken') return over({ kind: 'busy', cause: 'writer', facts: {} });
  const older = new Set(sight.increments.filter((time) => time < before));
  const last = announced.at(-1);
  if (host === null && last !== undefined && !older.has(last)) {
    if (await giveRootIncrement(files, path, last)) older.add(last);
  }
  const order: Order = { announced: [...announced], kept: sight.sessions.filter((time) => !announced.includes(time)) };
  await files.write(orderFile(assignment), JSON.stringify(order));
  const current = change(run, { state: 'running', removed: order.announced });
  if (current.cancelledAt !== null) {
    change(current, { removed: [] });
    return over({ kind: 'cancelled', cause: 'by-user', facts: {} });
  }
  const command = removeCommand(sight.tool, job.repository, { olderThan: before, several: older.size > 1 });
  const tick = saying(deps, run.id);
  const end = await steps.perform(current, 'remove', guarded(deps, job, clearance(sight, lock === 'free'), command), null, tick);
  return conclude(deps, { ...assignment, run: change(current, { state: 'finishing' }) }, order, end);
}

/** Follows a removal that another process of this program began, and ends it as if that one had lived. */
export async function resumeRemoval(deps: PerformDeps, assignment: Assignment, step: Step | undefined): Promise<Verdict> {
  const { run } = assignment;
  if (!step) {
    deps.change(run, { removed: [] });
    return over({ kind: 'interrupted', cause: 'program-ended', facts: {} });
  }
  const tick = saying(deps, run.id);
  const end = await deps.steps.follow(run, step, tick);
  const order = await readOrder(deps, assignment);
  return conclude(deps, { ...assignment, run: deps.change(run, { state: 'finishing' }) }, order, end);
}

async function conclude(deps: PerformDeps, assignment: Assignment, order: Order, end: StepEnd): Promise<Verdict> {
  const { files, processes, change, announce } = deps;
  const { run } = assignment;
  announce({ run: run.id, phase: 'finishing', share: null, files: 0, remainingMs: null });
  const stream = await readErrorStream(files, end.files.stderr);
  const tool = processes.find('rdiff-backup');
  const content = tool === undefined ? undefined : await contentOf(deps, assignment, tool);
  const after = content && !('kind' in content) ? content : null;
  const begun = (await files.text(end.files.stdout, 65_536))?.includes('Deleting increment') === true;
  const { outcome, removed } = judgeRemoval({ ...end, ...order, stream, begun, after });
  change(run, { removed: [...removed] });
  const evidence: Evidence = {
    exitCode: end.code,
    markers: after?.whole === true ? after.sessions.slice(-1) : null,
    regressed: false,
    notSaved: [],
    notSavedCount: 0,
    warnings: stream.warnings,
    decisive: causeOf(stream.printed)?.line ?? stream.warnings[0] ?? null,
    tail: stream.tail,
  };
  return { outcome, session: null, evidence };
}

/** Without its order, what stands in the record was announced, and nothing is known of the others. */
async function readOrder({ files }: PerformDeps, assignment: Assignment): Promise<Order> {
  const text = await files.text(orderFile(assignment), 4 * 1024 * 1024);
  const read = text === undefined ? undefined : Order.safeParse(parsed(text)).data;
  return read ?? { announced: assignment.run.removed, kept: [] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const clearance = ({ tool, sessions }: Sight, lockable: boolean): Clearance => ({
  kind: 'go',
  tool,
  first: false,
  regress: false,
  newest: sessions.at(-1) ?? null,
  snapshotSize: null,
  lockable,
  lastSession: null,
});

/** How far it is nobody can say: the tool deletes in no order. */
const saying =
  ({ announce }: PerformDeps, run: number) =>
  () => {
    announce({ run, phase: 'removing', share: null, files: 0, remainingMs: null });
    return Promise.resolve();
  };
