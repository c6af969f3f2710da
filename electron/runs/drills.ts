import type { Run } from '../contract/run.ts';

/** The drills of a job, as far as anything follows from them. */
export type Drills = {
  /** The newest one, at work or ended. */
  newest: Run | undefined;
  /** The newest one that says something: neither was it cut short nor was the repository held by somebody. */
  last: Run | undefined;
  /** The newest one that found no damage. */
  lastGood: Run | undefined;
  /** The newest one that has a report. */
  proof: Run | undefined;
};

/** The rung of the database's ladder that drills need. */
export const drillTables = "CREATE INDEX runs_drills ON runs (job, id) WHERE action = 'drill'";

type Rows = (sql: string, ...values: (string | number)[]) => Run[];

/** The question for the drills of a job, to whoever reads run records. */
export function drillsIn(rows: Rows): (job: string) => Drills {
  const newest = (job: string, which = '') =>
    rows(`SELECT record FROM runs WHERE job = ? AND action = 'drill' ${which} ORDER BY id DESC LIMIT 1`, job)[0];
  return (job) => ({
    newest: newest(job),
    last: newest(job, "AND active = 0 AND kind NOT IN ('cancelled', 'busy', 'interrupted')"),
    // What has no recorded digest is told, but it is no damage.
    lastGood: newest(job, "AND active = 0 AND (good = 1 OR record ->> '$.outcome.cause' = 'files-unrecorded')"),
    proof: newest(job, "AND active = 0 AND record ->> '$.report' IS NOT NULL"),
  });
}

/** The fact that holds since when (epoch ms) a drill of a job could have begun. */
export const drillsSinceFact = (job: string): string => `drills-since ${job}`;
