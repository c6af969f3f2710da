import { expect, it } from 'vitest';
import { Refusal } from '../../contract/failure.ts';
import type { Clock } from '../../platform/ports.ts';
import { createReadings } from './reading.ts';

/** A clock that goes on when the test says so. */
function steppedClock() {
  let now = 0;
  const sleepers = new Set<{ until: number; wake: () => void }>();
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    sleep: (ms, over) =>
      new Promise((resolve) => {
        const sleeper = { until: now + ms, wake: resolve };
        sleepers.add(sleeper);
        over?.addEventListener('abort', () => {
          resolve();
        });
      }),
  };
  return {
    clock,
    pass: async (ms: number) => {
      now += ms;
      for (const sleeper of sleepers) if (sleeper.until <= now) sleeper.wake();
      await new Promise(setImmediate);
    },
  };
}

function setup() {
  const { clock, pass } = steppedClock();
  let handles = 0;
  const readings = createReadings({
    clock,
    files: { read: (_path, offset, most) => Promise.resolve(Buffer.from('content').subarray(offset, offset + most)) },
    newHandle: () => `handle-${String((handles += 1))}`,
  });
  const released: string[] = [];
  const open = (path: string) => readings.open(path, 7, () => released.push(path));
  return { readings, released, open, pass };
}

it('a file is kept for as long as somebody goes on reading it, and for a minute after', async () => {
  const { readings, released, open, pass } = setup();
  const { handle, size } = open('a');
  expect(size).toBe(7);
  for (let minute = 0; minute < 3; minute += 1) {
    await pass(59_000);
    expect((await readings.read(handle, 3)).toString()).toBe('tent');
  }
  expect(released).toEqual([]);
  await pass(60_000);
  expect(released).toEqual(['a']);
  await expect(readings.read(handle, 0)).rejects.toBeInstanceOf(Refusal);
});

it('closing one, or all, lets go of each once', async () => {
  const { readings, released, open, pass } = setup();
  const [first] = [open('a'), open('b'), open('c')];
  readings.close(first.handle);
  readings.close(first.handle);
  readings.close('nobody');
  await pass(0);
  expect(released).toEqual(['a']);
  readings.closeAll();
  await pass(120_000);
  expect(released).toEqual(['a', 'b', 'c']);
});

it('no more than four are kept at a time', async () => {
  const { readings, open, pass } = setup();
  const [first] = ['a', 'b', 'c', 'd'].map((path) => {
    readings.demandRoom();
    return open(path);
  });
  expect(() => {
    readings.demandRoom();
  }).toThrow(Refusal);
  readings.close(first?.handle ?? '');
  await pass(0);
  readings.demandRoom();
});
