import type { JobStatus, Level, Notice, Status } from '../contract/requests.ts';
import type { Run } from '../contract/run.ts';
import type { Settings } from '../contract/settings.ts';
import { showPlace } from '../jobs/jobs.ts';
import type { RunStore } from '../runs/runs.ts';
import { dayMarks, daysShown, firstDay } from './days.ts';
import { levelOf, target } from './level.ts';

type World = { settings: Settings; store: RunStore; now: number; notices: Notice[] };

const worstFirst: readonly Level[] = ['at-risk', 'attention', 'protected'];

/** How every job stands, out of the run records alone: no repository is read, no host is asked. */
export function overview({ settings, store, now, notices }: World): Status {
  const active = store.active();
  const ended = Map.groupBy(store.endedSince(firstDay(now, daysShown)), ({ job }) => job);
  const jobs = settings.jobs.map((job): JobStatus => {
    const last = store.lastOf(job.id);
    const good = store.lastGoodOf(job.id);
    return {
      name: job.name,
      from: showPlace(job.source, settings.hosts),
      to: showPlace(job.repository, settings.hosts),
      level: levelOf(last, good, now),
      lastGood: good?.session ? { run: good.id, endedAt: good.endedAt ?? 0, session: good.session } : null,
      last: brief(last),
      active: brief(active.find((run) => run.job === job.id)),
      target,
      days: dayMarks(ended.get(job.id) ?? [], now),
    };
  });
  return { level: worstFirst.find((level) => jobs.some((job) => job.level === level)) ?? null, jobs, notices };
}

/** A run without what was read for its verdict: an overview of many jobs stays small. */
const brief = (run: Run | undefined): Run | null => (run ? { ...run, evidence: null } : null);
