import { placeOf } from '../contract/location.ts';
import type { JobStatus, Level, Notice, Status } from '../contract/requests.ts';
import type { Proven } from '../contract/restore.ts';
import type { Run } from '../contract/run.ts';
import type { Incident } from '../contract/incident.ts';
import type { Settings } from '../contract/settings.ts';
import { showPlace } from '../jobs/jobs.ts';
import type { RunStore } from '../runs/runs.ts';
import { nextTime, targetOf, type Pauses, type Slots } from '../schedule/schedule.ts';
import { dayMarks, daysShown, firstDay } from './days.ts';
import { levelOf } from './level.ts';

type World = { settings: Settings; store: RunStore; slots: Slots; pauses: Pauses; incidents: Incident[]; now: number; notices: Notice[] };

const worstFirst: readonly Level[] = ['at-risk', 'attention', 'protected'];

/** How every job stands, out of the run records alone: no repository is read, no host is asked. */
export function overview({ settings, store, slots, pauses, incidents, now, notices }: World): Status {
  const active = store.active();
  const ended = Map.groupBy(store.endedSince(firstDay(now, daysShown)), ({ job }) => job);
  const skipped = Map.groupBy(slots.skippedSince(firstDay(now, daysShown)), ({ job }) => job);
  const jobs = settings.jobs.map((job): JobStatus => {
    const target = targetOf(job);
    const last = store.lastOf(job.id);
    const good = store.lastGoodOf(job.id);
    return {
      name: job.name,
      from: showPlace(job.source, settings.hosts),
      to: showPlace(job.repository, settings.hosts),
      level: levelOf(last, good, target, now),
      lastGood: good?.session ? { run: good.id, endedAt: good.endedAt ?? 0, session: good.session } : null,
      last: brief(last),
      active: brief(active.find((run) => run.job === job.id)),
      target,
      days: dayMarks(
        ended.get(job.id) ?? [],
        (skipped.get(job.id) ?? []).map(({ at }) => at),
        now,
      ),
      next: job.schedule ? nextTime(job.schedule, now) : null,
      pause: pauses.covering(job.id, now) ?? null,
      proven: provenBy(store.drillsOf(job.id).proof, placeOf(job.repository)),
    };
  });
  return {
    level: worstFirst.find((level) => jobs.some((job) => job.level === level)) ?? null,
    jobs,
    incidents,
    pause: pauses.ofAll(now) ?? null,
    notices,
  };
}

/** What a drill has shown of the repository that the job has now. */
function provenBy(drill: Run | undefined, place: string): Proven | null {
  const { report, restore } = drill ?? {};
  if (!drill || !report || !restore?.drill || drill.place !== place) return null;
  const { verified: files, ofFiles, damagedCount: damaged, wholeMs } = report;
  return { run: drill.id, at: drill.endedAt ?? 0, scope: restore.drill, files, ofFiles, damaged, wholeMs };
}

/** A run without what was read for its verdict: an overview of many jobs stays small. */
const brief = (run: Run | undefined): Run | null => (run ? { ...run, evidence: null } : null);
