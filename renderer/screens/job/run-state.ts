import type { OutcomeKind } from '../../../electron/contract/outcome.ts';
import type { Run } from '../../../electron/contract/run.ts';
import type { State } from '../../parts/Glyph.tsx';

const byKind: Record<OutcomeKind, State> = {
  ok: 'protected',
  recovered: 'protected',
  incomplete: 'attention',
  suspicious: 'attention',
  busy: 'attention',
  failed: 'at-risk',
  stuck: 'at-risk',
  interrupted: 'at-risk',
  cancelled: 'paused',
};

/** The shape in which a run is shown: nothing was lost by a cancelled one, and an accepted one is good. */
export function stateOfRun({ outcome, accepted }: Pick<Run, 'outcome' | 'accepted'>): State {
  if (!outcome) return 'working';
  return accepted ? 'protected' : byKind[outcome.kind];
}

/** The moment (epoch ms) by which a run is called: when it ended, or, at work, when it began. */
export const momentOf = ({ endedAt, startedAt, queuedAt }: Run): number => endedAt ?? startedAt ?? queuedAt;
