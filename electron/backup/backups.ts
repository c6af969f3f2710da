import { Refusal } from '../contract/failure.ts';
import type { Host } from '../contract/host.ts';
import type { Job } from '../contract/job.ts';
import { placeOf } from '../contract/location.ts';
import type { Settings } from '../contract/settings.ts';
import type { Progress, Run } from '../contract/run.ts';
import type { Clock, Files, Processes } from '../platform/ports.ts';
import { jobNamed, showPlace } from '../jobs/jobs.ts';
import { blockedBy, runFolder, type RunStore, type Steps } from '../runs/runs.ts';
import type { Assignment } from './context.ts';
import { knownFrom } from './identity.ts';
import { performBackup, resumeBackup, type PerformDeps, type Verdict } from './perform.ts';
import { createRemovals, type Removals, type Why } from './removals.ts';
import { resumeRemoval } from './remove-increments.ts';

type Deps = {
  clock: Clock;
  files: Files;
  processes: Processes;
  store: RunStore;
  steps: Steps;
  home: string;
  settings: () => Promise<Settings>;
  toolVersion: (tool: string) => Promise<string | undefined>;
  changed: (run: Run) => void;
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
  /** Cancels a job's run and answers when it is over. */
  cancel(name: string): Promise<Run>;
  /** Ends the records of runs whose program is gone; those whose process still works are followed when `follow` says so. */
  recover(follow: (run: Run) => boolean): Promise<void>;
  /** Resolves when no run of this process is left. */
  idle(): Promise<void>;
};

const waitMs = 500;
const cancelWithinMs = 60_000;
const remembered = 20;
const keptLogs = 200;

