import type { Facts } from '../contract/failure.ts';
import type { Host } from '../contract/host.ts';
import type { Job } from '../contract/job.ts';
import type { Cause, Outcome, OutcomeKind } from '../contract/outcome.ts';
import type { Run, Session } from '../contract/run.ts';
import type { Clock, Files, Processes } from '../platform/ports.ts';
import type { RunStore } from '../runs/runs.ts';
import type { Known } from './identity.ts';

export type BackupDeps = {
  clock: Clock;
  files: Files;
  processes: Processes;
  toolVersion: (tool: string) => Promise<string | undefined>;
  facts: Pick<RunStore, 'fact' | 'keepFact'>;
};

/** One backup's world: its job, its host, its folder, and what the job knows of its repository. */
export type Assignment = { run: Run; job: Job; host: Host | null; folder: string; known: Known; baseline: Session | null; home: string };

/** What preflight found: the run may go on, or it is over before it began. `newest` in epoch seconds, sizes in bytes. */
export type Clearance = {
  kind: 'go';
  tool: string;
  first: boolean;
  regress: boolean;
  newest: number | null;
  snapshotSize: number | null;
  lockable: boolean;
  /** The session that is there already: the measure for a job that has none of its own. */
  lastSession: Session | null;
};
export type Halt = { kind: 'halt'; outcome: Outcome };

/** Ends a run before it began. */
export const halt = (cause: Cause, facts: Facts = {}, kind: OutcomeKind = 'failed'): Halt => ({
  kind: 'halt',
  outcome: { kind, cause, facts },
});
