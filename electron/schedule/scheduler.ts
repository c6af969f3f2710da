import { Refusal } from '../contract/failure.ts';
import type { Job } from '../contract/job.ts';
import type { Run, Trigger } from '../contract/run.ts';
import type { Due, Pause, Slot } from '../contract/schedule.ts';
import type { Settings } from '../contract/settings.ts';
import type { Clock } from '../platform/ports.ts';
import { turn } from '../platform/turn.ts';
import type { RunStore } from '../runs/runs.ts';
import type { Pauses } from './pauses.ts';
import { plan, type Plan } from './plan.ts';
import { dueTimes, nextTime } from './rule.ts';
import type { Slots } from './slots.ts';

type Deps = {
  clock: Clock;
  /** 0..1. */
  chance: () => number;
  slots: Slots;
  pauses: Pauses;
  store: Pick<RunStore, 'fact' | 'keepFact' | 'active' | 'newestOf'>;
  settings: () => Promise<Settings>;
  /** Whether the host of a job answers on its port; true for a job without one. */
  hostAnswers: (job: Job, settings: Settings) => Promise<boolean>;
  onBattery: () => Promise<boolean>;
  start: (job: string, how: { trigger: Trigger; slot: number }) => Promise<Run>;
  /** A due time was left out, once the reason is known. */
  skipped: (slot: Slot, job: Job) => void;
  /** Called after each look, and when something was recorded. */
  looked: (changed: boolean) => void;
};

export type Scheduler = {
  /** Looks once a minute or when something is due, whichever is earlier, until the signal comes. */
  keepLooking(over: AbortSignal): Promise<void>;
  /** Looks now: the machine woke up, a schedule was changed, somebody resumed. */
  wake(): void;
  /** One look. */
  look(): Promise<void>;
  due(): Promise<Due[]>;
};

const minute = 60_000;
/** No more missed due times of a job are recorded one by one: behind a clock that jumped by years there would be no end. */
const mostMissed = 100;
const sweepMs = 24 * 60 * minute;
/** The fact that holds when somebody last looked: `modosu check` tells from it whether a program watches at all. */
export const tickFact = 'tick';

/** Starts what is due. What is due follows from stored facts alone, so that sleep, crashes and clocks that jump change nothing. */
export function createScheduler(deps: Deps): Scheduler {
  const { clock, slots, pauses, store } = deps;
  const began = clock.now();
  let woken = new AbortController();
  let looking = Promise.resolve();

  /** When somebody looked last; a look in the future was one of a clock that was ahead. */
  function tickedAt(now: number): number | null {
    const at = Number(store.fact(tickFact) ?? Infinity);
    return at <= now ? at : null;
  }

  function planFor(job: Job & { schedule: NonNullable<Job['schedule']> }, now: number, before: number | null, onBattery: boolean): Plan {
    const latest = slots.latest(job.id, now);
    // A schedule that was set by a clock that was ahead is one that was set just now.
    const since = job.schedule.since > now ? (before ?? began) : job.schedule.since;
    return plan({
      job: job.id,
      now,
      due: dueTimes(job.schedule, Math.max(since, latest?.at ?? 0), now, mostMissed),
      latest: latest && latest.at > since ? latest : undefined,
      last: store.newestOf(job.id),
      began,
      tickedAt: before,
      pausedAt: (at) => pauses.covering(job.id, at) !== undefined,
      onBattery: onBattery && job.notOnBattery,
      chance: deps.chance(),
    });
  }

  async function begin(job: Job, settings: Settings, { slot, trigger }: NonNullable<Plan['start']>): Promise<void> {
    if (trigger === 'catch-up' && !(await deps.hostAnswers(job, settings))) {
      if (slot.reason !== 'host-asleep') slots.keep({ ...slot, reason: 'host-asleep' });
      return;
    }
    try {
      const run = await deps.start(job.name, { trigger, slot: slot.at });
      slots.keep({ ...slot, state: 'started', run: run.id, tries: slot.tries + 1, notBefore: null });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // A removal may take long; the backup comes after it.
      if (store.active().some((run) => run.job === job.id && run.action === 'remove')) return;
      record({ ...slot, state: 'skipped', reason: 'running', notBefore: null }, job);
    }
  }

  function record(slot: Slot, job: Job): void {
    slots.keep(slot);
    if (slot.state === 'skipped') deps.skipped(slot, job);
  }

  async function lookAtAll(): Promise<void> {
    const settings = await deps.settings();
    await turn();
    const onBattery = settings.jobs.some(({ notOnBattery }) => notOnBattery) && (await deps.onBattery());
    const now = clock.now();
    const before = tickedAt(now);
    if (before === null) for (const { id } of settings.jobs) slots.dropAhead(id, now);
    const plans = settings.jobs.flatMap((job) => {
      const { schedule } = job;
      return schedule ? [{ job, ...planFor({ ...job, schedule }, now, before, onBattery) }] : [];
    });
    for (const { job, keep } of plans) for (const slot of keep) record(slot, job);
    // All at once: fifty hosts that do not answer take as long as one. What goes wrong with one job holds no other back.
    const begun = await Promise.allSettled(plans.map(async ({ job, start }) => start && begin(job, settings, start)));
    store.keepFact(tickFact, String(now));
    if (Math.floor(now / sweepMs) !== Math.floor((before ?? now) / sweepMs)) for (const { id } of settings.jobs) slots.sweep(id);
    deps.looked(plans.some(({ keep, start }) => keep.length > 0 || start !== null));
    const failed = begun.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }

  /** One after the other, also behind one that failed. */
  function look(): Promise<void> {
    looking = looking.then(lookAtAll, lookAtAll);
    return looking;
  }

  /** Until the next due time of any job, and never longer than a minute: timers stand still while the machine sleeps. */
  async function untilNext(): Promise<number> {
    const { jobs } = await deps.settings();
    const now = clock.now();
    const nexts = jobs.flatMap(({ schedule }) => (schedule ? (nextTime(schedule, now) ?? []) : []));
    return Math.max(1, Math.min(minute, ...nexts.map((at) => at - now)));
  }

  return {
    keepLooking: async (over) => {
      over.addEventListener('abort', () => woken.abort());
      // The first look may take long (time zones are read from the disk then): the program that starts has the loop before and in between.
      await turn();
      while (!over.aborted) {
        // What cannot be read now (settings, a busy database) may be readable at the next look.
        await look().catch(() => undefined);
        const ms = await untilNext().catch(() => minute);
        await clock.sleep(ms, woken.signal);
        if (woken.signal.aborted) woken = new AbortController();
      }
    },
    wake: () => woken.abort(),
    look,
    due: async () => {
      const settings = await deps.settings();
      const now = clock.now();
      return settings.jobs.map((job): Due => {
        const { schedule } = job;
        const pause = pauses.covering(job.id, now);
        const waitsFor = schedule ? planFor({ ...job, schedule }, now, tickedAt(now), false).waitsFor : null;
        const slot = slots.latest(job.id, now) ?? null;
        return {
          job: job.name,
          next: schedule ? nextTime(schedule, now) : null,
          slot,
          waitsFor:
            slot?.state === 'waiting' && slot.reason === 'host-asleep'
              ? 'host'
              : slot?.reason === 'battery' && slot.state === 'waiting'
                ? 'battery'
                : waitsFor,
          pausedUntil: pausedUntil(pause),
        };
      });
    },
  };
}

const pausedUntil = (pause: Pause | undefined): Due['pausedUntil'] => (pause ? (pause.until ?? 'resumed') : null);
