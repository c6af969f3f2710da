import { isGreen } from '../contract/outcome.ts';
import type { Level } from '../contract/requests.ts';
import type { Run } from '../contract/run.ts';

/**
 * Whether a job is protected: only a green last run and a good session within the target (ms) say yes. One that lies further ahead was made
 * under a wrong clock, and nobody knows how old it is.
 */
export function levelOf(last: Run | undefined, lastGood: Run | undefined, target: number, now: number): Level {
  if (!lastGood || Math.abs(now - (lastGood.endedAt ?? 0)) > target) return 'at-risk';
  return last?.outcome && (isGreen(last.outcome.kind) || last.accepted) ? 'protected' : 'attention';
}
