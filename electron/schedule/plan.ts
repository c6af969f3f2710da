import type { Run } from '../contract/run.ts';
import type { SkipReason, Slot } from '../contract/schedule.ts';

/** All that decides about one job at one moment. Times in epoch ms. */
export type Situation = {
  job: string;
  now: number;
  /** The due times since the latest one that is known, oldest first. */
  due: readonly number[];
  /** What became of the latest one. */
  latest: Slot | undefined;
  /** The newest run of the job, done or not. */
  last: Run | undefined;
  /** When this program began to watch, and when one last did before this moment. */
  began: number;
  tickedAt: number | null;
  pausedAt: (at: number) => boolean;
  onBattery: boolean;
  /** 0..1, to spread what is caught up. */
  chance: number;
};

/** What is to be recorded, and the due time that is to be backed up now. */
export type Plan = {
  keep: Slot[];
  start: { slot: Slot; trigger: 'schedule' | 'catch-up' | 'retry' } | null;
  waitsFor: 'moment' | 'host' | 'battery' | 'retry' | null;
};

const minute = 60_000;
/** A due time that is seen later than this was missed: the program looks at least once a minute. */
export const lateMs = 90_000;
const backOff = [5 * minute, 15 * minute, 60 * minute];
/** What may be better in a few minutes; a changed key or a refused login is not. */
const passing = new Set(['name-not-found', 'refused', 'timed-out', 'unreachable', 'connection-lost', 'program-ended']);

/** Decides about one job. Nothing is remembered but what is recorded: whenever it is asked, the answer follows from stored facts. */
export function plan(situation: Situation): Plan {
  const { job, now, due, latest, last } = situation;
  const newest = due.at(-1);
  if (newest === undefined) return latest ? goOn(situation, latest) : { keep: [], start: null, waitsFor: null };

  const fresh = { job, run: null, tries: 0, notBefore: null, caughtUp: false } as const;
  const skipped = (at: number, reason: SkipReason): Slot => ({ ...fresh, at, state: 'skipped', reason });
  const keep = [...overtaken(latest), ...due.slice(0, -1).map((at) => skipped(at, whyMissed(situation, at)))];
  const whenPaused = situation.pausedAt(newest) || situation.pausedAt(now);
  if (whenPaused) return { keep: [...keep, skipped(newest, 'paused')], start: null, waitsFor: null };
  if (last && last.state !== 'done') return { keep: [...keep, skipped(newest, 'running')], start: null, waitsFor: null };

  const isLate = now - newest > lateMs;
  const slot: Slot = isLate
    ? { ...fresh, at: newest, state: 'waiting', reason: whyMissed(situation, newest), caughtUp: true, notBefore: spread(situation) }
    : { ...fresh, at: newest, state: 'waiting', reason: null };
  const next = goOn(situation, slot);
  return { ...next, keep: [...keep, slot, ...next.keep] };
}

/** A due time that still waited when the next one came is not caught up any more. */
function overtaken(latest: Slot | undefined): Slot[] {
  return latest?.state === 'waiting' ? [{ ...latest, state: 'skipped', reason: latest.reason ?? 'newer-due', notBefore: null }] : [];
}

const whyMissed = ({ began, tickedAt }: Situation, at: number): SkipReason => {
  if (tickedAt !== null && at <= tickedAt) return 'job-changed';
  return at < began ? 'program-off' : 'machine-asleep';
};

/** Between one and five minutes: a machine that has just woken up has no network yet, and jobs must not begin all at once. */
const spread = ({ now, chance }: Situation): number => now + minute + Math.floor(chance * 4 * minute);

/** What is to be done about the latest due time. */
function goOn(situation: Situation, slot: Slot): Plan {
  const { now, last } = situation;
  const none: Plan = { keep: [], start: null, waitsFor: null };
  if (slot.state === 'skipped') return none;
  if (slot.state === 'started') return retried(situation, slot);

  // Begun by a program that was killed before it could record it, or by a person in the meantime.
  // A run from the future was made by a clock that was ahead and stands for nothing.
  const begun = last ? (last.startedAt ?? last.queuedAt) : Infinity;
  if (last && (last.slot === slot.at || (begun >= slot.at && begun <= now)))
    return { ...none, keep: [{ ...slot, state: 'started', run: last.id, tries: 1, notBefore: null }] };
  if (situation.pausedAt(now)) return { ...none, keep: [{ ...slot, state: 'skipped', reason: 'paused', notBefore: null }] };
  if (last && last.state !== 'done') return { ...none, keep: [{ ...slot, state: 'skipped', reason: 'running', notBefore: null }] };
  if (slot.notBefore !== null && now < slot.notBefore) return { ...none, waitsFor: 'moment' };
  if (situation.onBattery) return { ...none, keep: slot.reason === 'battery' ? [] : [{ ...slot, reason: 'battery' }], waitsFor: 'battery' };
  return { ...none, start: { slot, trigger: slot.caughtUp || slot.reason === 'battery' ? 'catch-up' : 'schedule' } };
}

/** A run that failed for want of a connection is repeated with growing distances, until the next due time. */
function retried({ now, last, pausedAt, onBattery }: Situation, slot: Slot): Plan {
  const none: Plan = { keep: [], start: null, waitsFor: null };
  const delay = backOff[slot.tries - 1];
  if (!last || last.id !== slot.run || last.state !== 'done' || delay === undefined || !isPassing(last)) return none;
  if (pausedAt(now) || onBattery || now < (last.endedAt ?? now) + delay) return { ...none, waitsFor: 'retry' };
  return { ...none, start: { slot, trigger: 'retry' } };
}

const isPassing = ({ outcome }: Run): boolean =>
  outcome?.kind === 'busy' || ((outcome?.kind === 'failed' || outcome?.kind === 'interrupted') && passing.has(outcome.cause ?? ''));
