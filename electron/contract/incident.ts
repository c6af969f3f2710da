import * as z from 'zod';
import { Facts } from './failure.ts';
import { JobId, JobName, RunId } from './names.ts';

/** What a person must know. All but `engine-quiet` and `alerts-stuck` are about a job. */
export const IncidentCause = z.enum([
  'failed',
  'incomplete',
  'suspicious',
  'stuck',
  'host-key',
  'overdue',
  'never-ran',
  'paused',
  'removal',
  'disk-filling',
  'drill-failed',
  'drill-overdue',
  'engine-quiet',
  'alerts-stuck',
]);
export type IncidentCause = z.infer<typeof IncidentCause>;

/**
 * Something a person must know about one job: opened once, closed once. Epoch ms. `run` is the run that shows it best, the newest bad
 * one; `times` counts what happened again while it was open. `jobName` is the name at the last change.
 */
export const Incident = z.strictObject({
  id: z.number().int().positive(),
  job: JobId.nullable(),
  jobName: JobName.nullable(),
  cause: IncidentCause,
  openedAt: z.number().int(),
  changedAt: z.number().int(),
  closedAt: z.number().int().nullable(),
  run: RunId.nullable(),
  times: z.number().int().positive(),
  facts: Facts,
});
export type Incident = z.infer<typeof Incident>;
