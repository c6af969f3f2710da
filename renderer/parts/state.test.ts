import { expect, it } from 'vitest';
import type { JobStatus } from '../../electron/contract/requests.ts';
import { sampleRun } from '../../electron/contract/samples.testing.ts';
import type { State } from './Glyph.tsx';
import { stateOf } from './state.ts';

const pause = { job: null, since: 0, until: null };

it.each<[State, Pick<JobStatus, 'level' | 'active' | 'pause'>]>([
  ['protected', { level: 'protected', active: null, pause: null }],
  ['paused', { level: 'protected', active: null, pause }],
  ['attention', { level: 'attention', active: null, pause }],
  ['at-risk', { level: 'at-risk', active: null, pause }],
  ['working', { level: 'at-risk', active: sampleRun({ state: 'running' }), pause }],
])('%s is shown: a pause hides nothing that needs a person, and work comes first', (state, job) => {
  expect(stateOf(job)).toBe(state);
});
