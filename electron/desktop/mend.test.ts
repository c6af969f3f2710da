import { expect, it } from 'vitest';
import type { Clock } from '../platform/ports.ts';
import { createMender } from './mend.ts';

function setup({ again = false } = {}) {
  const done: string[] = [];
  const sleepers: { ms: number; wake: () => void }[] = [];
  let now = 0;
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    sleep: (ms, over) =>
      new Promise((resolve) => {
        const wake = () => resolve(undefined);
        over?.addEventListener('abort', wake);
        sleepers.push({ ms, wake });
      }),
  };
  const mender = createMender({
    clock,
    reload: () => void done.push('reload'),
    crash: () => void done.push('crash'),
    askAgain: () => {
      done.push('ask');
      return Promise.resolve(again);
    },
    giveUp: () => void done.push('give up'),
  });
  const settle = () => new Promise(setImmediate);
  const gone = async (times: number, everyMs = 0) => {
    for (let turn = 0; turn < times; turn += 1) {
      mender.gone();
      await settle();
      now += everyMs;
    }
  };
  return { mender, done, gone, settle, sleepers };
}

it('loads a page again that crashed, three times in a minute, and then asks', async () => {
  const { done, gone } = setup();
  await gone(4);
  expect(done).toEqual(['reload', 'reload', 'reload', 'ask', 'give up']);
});

it('begins to count anew when the person wants one more try', async () => {
  const { done, gone } = setup({ again: true });
  await gone(5);
  expect(done).toEqual(['reload', 'reload', 'reload', 'ask', 'reload', 'reload']);
});

it('never asks about a page that crashes now and then', async () => {
  const { done, gone } = setup();
  await gone(10, 20_001);
  expect(new Set(done)).toEqual(new Set(['reload']));
});

it('ends a page that has not answered for twenty seconds', async () => {
  const { mender, done, settle, sleepers } = setup();
  mender.unresponsive();
  expect(sleepers.map(({ ms }) => ms)).toEqual([20_000]);
  sleepers[0]?.wake();
  await settle();
  expect(done).toEqual(['crash']);
});

it.each(['responsive', 'gone', 'unresponsive'] as const)('leaves a page alone that was %s in the meantime', async (what) => {
  const { mender, done, settle } = setup();
  mender.unresponsive();
  mender[what]();
  await settle();
  expect(done).not.toContain('crash');
});
