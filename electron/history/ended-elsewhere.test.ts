import { expect, it } from 'vitest';
import { sampleRun } from '../contract/samples.testing.ts';
import type { Run } from '../contract/run.ts';
import { createEndedElsewhere } from './ended-elsewhere.ts';

it('finds the newest run of each job that has ended since, once, and none that was seen here', () => {
  const runs: Run[] = [sampleRun({ id: 1, job: 'a' }), sampleRun({ id: 2, job: 'b' })];
  const newest = (job: string, action: Run['action']) => runs.findLast((run) => run.job === job && run.action === action);
  const ended = createEndedElsewhere({ lastOf: (job) => newest(job, 'backup'), lastRemovalOf: (job) => newest(job, 'remove') });
  const found = () => ended.found(['a', 'b', 'c']).map(({ id }) => id);

  expect(found()).toEqual([]);
  expect(found()).toEqual([]);
  runs.push(sampleRun({ id: 3, job: 'a' }), sampleRun({ id: 4, job: 'a', action: 'remove', state: 'running' }));
  expect(found()).toEqual([3]);
  runs[3] = sampleRun({ id: 4, job: 'a', action: 'remove', state: 'done' });
  runs.push(sampleRun({ id: 5, job: 'c' }));
  expect(found()).toEqual([5, 4]);
  runs.push(sampleRun({ id: 6, job: 'b' }));
  ended.saw({ id: 6, job: 'b' });
  expect(found()).toEqual([]);
});
