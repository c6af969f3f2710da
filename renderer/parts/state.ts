import type { JobStatus } from '../../electron/contract/requests.ts';
import type { State } from './Glyph.tsx';

/** The one state in which a job is shown: work in progress stands before its level. A pause hides nothing that needs a person. */
export function stateOf({ active, level, pause }: Pick<JobStatus, 'active' | 'level' | 'pause'>): State {
  if (active) return 'working';
  return pause && level === 'protected' ? 'paused' : level;
}
