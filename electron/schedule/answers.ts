import { jobNamed, type JobBook } from '../jobs/jobs.ts';
import type { Settings } from '../contract/settings.ts';
import type { Handlers } from '../platform/door.ts';
import { endOfPause, type Pauses } from './pauses.ts';
import { readSchedule } from './read-schedule.ts';
import { nextTimes } from './rule.ts';
import type { Scheduler } from './scheduler.ts';
import { targetOf } from './target.ts';

type Own = Extract<keyof Handlers, `${'schedule' | 'pause'}.${string}`>;
type Deps = {
  now: () => number;
  zone: () => string;
  settings: () => Promise<Settings>;
  jobs: Pick<JobBook, 'schedule'>;
  pauses: Pauses;
  scheduler: Pick<Scheduler, 'due'>;
  /** A change of a schedule or of a pause is looked at once. */
  replanned: <T>(answer: T) => T;
};

const timesShown = 5;

/** The questions about when a job is due, and who holds it back. */
export function scheduleAnswers({ now, zone, settings, jobs, pauses, scheduler, replanned }: Deps): Pick<Handlers, Own> {
  const jobId = async (name: string | null) => (name === null ? null : jobNamed(await settings(), name).id);
  return {
    'schedule.preview': (draft) => {
      const schedule = readSchedule(draft, { zone: zone(), now: now(), before: null });
      const next = schedule ? nextTimes(schedule, now(), timesShown) : [];
      return { zone: schedule?.zone ?? zone(), next, target: targetOf({ schedule, targetHours: null }) };
    },
    'schedule.set': async ({ name, schedule }) => replanned(await jobs.schedule(name, schedule)),
    'schedule.due': () => scheduler.due(),
    'pause.set': async ({ name, length }) => {
      const since = now();
      const pause = { job: await jobId(name), since, until: endOfPause(length, since) };
      pauses.set(pause);
      return replanned(pause);
    },
    'pause.end': async ({ name }) => {
      pauses.end(await jobId(name));
      return replanned({});
    },
  };
}
