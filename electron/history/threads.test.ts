import { expect, it } from 'vitest';
import type { Clock, Thread } from '../platform/ports.ts';
import { createHistoryThreads } from './threads.ts';

function setup() {
  const log: string[] = [];
  let wake: () => void = () => undefined;
  const clock: Clock = { now: () => 0, monotonic: () => 0, sleep: () => new Promise<void>((resolve) => (wake = resolve)) };
  let started = 0;
  const threads = {
    start: (): Thread => {
      const name = `thread ${(started += 1)}`;
      log.push(`${name} starts`);
      let isOver = false;
      return {
        ask: (task, input) => {
          if (isOver) return Promise.reject(new Error('the thread has ended'));
          if (task === 'die') isOver = true;
          return task === 'die' ? Promise.reject(new Error('died')) : Promise.resolve(`${name}: ${task} ${String(input)}`);
        },
        end: () => {
          log.push(`${name} ends`);
          return Promise.resolve();
        },
      };
    },
  };
  return { pool: createHistoryThreads({ threads, clock }), log, pass: () => (wake(), new Promise((done) => setImmediate(done))) };
}

it('builds in one thread, asks in another and compares in a third, and starts each when it is needed', async () => {
  const { pool, log } = setup();
  expect(log).toEqual([]);
  expect(await pool.ask('a', 1)).toBe('thread 1: a 1');
  expect(await pool.build('b', 2)).toBe('thread 2: b 2');
  expect(await pool.ask('c', 3)).toBe('thread 1: c 3');
  expect(await pool.compare('d', 4)).toBe('thread 3: d 4');
});

it('ends a thread that had nothing to do for a minute, and starts another one for the next question', async () => {
  const { pool, log, pass } = setup();
  await pool.ask('a', 1);
  await pass();
  expect(log).toEqual(['thread 1 starts', 'thread 1 ends']);
  expect(await pool.ask('b', 2)).toBe('thread 2: b 2');
});

it('asks no thread that died, and takes a task that failed for no death', async () => {
  const { pool } = setup();
  await expect(pool.ask('die', 0)).rejects.toThrow('died');
  expect(await pool.ask('a', 1)).toBe('thread 2: a 1');
});