/** The service that carries runs from the queue to their record, also those of a program that was killed. */
export function createBackups(deps: Deps): Backups {
  const { clock, files, processes, store, home } = deps;
  const working = new Map<number, Promise<void>>();
  const deciding = new Set<Promise<void>>();

  const perform: PerformDeps = {
    ...deps,
    facts: store,
    change: (run, change) => {
      const next = store.update(run.id, (record) => ({ ...record, ...change }));
      deps.changed(next);
      return next;
    },
  };

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

  function finish(run: Run, { outcome, session, evidence }: Verdict): Run {
    const done = store.update(run.id, (record) =>
      record.state === 'done'
        ? record
        : { ...record, state: 'done', startedAt: record.startedAt ?? clock.now(), endedAt: clock.now(), outcome, session, evidence },
    );
    deps.changed(done);
    return done;
  }

  /** Keeps a run's work, and its failure, inside: whatever happens, the record gets an end. */
  function undertake(run: Run, work: () => Promise<Verdict>): Promise<void> {
    const task = work()
      .catch(failedWith)
      .then(async (verdict) => {
        const done = finish(run, verdict);
        // A program that only looks in must not set out to remove something.
        if (!done.adopted || deps.stays()) decide(done);
        for (const old of store.behind(run.job, keptLogs)) await files.remove(runFolder(home, old)).catch(() => undefined);
      })
      .finally(() => working.delete(run.id));
    working.set(run.id, task);
    return task;
  }

  /** What is old is asked for again after the next backup: nothing here can harm the one that is written down. */
  function decide(run: Run): void {
    const decision: Promise<void> = removals
      .after(run)
      .catch(() => undefined)
      .finally(() => deciding.delete(decision));
    deciding.add(decision);
  }

  async function begin(run: Run, work: (assignment: Assignment) => Promise<Verdict>): Promise<Verdict> {
    for (;;) {
      const now = store.update(run.id, (record) =>
        record.state === 'queued' && record.cancelledAt === null && !blockedBy(record, store.active())
          ? { ...record, state: 'preparing', startedAt: clock.now() }
          : record,
      );
      if (now.cancelledAt !== null) return { outcome: { kind: 'cancelled', cause: 'by-user', facts: {} }, session: null, evidence: null };
      if (now.state === 'preparing') {
        deps.changed(now);
        const assignment = await assignmentOf(now);
        if (assignment) return named(await work(assignment), assignment);
        return { outcome: { kind: 'failed', cause: 'settings-changed', facts: {} }, session: null, evidence: null };
      }
      deps.announce({ run: run.id, phase: 'waiting', share: null, files: 0, remainingMs: null });
      await clock.sleep(waitMs);
      await recover(() => false);
    }
  }

  async function resume(run: Run): Promise<Verdict> {
    const assignment = await assignmentOf(run);
    if (!assignment) return { outcome: { kind: 'interrupted', cause: 'program-ended', facts: {} }, session: null, evidence: null };
    const again = run.action === 'remove' ? resumeRemoval : resumeBackup;
    return named(await again(perform, assignment, await stepOf(run)), assignment);
  }

  const stepOf = async (run: Run) => (await deps.steps.unnoted(run)) ?? run.step ?? undefined;

  /** Makes a run of a dead program this program's own; undefined when somebody else was quicker. */
  function takeOver(id: number): Run | undefined {
    const run = store.update(id, (record) =>
      record.state === 'done' || processes.lives(record.owner) ? record : { ...record, owner: processes.self, adopted: true },
    );
    const mine = run.state !== 'done' && run.owner.pid === processes.self.pid && run.owner.startTime === processes.self.startTime;
    return mine && !working.has(id) ? run : undefined;
  }

  async function recover(follow: (run: Run) => boolean): Promise<void> {
    for (const orphan of store.active().filter((run) => !processes.lives(run.owner))) {
      const step = await stepOf(orphan);
      const alive = step !== undefined && processes.group(step.process).length > 0;
      if (alive && !follow(orphan)) continue;
      const run = takeOver(orphan.id);
      if (!run) continue;
      const task = undertake(run, () => resume(run));
      if (!alive) await task;
    }
  }

  function queue(
    { hosts }: Settings,
    job: Job,
    draft: Why & Pick<Run, 'action' | 'host'>,
    work: (assignment: Assignment) => Promise<Verdict>,
  ): Run {
    const run = store.create({
      ...draft,
      job: job.id,
      jobName: job.name,
      place: placeOf(job.repository),
      from: showPlace(job.source, hosts),
      to: showPlace(job.repository, hosts),
      queuedAt: clock.now(),
      owner: processes.self,
    });
    deps.changed(run);
    void undertake(run, () => begin(run, work));
    return run;
  }

  async function start(settings: Settings, name: string, why: Why = {}): Promise<Run> {
    const job = jobNamed(settings, name);
    await recover((run) => run.job === job.id);
    const adopted = store.active().find((run) => run.job === job.id && run.action === 'backup' && working.has(run.id));
    return (
      adopted ?? queue(settings, job, { ...why, action: 'backup', host: hostIdOf(job) }, (assignment) => performBackup(perform, assignment))
    );
  }

  const removals = createRemovals({ ...deps, ...perform, sceneOf, queue });

  async function cancel(name: string): Promise<Run> {
    const run = store.active().find((candidate) => candidate.jobName === name);
    if (!run) throw new Refusal('not-running', { job: name });
    deps.changed(store.update(run.id, (record) => ({ ...record, cancelledAt: record.cancelledAt ?? clock.now() })));
    await recover((orphan) => orphan.id === run.id);
    const until = clock.monotonic() + cancelWithinMs;
    while (store.get(run.id).state !== 'done' && clock.monotonic() < until) await clock.sleep(100);
    return store.get(run.id);
  }

  return {
    start,
    removals: {
      preview: async (...asked) => {
        await recover(() => false);
        return removals.preview(...asked);
      },
      start: async (...asked) => {
        await recover(() => false);
        return removals.start(...asked);
      },
    },
    cancel,
    recover,
    idle: async () => {
      while (working.size + deciding.size > 0) await Promise.all([...working.values(), ...deciding]);
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

/** What a run came to when a folder could not be read or written on the way. */
function failedWith(error: unknown): Verdict {
  const denied = error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
  return {
    outcome: { kind: 'failed', cause: denied ? 'permission' : 'unknown', facts: { line: String(error) } },
    session: null,
    evidence: null,
  };
}
