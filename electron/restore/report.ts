import { isList, isRefused, lostList, type Damaged, type RestoreOrder, type RestoreReport } from '../contract/restore.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { PlaceEnd, StageEnd } from './answer.ts';
import type { RestoreDeps, Scene } from './context.ts';
import type { Speed } from './estimate.ts';
import type { Extracted } from './extract.ts';
import type { Memory } from './memory.ts';
import { nearestOf } from './nearest.ts';
import type { Planned } from './plan-file.ts';

/** Everything that was staged and verified, and what was not. `ms`: what reading, writing and verifying have taken. */
export type Staged = { stage: StageEnd; extracted: Extracted; refused: [Planned, string][]; ms: number };

/** So many of the entries that are lost are named in a report. */
export const namedInReport = 100;

/** What was really read and written, and how long that took. */
export const speedOf = ({ stage, extracted, ms }: Staged): Speed => ({
  files: stage.files + extracted.verified + extracted.unrecorded,
  bytes: stage.bytes + extracted.bytes,
  ms,
});

/** What was staged, as a report; nothing has been placed yet, and nobody has looked where else damaged files are good. */
export function reportOf(
  { clock }: Pick<RestoreDeps, 'clock'>,
  scene: Pick<Scene, 'run' | 'target'>,
  memory: Memory,
  staged: Staged,
): RestoreReport {
  const { stage, extracted, refused } = staged;
  const lost = lostOf(staged);
  const leftLinks = refused.filter(([, why]) => why === 'link').length;
  const devices = refused.filter(([, why]) => why === 'special').length;
  const order = scene.run.restore as RestoreOrder;
  const lists = memory.unreadable.map(({ file }) => lostList(order.session, file));
  const same = memory.survey.sameIndexes?.length ?? 0;
  return {
    session: order.session,
    to: scene.target.shown,
    path: memory.survey.real,
    entries: memory.entries - lost.length - leftLinks - devices,
    bytes: speedOf(staged).bytes,
    // What is there already was read at the target.
    verified: stage.verified + extracted.verified + memory.survey.sameFiles,
    ofFiles: memory.files,
    unrecorded: extracted.unrecorded,
    damaged: [...lists, ...lost.slice(0, namedInReport).map(([{ path }, why]): Damaged => ({ path, why, nearest: null }))],
    damagedCount: lists.length + lost.length,
    created: 0,
    replaced: 0,
    removed: 0,
    same,
    leftOut: devices + (order.special ? 0 : memory.special),
    leftLinks,
    unset: stage.unset + extracted.unset,
    split: stage.split + extracted.split,
    byWay: { mirror: stage.fromMirror, increments: stage.fromIncrements, tool: extracted.verified + extracted.unrecorded },
    aside: null,
    undo: 'none',
    ms: clock.now() - memory.begunAt,
    copyMs: staged.ms,
    wholeMs: null,
    sessions: null,
  };
}

/** What could not be brought back, and why. */
export const lostOf = ({ extracted, refused }: Pick<Staged, 'extracted' | 'refused'>): [Planned, Damaged['why']][] => [
  ...extracted.damaged,
  ...refused.filter(isMissed).map(([entry, why]): [Planned, Damaged['why']] => [entry, why === 'unsupported' ? why : 'name']),
];

/** A device node that nobody asked for is left out and not lost, and so is a link that somebody did not want. */
const isMissed = ([, why]: [Planned, string]): boolean => why !== 'special' && why !== 'link';

/** A report with where else each damaged file is good; of what only the target refuses nothing else is looked for. */
export async function withNearest(deps: RestoreDeps, scene: Scene, report: RestoreReport): Promise<RestoreReport> {
  const lost = report.damaged.filter((one) => !isRefused(one) && !isList(one));
  const nearest = await nearestOf(
    deps,
    scene,
    lost.map(({ path }) => ({ path, session: report.session })),
  );
  const found = new Map(lost.map((one, at) => [one, nearest[at] ?? null]));
  return { ...report, damaged: report.damaged.map((one) => ({ ...one, nearest: found.get(one) ?? null })) };
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

/**
 * What a restore or a drill came to, by its report: `ok` only when every file came back with its recorded hash. What is damaged is told with
 * its number, and so are files that nothing can be compared with. Where nothing but attributes is lost, nobody is told that files are.
 */
export function outcomeOf({ damaged, damagedCount, verified, unrecorded, ofFiles, entries, session }: RestoreReport): Outcome {
  const good = verified + unrecorded;
  const lists = damaged.filter(isList).length;
  if (damagedCount > lists) {
    const first = damaged.find((one) => !isList(one));
    const facts = { count: damagedCount, session };
    if (good === 0 && (ofFiles > 0 || entries <= 0)) return { kind: 'failed', cause: 'nothing-restored', facts };
    // What the repository does not have stands before what the target does not take.
    return { kind: 'incomplete', cause: first && isRefused(first) ? 'entries-refused' : 'files-damaged', facts };
  }
  if (good !== ofFiles) return { kind: 'failed', cause: 'unknown', facts: { line: `${String(good)} / ${String(ofFiles)}` } };
  if (lists > 0) return { kind: 'incomplete', cause: 'attributes-unread', facts: { count: lists, session } };
  return unrecorded > 0
    ? { kind: 'incomplete', cause: 'files-unrecorded', facts: { count: unrecorded } }
    : { kind: 'ok', cause: null, facts: {} };
}
