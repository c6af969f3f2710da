import { Refusal } from '../contract/failure.ts';
import type { Host } from '../contract/host.ts';
import type { Job, JobDraft } from '../contract/job.ts';
import type { JobView } from '../contract/requests.ts';
import type { Schedule, ScheduleDraft } from '../contract/schedule.ts';
import type { Settings } from '../contract/settings.ts';
import type { Files } from '../platform/ports.ts';
import { backupCommand, shellLine } from '../rdiff-backup/rdiff-backup.ts';
import { isInsideSource } from './inside.ts';
import { jobFromDraft } from './job-draft.ts';
import { showPlace } from './place.ts';
import { jobNamed, withJob } from './registry.ts';
import type { SettingsStore } from './settings-store.ts';

type Deps = {
  files: Files;
  settings: SettingsStore;
  newId: () => string;
  now: () => number;
  /** Makes a schedule whole; refuses with `invalid`. */
  scheduleOf: (draft: ScheduleDraft | null, before: Schedule | null) => Schedule | null;
  /** The run that a job has at work, if there is one. */
  activeRun: (job: string) => number | undefined;
};

export type JobBook = {
  /** Refuses with `invalid`, `unknown-host`, `name-taken`, `repository-taken`, `repository-inside-source`. */
  add(draft: JobDraft): Promise<JobView>;
  /** The same, and with `job-active` while it runs. */
  change(was: string, draft: JobDraft): Promise<JobView>;
  list(): Promise<JobView[]>;
  show(name: string): Promise<JobView>;
  /** Sets when a job is due, also while it runs. Refuses with `invalid`. */
  schedule(name: string, draft: ScheduleDraft | null): Promise<JobView>;
  adopt(name: string): Promise<JobView>;
  /** Leaves the repository as it is. Refuses with `job-active` while it runs. */
  remove(name: string): Promise<JobView>;
};

/** The jobs a person has set up. */
export function createJobBook(deps: Deps): JobBook {
  const { files, settings } = deps;

  const view = (job: Job, known: readonly Host[]): JobView => ({
    job,
    from: showPlace(job.source, known),
    to: showPlace(job.repository, known),
    command: shellLine(backupCommand('rdiff-backup', job)),
  });

  type Origin = { id: string; createdAt: number; schedule: Schedule | null };

  async function drafted(draft: JobDraft, { hosts }: Settings, { id, createdAt, schedule }: Origin): Promise<Job> {
    const job = jobFromDraft(draft, hosts, { id, createdAt, schedule: deps.scheduleOf(draft.schedule, schedule) });
    if (await isInsideSource(files, job)) throw new Refusal('repository-inside-source', { from: draft.from, to: draft.to });
    return job;
  }

  function refuseActive(job: Job): void {
    const run = deps.activeRun(job.id);
    if (run !== undefined) throw new Refusal('job-active', { job: job.name, run });
  }

  const without = (current: Settings, id: string): Settings => ({ ...current, jobs: current.jobs.filter((job) => job.id !== id) });

  async function show(name: string): Promise<JobView> {
    const current = await settings.load();
    return view(jobNamed(current, name), current.hosts);
  }

  async function changed(name: string, change: (job: Job) => Job): Promise<JobView> {
    jobNamed(await settings.load(), name);
    await settings.change((current) => ({ ...current, jobs: current.jobs.map((job) => (job.name === name ? change(job) : job)) }));
    return show(name);
  }

  return {
    add: async (draft) => {
      const job = await drafted(draft, await settings.load(), { id: deps.newId(), createdAt: deps.now(), schedule: null });
      return view(job, (await settings.change((current) => withJob(current, job))).hosts);
    },
    change: async (was, draft) => {
      const before = await settings.load();
      const old = jobNamed(before, was);
      refuseActive(old);
      const job = await drafted(draft, before, old);
      const next = await settings.change((current) => {
        const place = current.jobs.findIndex((other) => other.id === old.id);
        const { jobs } = withJob(without(current, old.id), job);
        return { ...current, jobs: place < 0 ? jobs : [...jobs.slice(0, place), job, ...jobs.slice(place, -1)] };
      });
      return view(job, next.hosts);
    },
    list: async () => {
      const current = await settings.load();
      return current.jobs.map((job) => view(job, current.hosts));
    },
    show,
    schedule: (name, draft) => changed(name, (job) => ({ ...job, schedule: deps.scheduleOf(draft, job.schedule) })),
    adopt: (name) => changed(name, (job) => ({ ...job, adopt: true })),
    remove: async (name) => {
      const removed = await show(name);
      refuseActive(removed.job);
      await settings.change((current) => without(current, removed.job.id));
      return removed;
    },
  };
}
