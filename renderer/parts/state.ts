import type { JobStatus } from '../../electron/contract/requests.ts';
import type { State } from './Glyph.tsx';

/** The one state in which a job is shown: work in progress stands before its level. */
export const stateOf = (job: JobStatus): Exclude<State, 'paused'> => (job.active ? 'working' : job.level);
