import type { StepName } from '../contract/run.ts';
import { connectionCause } from '../ssh/ssh.ts';
import { stepFiles } from '../runs/runs.ts';
import { readStaged, StageEnd } from './answer.ts';
import { handStep, orderOf, type Order, type RestoreDeps, type Scene } from './context.ts';
import { saidBy, type Failed } from './said.ts';
import { sweep } from './sweep.ts';
import type { WorkPlace } from './work-place.ts';

export type StageOrder = {
  work: WorkPlace;
  /** Entries that are at the target already. */
  skip: readonly number[];
  /** Folders above what was chosen that are at the target already. */
  above: readonly number[];
  /** What there is to do, in files and bytes. */
  total: { files: number; bytes: number };
  /** How many bytes must be free before it begins. */
  room: number;
  /** How what was staged is placed, where it may be at once. */
  then: Record<string, unknown> | null;
};
export type Ended<T> = { kind: 'done'; value: T } | Failed | { kind: 'cancelled' };

const workers = 2;
const bytesOfFile = 40_000;

/**
 * Stages what a plan says in a fresh work folder on the target's machine, each file verified while it is copied. Where the repository's machine
 * lets nobody but rdiff-backup work, that is left to it.
 */
export async function stage(deps: RestoreDeps, scene: Scene, order: StageOrder): Promise<Ended<StageEnd>> {
  const first = await stageFrom(deps, scene, order, 'hand');
  if (first.kind !== 'failed' || scene.repository === null || !(await isClosed(deps, scene, first))) return first;
  // What has begun to be placed is ended in another way.
  if (await readStaged(deps.files, stepFiles(scene.folder, 'stage').stdout)) return first;
  await sweep(deps, scene, order.work);
  return stageFrom(deps, scene, order, 'tool');
}

async function stageFrom(
  deps: RestoreDeps,
  scene: Scene,
  { work, skip, above, total, room, then }: StageOrder,
  by: 'hand' | 'tool',
): Promise<Ended<StageEnd>> {
  const { run, job, repository, target } = scene;
  const { session, renamed, special, withoutLinks } = orderOf(scene);
  const isTogether = repository?.id === target.machine?.id;
  const source = { repository: by === 'hand' ? job.repository.path : null, session, renamed };
  // A host could go on to place things when nobody here hears of it any more.
  const waits = then !== null && target.machine !== null;
  const how = { work, skip, above, room, special, withoutLinks, workers, then: then && { ...then, waits } };
  const writing: Order = { op: 'stage', ...source, from: 'repository', ...how, plan: true };
  const reading: Order = { op: 'read', ...source, skip, plan: true };
  const isPiped = by === 'hand' && !isTogether;
  const asked = {
    machine: target.machine,
    order: isPiped ? { ...writing, from: 'stream' } : writing,
    reader: isPiped ? { machine: repository, order: reading } : undefined,
    waits,
  };
  const whole = total.files * bytesOfFile + total.bytes;
  const begun = deps.clock.monotonic();
  const { end, answer } = await handStep(deps, scene, 'stage', asked, StageEnd, ({ files, bytes }, isStaged) => {
    if (isStaged && then) {
      deps.announce({ run: run.id, phase: 'placing', share: null, files: 0, remainingMs: null });
      return;
    }
    const share = whole === 0 ? null : Math.min(1, (files * bytesOfFile + bytes) / whole);
    const passed = deps.clock.monotonic() - begun;
    const remainingMs = share !== null && share > 0.03 && passed > 2000 ? (passed / share) * (1 - share) : null;
    deps.announce({ run: run.id, phase: 'staging', share, files, bytes, remainingMs });
  });
  if (end.cancelled) return { kind: 'cancelled' };
  return saidBy(deps.files, end, answer);
}

/** Whether the hand on the repository's machine could not work at all, though the connection was good. */
export async function isClosed({ files }: RestoreDeps, { folder }: Scene, { cause }: Failed, step: StepName = 'stage'): Promise<boolean> {
  if (cause === 'restricted' || cause === 'python-missing' || cause === 'sudo-refused') return true;
  if (cause !== 'connection-lost' && cause !== 'unknown') return false;
  const said = (await files.read(stepFiles(folder, step).stderr, -65_536, 65_536))?.toString('utf8') ?? '';
  return connectionCause(said) === undefined;
}
