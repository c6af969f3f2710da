import type { HistoryState } from '../contract/history.ts';
import type { Run } from '../contract/run.ts';
import { jobNamed } from '../jobs/jobs.ts';
import type { Threads } from '../platform/ports.ts';
import type { RunStore } from '../runs/runs.ts';
import { historyAnswers } from './answers.ts';
import type { AnswerDeps, HistoryAnswers } from './asking.ts';
import { lookAnswers, type LookAnswerDeps } from './look-answers.ts';
import { createByTool } from './by-tool.ts';
import { createEndedElsewhere } from './ended-elsewhere.ts';
import { createKeeper, isRestricted, type KeeperDeps } from './keeper.ts';
import { planReaders, type PlanReaders } from './plan-readers.ts';
import { proofReaders, type ProofReaders } from './proof-readers.ts';
import { createHistoryThreads } from './threads.ts';
import { shelfOf, sweepShelves } from './shelf.ts';

export { recordables, recordedAttributes } from './plan/plan-order.ts';
export type { ContentWay, PlanSums, Way } from './plan/plan-order.ts';
export type { At, PlanReaders, RestorePlan } from './plan-readers.ts';
export type { VersionSums } from './plan/every-version.ts';
export type { PrintedFiles, PrintedNames } from './plan/printed-files.ts';
export type { Amount, ProofReaders } from './proof-readers.ts';
export type { OtherVersion } from './questions/other-versions.ts';
export type { Sample, SampledFile } from './questions/sample.ts';
export { isVanished } from './look/vanished.ts';
export { historyTasks } from './tasks.ts';

type Deps = { store: Pick<RunStore, 'lastOf' | 'lastRemovalOf'> } & Omit<AnswerDeps, 'threads' | 'keeper' | 'byTool'> &
  Omit<KeeperDeps, 'threads' | 'changed'> &
  Omit<LookAnswerDeps, 'threads'> & { threads: Threads; changed: (state: HistoryState) => void };

/** The past of every job: an index of each repository, and what can be asked of it. */
export type HistoryService = PlanReaders &
  ProofReaders & {
    answers: HistoryAnswers;
    /** A run has ended: what it added or took away is read, where this program stays; otherwise before the next question. */
    follow(run: Run, stays: boolean): void;
    /** The same for what other programs on this home have ended since it was last asked, in a program that stays. Never rejects. */
    followOthers(): Promise<void>;
    /** Takes away the indexes of jobs that are no more. */
    sweep(): void;
    /** Resolves when no index is being built. */
    idle(): Promise<void>;
    close(): void;
  };

export function createHistory(deps: Deps): HistoryService {
  const threads = createHistoryThreads(deps);
  const keeper = createKeeper({ ...deps, threads });
  const byTool = createByTool(deps);
  const { answers, readers } = historyAnswers({ ...deps, threads, keeper, byTool });
  const look = lookAnswers({ ...deps, threads }, readers);
  const ended = createEndedElsewhere(deps.store);

  function follow(run: Run, stays: boolean): void {
    ended.saw(run);
    keeper.forget(run.job);
    if (!stays) return;
    void deps
      .settings()
      .then(async (settings) => {
        const shelf = shelfOf(jobNamed(settings, run.jobName), settings, deps.home);
        byTool.forget(shelf);
        const state = await keeper.bring(shelf);
        // What rdiff-backup lists there is another, though what can be known of it is the same.
        if (isRestricted(state)) deps.changed(state);
      })
      .catch(() => undefined);
  }

  return {
    answers: { ...answers, ...look.answers },
    ...planReaders({ ...deps, threads }, readers),
    ...proofReaders({ threads }, readers),
    follow,
    followOthers: async () => {
      // Settings that cannot be read are told by whoever needs them.
      const jobs = await deps.settings().then(
        ({ jobs: all }) => all,
        () => [],
      );
      for (const run of ended.found(jobs.map(({ id }) => id))) follow(run, true);
    },
    sweep: () => void sweepShelves(deps.files, deps.home, deps.settings).catch(() => undefined),
    idle: () => keeper.idle(),
    close: () => {
      void look.end();
      threads.close();
    },
  };
}
