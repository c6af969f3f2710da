import type { Host } from '../contract/host.ts';
import type { Job } from '../contract/job.ts';
import { placeOf } from '../contract/location.ts';
import type { Settings } from '../contract/settings.ts';
import type { Action, Progress, Run } from '../contract/run.ts';
import type { Clock, Files, Processes } from '../platform/ports.ts';
import { jobNamed, showPlace } from '../jobs/jobs.ts';
import { runFolder, type Line, type RunStore, type Steps, type Trade, type Verdict } from '../runs/runs.ts';
import type { Assignment } from './context.ts';
import { knownFrom } from './identity.ts';
import { performBackup, resumeBackup, type PerformDeps } from './perform.ts';
import { createRemovals, type Removals, type Why } from './removals.ts';
import { resumeRemoval } from './remove-increments.ts';

type Deps = {
  clock: Clock;
  files: Files;
  processes: Processes;
  store: RunStore;
  steps: Steps;
  line: Line;
  home: string;
  settings: () => Promise<Settings>;
  toolVersion: (tool: string) => Promise<string | undefined>;
  announce: (progress: Progress) => void;
  /** False while something that only the whole program knows speaks against a removal: an open incident of the job. */
  mayRemove: (job: Job) => Promise<boolean>;
  /** Whether this program stays: what a backup that it has taken over leads to is decided by nobody else. */
  stays: () => boolean;
};

export type Backups = {
  /** Queues a backup and answers at once. Adopts the job's backup that a killed program left behind, if there is one. */
  start(settings: Settings, name: string, why?: Why): Promise<Run>;
  removals: Pick<Removals, 'preview' | 'start'>;
  trades: Record<Extract<Action, 'backup' | 'remove'>, Trade>;
  /** Resolves when no run of this process is left, and nothing that one leads to. */
  idle(): Promise<void>;
};

const remembered = 20;

/** The service that backs up and removes. */
export function createBackups(deps: Deps): Backups {
  const { files, store, line, home } = deps;
  const deciding = new Set<Promise<void>>();
  const perform: PerformDeps = { ...deps, facts: store, change: line.change };

  const knownOf = (job: Job, attempts = store.list(job.id, remembered)) => knownFrom(store.sessionsOf(job.id, remembered), attempts);
  const sceneOf = (job: Job, { hosts }: Settings) => ({ job, host: hostOf(job, hosts), known: knownOf(job) });

  async function assignmentOf(run: Run): Promise<Assignment | undefined> {
    const settings = await deps.settings();
    const job = settings.jobs.find((candidate) => candidate.id === run.job);
    if (!job || placeOf(job.repository) !== run.place) return undefined;
    const host = hostOf(job, settings.hosts);
    if (host === null && hostIdOf(job) !== null) return undefined;
    const folder = runFolder(home, run.id);
    await files.makeFolder(folder);
    const attempts = store.list(job.id, remembered);
    const known = knownOf(job, attempts);
    // A suspicious session must not become the measure of the next one: its own measure is handed on.
    const handedOn = attempts.find((attempt) => attempt.id !== run.id && attempt.previous !== null)?.previous;
    return { run, job, host, folder, known, baseline: store.lastGoodOf(job.id)?.session ?? handedOn ?? null, home };
  }

  /** What is old is asked for again after the next backup: nothing here can harm the one that is written down. */
  function decide(run: Run): void {
    // A program that only looks in must not set out to remove something.
    if (run.adopted && !deps.stays()) return;
    const decision: Promise<void> = removals
      .after(run)
      .catch(() => undefined)
      .finally(() => deciding.delete(decision));
    deciding.add(decision);
  }

  const queue = (
    { hosts }: Settings,
    job: Job,
    draft: Why & Pick<Run, 'action' | 'host'>,
    work: (assignment: Assignment) => Promise<Verdict>,
  ): Run =>
    line.queue(
      {
        ...draft,
        job: job.id,
        jobName: job.name,
        place: placeOf(job.repository),
        from: showPlace(job.source, hosts),
        to: showPlace(job.repository, hosts),
      },
      async (run) => {
        const assignment = await assignmentOf(run);
        if (assignment) return named(await work(assignment), assignment);
        return { outcome: { kind: 'failed', cause: 'settings-changed', facts: {} }, session: null, evidence: null };
      },
    );

  const tradeOf = (again: typeof resumeBackup): Trade => ({
    resume: async (run, step) => {
      const assignment = await assignmentOf(run);
      if (!assignment) return { outcome: { kind: 'interrupted', cause: 'program-ended', facts: {} }, session: null, evidence: null };
      return named(await again(perform, assignment, step), assignment);
    },
    ended: decide,
  });

  async function start(settings: Settings, name: string, why: Why = {}): Promise<Run> {
    const job = jobNamed(settings, name);
    await line.recover((run) => run.job === job.id);
    const adopted = store.active().find((run) => run.job === job.id && run.action === 'backup' && line.carries(run));
    return (
      adopted ?? queue(settings, job, { ...why, action: 'backup', host: hostIdOf(job) }, (assignment) => performBackup(perform, assignment))
    );
  }

  const removals = createRemovals({ ...deps, ...perform, sceneOf, queue });

  return {
    start,
    removals: {
      preview: async (...asked) => {
        await line.recover(() => false);
        return removals.preview(...asked);
      },
      start: async (...asked) => {
        await line.recover(() => false);
        return removals.start(...asked);
      },
    },
    trades: { backup: tradeOf(resumeBackup), remove: tradeOf(resumeRemoval) },
    idle: async () => {
      for (;;) {
        await line.idle();
        if (deciding.size === 0) return;
        await Promise.all(deciding);
      }
    },
  };
}

const hostIdOf = (job: Job): string | null => job.source.host ?? job.repository.host;
const hostOf = (job: Job, hosts: readonly Host[]): Host | null => hosts.find(({ id }) => id === hostIdOf(job)) ?? null;

/** A verdict that still says which machine it is about when the host has long been changed. */
function named(verdict: Verdict, { host }: Assignment): Verdict {
  if (!host || verdict.outcome.cause === null) return verdict;
  const { name, address, port, user, keyFile } = host;
  return { ...verdict, outcome: { ...verdict.outcome, facts: { host: name, address, port, user, keyFile, ...verdict.outcome.facts } } };
}
