import { Refusal } from '../contract/failure.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { RestoreReport } from '../contract/restore.ts';
import type { Action, Evidence, Progress, Run, Session, Step } from '../contract/run.ts';
import type { Clock, Files, Processes } from '../platform/ports.ts';
import { blockedBy } from './queue.ts';
import type { RunDraft, RunStore } from './run-store.ts';
import { runFolder } from './step-folder.ts';
import type { Steps } from './steps.ts';

/** What a run came to, with what shows it. */
export type Verdict = { outcome: Outcome; session: Session | null; evidence: Evidence | null; report?: RestoreReport | null };

/** How runs of one kind go on when the program that began them is gone, and what follows once one has ended. */
export type Trade = {
  /** `step`: the process that was started last; undefined when none was. */
  resume(run: Run, step: Step | undefined): Promise<Verdict>;
  ended?(run: Run): void;
};

type Deps = {
  clock: Clock;
  files: Files;
  processes: Processes;
  store: RunStore;
  steps: Steps;
  home: string;
  changed: (run: Run) => void;
  announce: (progress: Progress) => void;
  tradeOf: (action: Action) => Trade;
};

export type Line = {
  /** Writes a run down and carries it out when its turn comes; answers at once. */
  queue(draft: Omit<RunDraft, 'queuedAt' | 'owner'>, work: (run: Run) => Promise<Verdict>): Run;
  /** Keeps a change of a run's record and announces it. */
  change(run: Run, change: Partial<Run>): Run;
  /** Whether this program itself carries a run. */
  carries(run: Run): boolean;
  /** Cancels a run of a job, the one at work when none is named, and answers when it is over. Refuses with `not-running`. */
  cancel(name: string, id?: number | null): Promise<Run>;
  /** Ends the records of runs whose program is gone; those whose process still works are followed when `follow` says so. */
  recover(follow: (run: Run) => boolean): Promise<void>;
  /** Resolves when no run of this process is left. */
  idle(): Promise<void>;
};

const waitMs = 500;
const cancelWithinMs = 60_000;
const keptLogs = 200;

/** Carries runs from the queue to their record, also those of a program that was killed. */
export function createLine(deps: Deps): Line {
  const { clock, files, processes, store, home } = deps;
  const working = new Map<number, Promise<void>>();

  function change(run: Run, change: Partial<Run>): Run {
    const next = store.update(run.id, (record) => ({ ...record, ...change }));
    deps.changed(next);
    return next;
  }

  function finish(run: Run, { outcome, session, evidence, report = null }: Verdict): Run {
    const ended = { state: 'done', endedAt: clock.now(), outcome, session, evidence, report } as const;
    const done = store.update(run.id, (record) =>
      record.state === 'done' ? record : { ...record, ...ended, startedAt: record.startedAt ?? clock.now() },
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
        deps.tradeOf(done.action).ended?.(done);
        for (const old of store.behind(run.job, keptLogs)) await files.remove(runFolder(home, old)).catch(() => undefined);
      })
      .finally(() => working.delete(run.id));
    working.set(run.id, task);
    return task;
  }

  async function begin(run: Run, work: (run: Run) => Promise<Verdict>): Promise<Verdict> {
    for (;;) {
      const now = store.update(run.id, (record) =>
        record.state === 'queued' && record.cancelledAt === null && !blockedBy(record, store.active())
          ? { ...record, state: 'preparing', startedAt: clock.now() }
          : record,
      );
      if (now.cancelledAt !== null) return { outcome: { kind: 'cancelled', cause: 'by-user', facts: {} }, session: null, evidence: null };
      if (now.state === 'preparing') {
        deps.changed(now);
        return work(now);
      }
      deps.announce({ run: run.id, phase: 'waiting', share: null, files: 0, remainingMs: null });
      await clock.sleep(waitMs);
      await recover(() => false);
    }
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
      const task = undertake(run, async () => deps.tradeOf(run.action).resume(run, await stepOf(run)));
      if (!alive) await task;
    }
  }

  async function cancel(name: string, id: number | null = null): Promise<Run> {
    const own = store.active().filter((candidate) => candidate.jobName === name && (id === null || candidate.id === id));
    const run = own.find(({ state }) => state !== 'queued') ?? own[0];
    if (!run) throw new Refusal('not-running', { job: name });
    deps.changed(store.update(run.id, (record) => ({ ...record, cancelledAt: record.cancelledAt ?? clock.now() })));
    await recover((orphan) => orphan.id === run.id);
    const until = clock.monotonic() + cancelWithinMs;
    while (store.get(run.id).state !== 'done' && clock.monotonic() < until) await clock.sleep(100);
    return store.get(run.id);
  }

  return {
    queue: (draft, work) => {
      const run = store.create({ ...draft, queuedAt: clock.now(), owner: processes.self });
      deps.changed(run);
      void undertake(run, () => begin(run, work));
      return run;
    },
    change,
    carries: ({ id }) => working.has(id),
    cancel,
    recover,
    idle: async () => {
      while (working.size > 0) await Promise.all(working.values());
    },
  };
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
