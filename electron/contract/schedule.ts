import * as z from 'zod';

/** A time of day, `02:30`. */
export const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'time-of-day');

/** To ask for one takes a quarter of a millisecond; there are some hundreds of them. */
const knownZones = new Set<string>();
const isZone = (name: string): boolean => {
  if (knownZones.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    knownZones.add(name);
    return true;
  } catch {
    return false;
  }
};
/** A time zone by its IANA name, `Asia/Tokyo`; an offset such as `+09:00` is none, because it knows no summer time. */
export const Zone = z
  .string()
  .max(64, 'zone')
  .regex(/^[A-Za-z]/, 'zone')
  .refine(isZone, 'zone');

/** Hours between two backups that divide a day, so that every day is like the other. */
export const HourStep = z.union(
  [1, 2, 3, 4, 6, 8, 12].map((hours) => z.literal(hours)),
  'hour-step',
);

/**
 * When a backup is due, by the clock of its zone. Weekdays are 1 (Monday) to 7; a monthly day is one that every month has, or the last.
 * A cron rule has five fields as in crontab(5); that it can be read is checked by `schedule/`.
 */
export const Rhythm = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('daily'), at: TimeOfDay }),
  z.strictObject({
    kind: z.literal('weekly'),
    days: z
      .array(z.number('no-day').int('no-day').min(1, 'no-day').max(7, 'no-day'))
      .min(1, 'no-day')
      .max(7, 'no-day')
      .refine((days) => new Set(days).size === days.length, 'no-day'),
    at: TimeOfDay,
  }),
  z.strictObject({
    kind: z.literal('hourly'),
    every: HourStep,
    minute: z.number('minute').int('minute').min(0, 'minute').max(59, 'minute'),
  }),
  z.strictObject({
    kind: z.literal('monthly'),
    day: z.union([z.literal('last'), z.number('month-day').int('month-day').min(1, 'month-day').max(28, 'month-day')], 'month-day'),
    at: TimeOfDay,
  }),
  z.strictObject({ kind: z.literal('cron'), rule: z.string().min(1, 'cron').max(200, 'cron') }),
]);
export type Rhythm = z.infer<typeof Rhythm>;

/** A schedule as a person sets it; without a zone it is that of this machine. */
export const ScheduleDraft = z.strictObject({ rhythm: Rhythm, zone: Zone.nullable().default(null) });
export type ScheduleDraft = z.input<typeof ScheduleDraft>;

/** A schedule as it is kept; nothing is due before `since` (epoch ms), when it was set. */
export const Schedule = z.strictObject({ rhythm: Rhythm, zone: Zone, since: z.number().int().nonnegative() });
export type Schedule = z.infer<typeof Schedule>;

/** As the cron scripts have it that this program replaces. */
export const defaultRhythm: Rhythm = { kind: 'daily', at: '02:30' };

/** Why nothing was backed up at a time when it was due. */
export const SkipReason = z.enum([
  'paused',
  'running',
  'battery',
  'host-asleep',
  'program-off',
  'machine-asleep',
  'newer-due',
  'job-changed',
]);
export type SkipReason = z.infer<typeof SkipReason>;

/**
 * What became of one due time (epoch ms): `waiting` for its moment (`notBefore`) or for the host, `started` as a run, or `skipped`.
 * `tries` counts the runs; a further one is due when `notBefore` is set while it is `started`.
 */
export const Slot = z.strictObject({
  job: z.string(),
  at: z.number().int(),
  state: z.enum(['waiting', 'started', 'skipped']),
  reason: SkipReason.nullable(),
  caughtUp: z.boolean(),
  run: z.number().int().nullable(),
  tries: z.number().int(),
  notBefore: z.number().int().nullable(),
});
export type Slot = z.infer<typeof Slot>;

/** How long a pause lasts. `tomorrow` is 08:00 of the next day on this machine; `resumed` has no end. */
export const PauseLength = z.enum(['1h', '4h', 'tomorrow', 'resumed']);
export type PauseLength = z.infer<typeof PauseLength>;

/** A pause of a job, or of all of them (`job` null); epoch ms, `until` null as long as nobody resumes. */
export const Pause = z.strictObject({ job: z.string().nullable(), since: z.number().int(), until: z.number().int().nullable() });
export type Pause = z.infer<typeof Pause>;

/** What is due next, as `modosu due` shows it. `waitsFor` says why it is not running yet. */
export const Due = z.strictObject({
  job: z.string(),
  next: z.number().nullable(),
  slot: Slot.nullable(),
  waitsFor: z.enum(['moment', 'host', 'battery', 'retry']).nullable(),
  pausedUntil: z.union([z.number(), z.literal('resumed')]).nullable(),
});
export type Due = z.infer<typeof Due>;
