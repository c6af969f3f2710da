import { expect, it } from 'vitest';
import { sampleRun } from '../../../electron/contract/samples.testing.ts';
import { waitsFor } from './waiting.ts';

const run = (id: number, change: Parameters<typeof sampleRun>[0]) => sampleRun({ id, jobName: `job ${id}`, place: `:/b/${id}`, ...change });
const queued = run(9, { state: 'queued', host: 'host-0000000a' });

it.each([
  ['the one that works on its host', [run(1, { state: 'running', host: 'host-0000000a' })], { job: 'job 1', why: 'host' }],
  ['the one that came before it to its host', [run(2, { state: 'queued', host: 'host-0000000a' })], { job: 'job 2', why: 'host' }],
  [
    'the one that writes to its repository',
    [run(3, { state: 'running', host: null, place: queued.place })],
    { job: 'job 3', why: 'repository' },
  ],
  [
    'room, while two others work',
    [run(4, { state: 'running', host: null }), run(5, { state: 'finishing', host: null })],
    { job: 'job 4', why: 'room' },
  ],
  ['nothing that is known, while one other works', [run(4, { state: 'running', host: null })], undefined],
  ['not for one that came later', [run(10, { state: 'queued', host: 'host-0000000a' })], undefined],
])('a queued run waits for %s', (_, others, expected) => {
  expect(waitsFor(queued, [queued, ...others])).toEqual(expected);
});
