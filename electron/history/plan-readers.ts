import type { EntryPath } from '../contract/entry-path.ts';
import type { Renamed } from '../contract/renamed.ts';
import { Refusal } from '../contract/failure.ts';
import type { FetchDeps } from '../ssh/ssh.ts';
import { named } from './answers.ts';
import type { Readers } from './asking.ts';
import type { PlanOrder, PlanSums } from './plan/plan-order.ts';
import type { OthersInput, OtherVersion } from './questions/other-versions.ts';
import type { Sample } from './questions/sample.ts';
import { keepAttributes } from './remote/keep-attributes.ts';
import type { Shelf } from './shelf.ts';
import type { HistoryThreads } from './threads.ts';

/** A moment as a person writes it, or a session by its time in epoch seconds. */
export type At = string | number;

/** What the plan of a restore comes to, and the session that it is of. */
export type RestorePlan = PlanSums & { session: number };

/** What restoring asks of the past of the job with a name. All refuse as the other questions do. */
export type PlanReaders = {
  /** The session that a moment means for a restore. */
  sessionToRestore(wanted: { name: string; at: string }): Promise<number>;
  /** Whether an entry was a folder at a session; also of what was not there. */
  isFolder(wanted: { name: string; session: number; path: EntryPath }): Promise<boolean>;
  /**
   * Writes into a new file `into` what the chosen entries were ('' is everything), once the index is up to date; the one that is `renamed`
   * with the paths that it gets.
   */
  planRestore(wanted: { name: string; at: At; paths: readonly EntryPath[]; renamed: Renamed | null; into: string }): Promise<RestorePlan>;
  /** The other versions of a path than the one of a session and those of `notVersions`: older ones first, the nearest ones first. */
  otherVersions(wanted: OthersInput & { name: string }): Promise<OtherVersion[]>;
  /** Files to try a restore with: the largest, the oldest, and at most `count` others of together at most `bytes`, drawn by `seed`. */
  sampleOf(wanted: { name: string; at: At; seed: number; count: number; bytes: number }): Promise<Sample>;
};

export function planReaders(deps: FetchDeps & { threads: HistoryThreads }, { readyToRestore, at, ask, put }: Readers): PlanReaders {
  // A folder of kept attributes belongs to one at a time.
  let turn: Promise<unknown> = Promise.resolve();

  const sessionAt = (shelf: Shelf, moment: At): Promise<number> =>
    typeof moment === 'number' ? Promise.resolve(moment) : at(shelf, moment);

  /** What is recorded on the host of a repository beside its metadata, where it has not come with that. */
  async function bringAttributes(shelf: Shelf, session: number): Promise<void> {
    const { job, host, data, attributes: folder } = shelf;
    if (!host || folder === data) return;
    const newest = (await ask(shelf, 'sessionTimes', undefined)).at(-1)?.time ?? session;
    const mine = turn.then(() => keepAttributes(deps, { host, path: job.repository.path, folder, sessions: [session, newest] }));
    turn = mine.catch(() => undefined);
    const kept = await mine;
    if (kept.kind === 'none') throw new Refusal('no-session', { job: job.name });
    if (kept.kind === 'restricted') throw new Refusal('history-restricted', { job: job.name, host: host.name });
    if (kept.kind !== 'kept') throw new Refusal('history-unread', { job: job.name, line: kept.line });
  }

  return {
    sessionToRestore: async ({ name, at: moment }) => at(await readyToRestore(name), moment),
    isFolder: async ({ name, session, path }) => {
      const shelf = await readyToRestore(name);
      return named(shelf, ask(shelf, 'entry', { session, path })).then(
        ({ kind }) => kind === 'folder',
        (error: unknown) => {
          if (error instanceof Refusal && error.kind === 'unknown-path') return true;
          throw error;
        },
      );
    },
    planRestore: async ({ name, at: moment, paths, renamed, into }) => {
      const shelf = await readyToRestore(name);
      const session = await sessionAt(shelf, moment);
      await bringAttributes(shelf, session);
      const { file, data, attributes, by } = shelf;
      const order: PlanOrder = { file, data, attributes, session, paths, renamed, byTool: by === 'tool', into };
      const sums = await named(
        shelf,
        put(shelf, () => deps.threads.ask('plan', order) as Promise<PlanSums>),
      );
      return { ...sums, session };
    },
    otherVersions: async ({ name, ...input }) => {
      const shelf = await readyToRestore(name);
      return named(shelf, ask(shelf, 'others', input));
    },
    sampleOf: async ({ name, at: moment, ...input }) => {
      const shelf = await readyToRestore(name);
      return named(shelf, ask(shelf, 'sample', { ...input, session: await sessionAt(shelf, moment) }));
    },
  };
}
