import type { JobStatus, Level, Notice, Status } from '../contract/requests.ts';
import type { Settings } from '../contract/settings.ts';
import { showPlace } from '../jobs/jobs.ts';
import type { RunStore } from '../runs/runs.ts';
import { levelOf } from './level.ts';

type World = { settings: Settings; store: RunStore; now: number; notices: Notice[] };

const worstFirst: readonly Level[] = ['at-risk', 'attention', 'protected'];

/** How every job stands, out of the run records alone: no repository is read, no host is asked. */
export function overview({ settings, store, now, notices }: World): Status {
  const active = store.active();
  const jobs = settings.jobs.map((job): JobStatus => {
    const last = store.lastOf(job.id);
    const good = store.lastGoodOf(job.id);
    return {
      name: job.name,
      from: showPlace(job.source, settings.hosts),
      to: showPlace(job.repository, settings.hosts),
      level: levelOf(last, good, now),
      lastGood: good?.session ? { run: good.id, endedAt: good.endedAt ?? 0, session: good.session } : null,
      last: last ?? null,
      active: active.find((run) => run.job === job.id) ?? null,
    };
  });
  return { level: worstFirst.find((level) => jobs.some((job) => job.level === level)) ?? null, jobs, notices };
}
