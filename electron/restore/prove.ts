import { join } from 'node:path';
import * as z from 'zod';
import { bytesOf, EntryPath } from '../contract/entry-path.ts';
import { SessionTime } from '../contract/history.ts';
import { handStep, isCancelled, type RestoreDeps, type Scene } from './context.ts';
import { packedName } from './packed.ts';

export type ProveDeps = Pick<RestoreDeps, 'clock' | 'files' | 'processes' | 'steps' | 'store' | 'announce'>;
/** A file that is no good at a session. */
export type Lost = { path: EntryPath; session: number };
/** What is recorded of a file at a session that has it. */
export type State = { session: number; size: number | null; sha1: string };
type Known = ReadonlyMap<EntryPath, ReadonlySet<number>>;
/** The sessions in which a path was read and is as recorded, or is not. */
export type Proved = { good: Known; bad: Known };

const Read = z.array(z.tuple([EntryPath, SessionTime]));
const ProveEnd = z.object({ good: Read, bad: Read });

/** The file in a run's folder that holds the states to read. */
const statesFile = 'states';
const seconds = 20;
/** The hand ends by itself, unless the file system under it hangs. */
const patienceMs = 45_000;
const nothing: Proved = { good: new Map(), bad: new Map() };

/**
 * Reads states of lost files where the repository lies, the newest first, until an older one than those that are lost is good. Where no hand
 * may work there, or it takes too long, less is known or nothing.
 */
export async function prove(
  deps: ProveDeps,
  scene: Pick<Scene, 'run' | 'job' | 'repository' | 'folder' | 'tools'>,
  lost: readonly Lost[],
  states: ReadonlyMap<EntryPath, readonly State[]>,
): Promise<Proved> {
  const { run, job, folder, repository: machine } = scene;
  if (states.size === 0 || isCancelled(deps, scene)) return nothing;
  const path = join(folder, statesFile);
  await deps.files.write(path, Buffer.concat([...states].flatMap(([of, some]) => some.map((state) => recordOf(of, state)))));
  const wanted = lost.filter((one) => states.has(one.path)).map((one) => [one.path, one.session]);
  const order = { op: 'prove', repository: job.repository.path, lost: wanted, seconds, plan: true };
  const begun = deps.clock.monotonic();
  const { answer } = await handStep(deps, scene, 'prove', { machine, order, planFile: statesFile }, ProveEnd, (done) => {
    deps.announce({ run: run.id, phase: 'verifying', share: null, ...done, remainingMs: null });
    const { step } = deps.store.get(run.id);
    if (step && deps.clock.monotonic() - begun > patienceMs) deps.processes.signalGroup(step.process, 'SIGKILL');
  });
  for (const each of [path, packedName(path)]) await deps.files.remove(each);
  return answer.kind === 'done' ? { good: byPath(answer.value.good), bad: byPath(answer.value.bad) } : nothing;
}

const recordOf = (path: EntryPath, { session, size, sha1 }: State): Buffer =>
  Buffer.concat([bytesOf(path), Buffer.from(`\0${String(session)}\0${size === null ? '' : String(size)}\0${sha1}\0`)]);

const byPath = (read: z.infer<typeof Read>): Known =>
  new Map([...Map.groupBy(read, ([path]) => path)].map(([path, some]) => [path, new Set(some.map(([, session]) => session))]));
