import { expect, it } from 'vitest';
import { fakeFiles, fakeProcesses } from '../platform/fakes.testing.ts';
import { systemClock } from '../platform/clock.ts';
import { releaseMarkers } from './release-marker.ts';

const data = '/repo/rdiff-backup-data';
const [older, newer] = [`${data}/current_mirror.2026-03-01T10:00:00Z.data`, `${data}/current_mirror.2026-03-02T10:00:00Z.data`];

/** Two markers written at the epoch's begin; `began` says when the processes they name began, if they are there. */
async function setup(began: Record<number, number>) {
  const texts = new Map([
    [older, 'PID 100\n'],
    [newer, 'PID 200\n'],
    [`${data}/session_statistics.2026-03-01T10:00:00Z.data`, 'PID 100\n'],
  ]);
  const processes = fakeProcesses({ beganAt: (pid) => began[pid] });
  const deps = {
    clock: systemClock,
    files: fakeFiles(texts),
    processes,
    toolVersion: () => Promise.resolve('2.2.2'),
    facts: { fact: () => undefined, keepFact: () => undefined },
  };
  return { holder: await releaseMarkers(deps, '/repo'), older: texts.get(older), newer: texts.get(newer) };
}

const nobody = 'PID 2147483646\n';

it.each([
  ['whose processes are gone', {}, { holder: undefined, older: 'PID 100\n', newer: 'PID 200\n' }],
  ['whose pid was given to a younger process', { 200: 60_000 }, { holder: undefined, older: 'PID 100\n', newer: nobody }],
  ['whose writer has ended and waits to be collected', { 200: Infinity }, { holder: undefined, older: 'PID 100\n', newer: nobody }],
  ['of which the older one names a younger process', { 100: 60_000 }, { holder: undefined, older: nobody, newer: 'PID 200\n' }],
  ['whose writer may still live', { 200: -5000 }, { holder: 200, older: 'PID 100\n', newer: 'PID 200\n' }],
  ['whose writer began in the same second', { 200: 1000 }, { holder: 200, older: 'PID 100\n', newer: 'PID 200\n' }],
])('A15, I11: markers %s', async (_, began, left) => {
  expect(await setup(began)).toEqual(left);
});
