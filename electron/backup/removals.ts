import { Refusal } from '../contract/failure.ts';
import type { Job } from '../contract/job.ts';
import type { Removal } from '../contract/requests.ts';
import type { Run } from '../contract/run.ts';
import type { Settings } from '../contract/settings.ts';
import { jobNamed } from '../jobs/jobs.ts';
import { settledFact, type RunStore, type Verdict } from '../runs/runs.ts';
import type { Assignment } from './context.ts';
import type { PerformDeps } from './perform.ts';
import { createRemovalFacts } from './removal-facts.ts';
import { isAnnounced, removalAfter } from './removal-plan.ts';
import type { Scene } from './removal-reading.ts';
import { performRemoval } from './remove-increments.ts';

/** Who wanted a run, and the due time it is for. */
export type Why = Partial<Pick<Run, 'trigger' | 'slot'>>;

type Work = (assignment: Assignment) => Promise<Verdict>;
type Deps = PerformDeps & {
  store: RunStore;
  home: string;
  settings: () => Promise<Settings>;
  mayRemove: (job: Job) => Promise<boolean>;
  /** What a job remembers and which host it speaks to. */
  sceneOf: (job: Job, settings: Settings) => Omit<Scene, 'folder'>;
  /** Writes a run down and carries it out when its turn comes. */
  queue: (settings: Settings, job: Job, draft: Why & Pick<Run, 'action' | 'host'>, work: Work) => Run;
};

export type Removals = {
  /** What the next removal takes from a job's repository, and what holds it. */
  preview(settings: Settings, name: string): Promise<Removal>;
  /** Queues the removal of exactly these sessions. Refuses with `removal-held`, `removal-differs`, `job-active`. */
  start(settings: Settings, name: string, sessions: readonly number[], why?: Why): Promise<Run>;
  /** Queues the removal that a clean backup makes possible. What stands in its way now is asked again after the next one. */
  after(run: Run): Promise<void>;
};

/** The removals of a program: announced first, then carried out as runs of their own. */
export function createRemovals(deps: Deps): Removals {
  const { clock, store, sceneOf } = deps;
  const facts = createRemovalFacts(deps);

  const queue = (settings: Settings, job: Job, sessions: readonly number[], why: Why) =>
    deps.queue(settings, job, { ...why, action: 'remove', host: job.repository.host }, (assignment) =>
      performRemoval(deps, assignment, sessions, (sight) => facts.plan(assignment.job, sight, assignment.run)),
    );

  async function start(settings: Settings, name: string, sessions: readonly number[], why: Why = {}): Promise<Run> {
    const job = jobNamed(settings, name);
    const { held, sessions: planned } = await facts.preview(sceneOf(job, settings));
    if (held !== null) throw new Refusal('removal-held', { job: name, held });
    if (!isAnnounced(planned, sessions)) throw new Refusal('removal-differs', { job: name });
    return queue(settings, job, sessions, why);
  }

  async function after(run: Run): Promise<void> {
    if (!removalAfter(run, store.lastRemovalOf(run.job), clock.now())) return;
    const settings = await deps.settings();
    const job = settings.jobs.find(({ id }) => id === run.job);
    if (!job) return;
    const { held, sessions, waits } = await facts.preview(sceneOf(job, settings));
    if (held === null && !waits) queue(settings, job, sessions, { trigger: 'schedule' });
    // One that was killed may have taken everything that it announced: then it is over, though no later run says so.
    const last = store.lastRemovalOf(job.id);
    if (held === 'nothing' && last) store.keepFact(settledFact(job.id), String(last.id));
  }

  return {
    preview: async (settings, name) => facts.preview(sceneOf(jobNamed(settings, name), settings)),
    start,
    after,
  };
}
