import type { Damaged, RestoreOrder, RestoreReport } from '../contract/restore.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { PlaceEnd, StageEnd } from './answer.ts';
import type { RestoreDeps, Scene } from './context.ts';
import type { Extracted } from './extract.ts';
import type { Memory } from './memory.ts';
import type { Planned } from './plan-file.ts';

/** Everything that was staged and verified, and what was not. */
export type Staged = { stage: StageEnd; extracted: Extracted; refused: [Planned, string][]; ms: number };

const told = 100;

/** What was staged, as a report; nothing has been placed yet. */
export async function reportOf(deps: RestoreDeps, scene: Scene, memory: Memory, staged: Staged): Promise<RestoreReport> {
  const { stage, extracted, refused } = staged;
  const lost: [Planned, Damaged['why']][] = [
    ...extracted.damaged,
    ...refused.filter(isMissed).map(([entry]): [Planned, 'name'] => [entry, 'name']),
  ];
  const order = scene.run.restore as RestoreOrder;
  const damaged = await Promise.all(
    lost.slice(0, told).map(async ([{ path }, why]): Promise<Damaged> => ({
      path,
      why,
      nearest: why === 'name' ? null : await nearestTo(deps, scene, path, order.session),
    })),
  );
  const same = memory.survey.sameIndexes?.length ?? 0;
  return {
    session: order.session,
    to: scene.target.shown,
    path: memory.survey.real,
    entries: memory.entries - lost.length,
    bytes: memory.bytes,
    // What is there already was read at the target.
    verified: stage.verified + extracted.verified + memory.survey.sameFiles,
    ofFiles: memory.files,
    unrecorded: extracted.unrecorded,
    damaged,
    damagedCount: lost.length,
    created: 0,
    replaced: 0,
    removed: 0,
    same,
    leftOut: refused.filter(([, why]) => why === 'special').length + (order.special ? 0 : memory.special),
    byWay: { mirror: stage.fromMirror, increments: stage.fromIncrements, tool: extracted.verified + extracted.unrecorded },
    aside: null,
    undo: 'none',
    ms: deps.clock.now() - memory.begunAt,
    copyMs: staged.ms,
    wholeMs: null,
    sessions: null,
  };
}

/** A device node that nobody asked for is left out and not lost. */
const isMissed = ([, why]: [Planned, string]): boolean => why !== 'special';

async function nearestTo({ history }: RestoreDeps, { job }: Scene, path: string, session: number): Promise<Damaged['nearest']> {
  try {
    return await history.nearestVersion({ name: job.name, path, session, notVersions: [] });
  } catch {
    return null;
  }
}

/** The report once everything has come to its place. */
export const placedReport = (
  report: RestoreReport,
  { created, replaced, removed, aside }: PlaceEnd,
  now: number,
  begunAt: number,
): RestoreReport => ({
  ...report,
  created,
  replaced,
  removed,
  aside,
  undo: aside === null ? 'none' : 'possible',
  ms: now - begunAt,
});

/** Whether no single file could be had as it was. */
export const isLost = ({ damagedCount, verified, unrecorded }: RestoreReport): boolean => damagedCount > 0 && verified + unrecorded === 0;

/** What a report says about how a run ended. */
export function outcomeOf(report: RestoreReport): Outcome {
  const { damagedCount, session } = report;
  if (damagedCount === 0) return { kind: 'ok', cause: null, facts: {} };
  const facts = { count: damagedCount, session };
  return isLost(report) ? { kind: 'failed', cause: 'nothing-restored', facts } : { kind: 'incomplete', cause: 'files-damaged', facts };
}
