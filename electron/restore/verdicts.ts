import type { Facts } from '../contract/failure.ts';
import type { Cause, OutcomeKind } from '../contract/outcome.ts';
import type { RestoreReport } from '../contract/restore.ts';
import type { Verdict } from '../runs/runs.ts';
import type { PlaceEnd } from './answer.ts';
import type { RestoreDeps, Scene } from './context.ts';
import type { Memory } from './memory.ts';
import { outcomeOf, placedReport } from './report.ts';
import type { Failed } from './said.ts';
import { sweep } from './sweep.ts';

export const over = (kind: OutcomeKind, cause: Cause | null, facts: Facts = {}): Verdict => ({
  outcome: { kind, cause, facts },
  session: null,
  evidence: null,
});
export const cancelled: Verdict = over('cancelled', 'by-user');

/** What is no failure of the restore itself. */
const kinds: Partial<Record<Cause, OutcomeKind>> = { writer: 'busy', 'rolled-back': 'interrupted' };

export const failedBy = ({ cause, line, path, to }: Failed): Verdict =>
  over(kinds[cause] ?? 'failed', cause, { line, path: path ?? '', ...(to === undefined ? {} : { to }) });

/** A restore that has come to its end. Of a folder that is new nothing of ours stays behind. */
export async function placedVerdict(
  deps: RestoreDeps,
  scene: Scene,
  memory: Memory,
  report: RestoreReport,
  placed: PlaceEnd,
): Promise<Verdict> {
  const done = placedReport(report, placed, deps.clock.now(), memory.begunAt);
  // Whoever has to end this run knows from here on that everything is in its place.
  deps.change(scene.run, { report: done });
  if (placed.aside === null) await sweep(deps, scene, memory.work);
  return { outcome: outcomeOf(done), session: null, evidence: null, report: done };
}
