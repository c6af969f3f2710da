import { isGreen } from '../contract/outcome.ts';
import type { Level } from '../contract/requests.ts';
import type { Run } from '../contract/run.ts';

/** How old the newest good session of a daily job may be: a day and two hours, in ms. */
export const target = 26 * 3_600_000;

/** Whether a job is protected: only a green last run and a good session within the target say yes. */
export function levelOf(last: Run | undefined, lastGood: Run | undefined, now: number): Level {
  if (!lastGood || now - (lastGood.endedAt ?? 0) > target) return 'at-risk';
  return last?.outcome && (isGreen(last.outcome.kind) || last.accepted) ? 'protected' : 'attention';
}
