import * as z from 'zod';
import { HostId, JobId, JobName, RunId } from './names.ts';
import { Outcome } from './outcome.ts';
import { RestoreOrder, RestoreReport } from './restore.ts';

/** Names one process for ever: a pid alone is reused, and a start time alone is not unique across boots. */
export const ProcessMark = z.strictObject({ pid: z.number().int().positive(), startTime: z.string(), bootId: z.string() });
export type ProcessMark = z.infer<typeof ProcessMark>;

export const RunState = z.enum(['queued', 'preparing', 'running', 'finishing', 'done']);
export type RunState = z.infer<typeof RunState>;

/** One rdiff-backup session as the repository records it. `time` in epoch seconds, sizes in bytes. */
export const Session = z.strictObject({
  time: z.number().int(),
  seconds: z.number(),
  files: z.number().int(),
  bytes: z.number().int(),
  newFiles: z.number().int(),
  changedFiles: z.number().int(),
  deletedFiles: z.number().int(),
  incrementBytes: z.number().int(),
  destinationChange: z.number().int(),
  errors: z.number().int(),
  /** SHA-256 of the statistics file: together with `time` it tells this repository from every other. Null for a remote one. */
  digest: z.string().nullable(),
});
export type Session = z.infer<typeof Session>;

export const NotSaved = z.strictObject({
  kind: z.enum(['ListError', 'UpdateError', 'SpecialFileError']),
  path: z.string(),
  reason: z.string(),
});
export type NotSaved = z.infer<typeof NotSaved>;

/** What was read after a run and led to its outcome. `notSaved` holds the first hundred, `notSavedCount` is the true number. */
export const Evidence = z.strictObject({
  exitCode: z.number().int().nullable(),
  /** Times (epoch seconds) of the repository's `current_mirror` markers, or null when it could not be read. */
  markers: z.array(z.number().int()).nullable(),
  regressed: z.boolean(),
  notSaved: z.array(NotSaved),
  notSavedCount: z.number().int(),
  warnings: z.array(z.string()),
  /** The line that named the cause. */
  decisive: z.string().nullable(),
  /** The last lines of the error stream, verbatim. */
  tail: z.array(z.string()),
});
export type Evidence = z.infer<typeof Evidence>;

export const StepName = z.enum([
  'regress',
  'backup',
  'remove',
  'survey',
  'stage',
  'extract',
  'merge',
  'audit',
  'prove',
  'place',
  'settle',
  'undo',
  'sweep',
  'verify',
]);
export type StepName = z.infer<typeof StepName>;
/** The process that works for a run just now. */
export const Step = z.strictObject({ name: StepName, process: ProcessMark, startedAt: z.number().int() });
export type Step = z.infer<typeof Step>;

/**
 * What a run does: rdiff-backup's own words, `remove` being `remove increments`; `undo` puts back what a restore replaced, and a `drill` is a
 * restore that is tried and thrown away.
 */
export const Action = z.enum(['backup', 'remove', 'restore', 'undo', 'verify', 'drill']);
export type Action = z.infer<typeof Action>;

/** Who wanted a run: a person, the schedule at its time, the schedule later, or the schedule again after a failed connection. */
export const Trigger = z.enum(['person', 'schedule', 'catch-up', 'retry']);
export type Trigger = z.infer<typeof Trigger>;

/** One attempt, from queue to outcome. Times in epoch ms. */
export const Run = z.strictObject({
  id: RunId,
  action: Action.default('backup'),
  trigger: Trigger.default('person'),
  /** The due time it is for, epoch ms. */
  slot: z.number().int().nullable().default(null),
  job: JobId,
  jobName: JobName,
  /** `placeOf` the repository: one writer each. */
  place: z.string(),
  host: HostId.nullable(),
  from: z.string(),
  to: z.string(),
  state: RunState,
  queuedAt: z.number().int(),
  startedAt: z.number().int().nullable(),
  endedAt: z.number().int().nullable(),
  owner: ProcessMark,
  adopted: z.boolean(),
  /** The repository held no session when the run began. */
  first: z.boolean(),
  regressed: z.boolean(),
  /** The session before this one, to compare with. */
  previous: Session.nullable(),
  step: Step.nullable(),
  cancelledAt: z.number().int().nullable(),
  outcome: Outcome.nullable(),
  session: Session.nullable(),
  evidence: Evidence.nullable(),
  /** The sessions that a removal took or had begun to take, epoch seconds: they are restore points no more. */
  removed: z.array(z.number().int()).default([]),
  /** What a run that restores set out to do, and what came of it. */
  restore: RestoreOrder.nullable().default(null),
  report: RestoreReport.nullable().default(null),
  /** A person looked at a suspicious run and said that it is right. */
  accepted: z.boolean(),
});
export type Run = z.infer<typeof Run>;

export const Phase = z.enum([
  'waiting',
  'checking',
  'regressing',
  'copying',
  'removing',
  'surveying',
  'staging',
  'extracting',
  'merging',
  'placing',
  'undoing',
  'verifying',
  'finishing',
]);
/** How far a run is. `share` 0..1 and `remainingMs` only when they can be honest. `bytes` where they are counted. */
export const Progress = z.strictObject({
  run: RunId,
  phase: Phase,
  share: z.number().min(0).max(1).nullable(),
  files: z.number().int(),
  bytes: z.number().optional(),
  remainingMs: z.number().nullable(),
});
export type Progress = z.infer<typeof Progress>;

/** Whether a person has the last word about a run: nobody else can know whether it is right. */
export const mayBeAccepted = ({ outcome, accepted }: Run): boolean =>
  !accepted && (outcome?.kind === 'suspicious' || outcome?.cause === 'removal-lost');
