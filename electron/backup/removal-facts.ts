import { join } from 'node:path';
import type { Job } from '../contract/job.ts';
import { isGreen } from '../contract/outcome.ts';
import { placeOf } from '../contract/location.ts';
import type { Removal } from '../contract/requests.ts';
import type { Run } from '../contract/run.ts';
import { incrementBytes } from '../rdiff-backup/rdiff-backup.ts';
import type { RunStore } from '../runs/runs.ts';
import type { BackupDeps } from './context.ts';
import { planRemoval, type RemovalPlan } from './removal-plan.ts';
import { seeRepository, type Content, type Scene } from './removal-reading.ts';

type Deps = BackupDeps & {
  store: RunStore;
  home: string;
  /** False while an incident of the job is open that speaks against a removal. */
  mayRemove: (job: Job) => Promise<boolean>;
};

export type RemovalFacts = {
  /** What the next removal takes from a job's repository, and why it may not. */
  preview(scene: Omit<Scene, 'folder'>): Promise<Removal>;
  /** The same for a repository that was read already; `own` is the run that asks. */
  plan(job: Job, content: Content | 'running' | 'unreadable', own: Run | null): Promise<RemovalPlan>;
};

const remembered = 20;

/** What may be removed from the repositories of jobs, out of what stands in them and in the records of runs. */
export function createRemovalFacts(deps: Deps): RemovalFacts {
  const { clock, files, store, home, processes } = deps;
  let looks = 0;

  async function plan(job: Job, content: Content | 'running' | 'unreadable', own: Run | null): Promise<RemovalPlan> {
    const place = placeOf(job.repository);
    const read = typeof content === 'string' ? null : content;
    const last = store.lastOf(job.id);
    const good = store.lastGoodOf(job.id);
    return planRemoval({
      retention: job.retention,
      now: Math.floor(clock.now() / 1000),
      sessions: read?.sessions ?? null,
      increments: read?.increments ?? [],
      begun: begunBy(store.list(job.id, remembered)),
      lastGood: good?.place === place ? lastGoodIn(job, good, read) : null,
      unlisted: job.repository.host === null ? [] : store.sessionTimesOf(job.id, place),
      lastEnd: last?.endedAt == null ? null : Math.floor(last.endedAt / 1000),
      clean: read?.whole === true && last?.outcome != null && (isGreen(last.outcome.kind) || last.accepted),
      incident: !(await deps.mayRemove(job)),
      running: content === 'running' || store.active().some((run) => run.place === place && run.id !== own?.id),
    });
  }

  /** A look needs a folder for the files that ssh reads. */
  async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
    looks += 1;
    const folder = join(home, `scratch-removal-${processes.self.pid}-${looks}`);
    await files.makeFolder(folder);
    try {
      return await work(folder);
    } finally {
      await files.remove(folder);
    }
  }

  async function read(scene: Omit<Scene, 'folder'>): Promise<Content | 'running' | 'unreadable'> {
    if (store.active().some(({ place }) => place === placeOf(scene.job.repository))) return 'running';
    const sight = await withFolder((folder) => seeRepository(deps, { ...scene, folder })).catch(() => undefined);
    if (sight?.kind === 'seen') return sight;
    return sight?.outcome.kind === 'busy' ? 'running' : 'unreadable';
  }

  async function preview(scene: Omit<Scene, 'folder'>): Promise<Removal> {
    const { job } = scene;
    const pointless = job.retention === null || store.lastGoodOf(job.id) === undefined;
    const content = pointless ? 'unreadable' : await read(scene);
    const { before, sessions, held } = await plan(job, content, null);
    const known = typeof content === 'string' || sessions.length === 0 || job.repository.host !== null ? undefined : content.sessions;
    const bytes = known ? await incrementBytes(files, job.repository.path, known.slice(1, sessions.length + 1)) : null;
    return { job: job.name, before, sessions, bytes, held, waits: waitsForPerson(job, sessions) };
  }

  /** What others have made (a cron script, another program) is not taken before somebody has seen that it would be. */
  function waitsForPerson(job: Job, sessions: readonly number[]): boolean {
    const own = new Set(store.sessionTimesOf(job.id, placeOf(job.repository)));
    return store.lastRemovalOf(job.id) === undefined && sessions.some((time) => !own.has(time));
  }

  return { preview, plan };
}

/** A good session counts as long as the repository holds it. A remote listing names only sessions that a change followed. */
function lastGoodIn(job: Job, good: Run, content: Content | null): number | null {
  const time = good.session?.time ?? null;
  if (time === null || job.repository.host !== null || content === null) return time;
  return content.sessions.includes(time) ? time : null;
}

/** The sessions that removals had begun to take since the last one that did what it said; runs come newest first. */
function begunBy(runs: readonly Run[]): number[] {
  const removals = runs.filter(({ action }) => action === 'remove');
  const done = removals.findIndex(({ outcome }) => outcome !== null && isGreen(outcome.kind));
  return removals.slice(0, done < 0 ? removals.length : done).flatMap(({ removed }) => removed);
}
