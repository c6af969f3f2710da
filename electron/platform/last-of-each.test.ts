import { expect, it } from 'vitest';
import type { Clock } from './ports.ts';
import { lastOfEach } from './last-of-each.ts';

/** A clock whose sleepers wake when the test says so. */
function setup() {
  const sleepers: (() => void)[] = [];
  const clock: Clock = { now: () => 0, monotonic: () => 0, sleep: () => new Promise((wake) => sleepers.push(wake)) };
  const over = new AbortController();
  const handed: string[] = [];
  const last = lastOfEach<string>({ clock, pauseMs: 100, over: over.signal }, (value) => handed.push(value));
  const pass = async () => {
    for (const wake of sleepers.splice(0)) wake();
    await new Promise((settled) => setImmediate(settled));
  };
  return { handed, last, pass, over, sleeping: () => sleepers.length };
}

it('hands the first on at once, and of those that come in the pause only the last', async () => {
  const { handed, last, pass } = setup();
  for (const value of ['a', 'b', 'c', 'd']) last.give(1, value);
  expect(handed).toEqual(['a']);
  await pass();
  expect(handed).toEqual(['a', 'd']);
  last.give(1, 'e');
  await pass();
  expect(handed).toEqual(['a', 'd', 'e']);
});

it('keeps the keys apart', async () => {
  const { handed, last, pass } = setup();
  last.give(1, 'a1');
  last.give(2, 'a2');
  last.give(2, 'b2');
  await pass();
  expect(handed).toEqual(['a1', 'a2', 'b2']);
});

it('hands on what is held before something else is told, and not again', async () => {
  const { handed, last, pass } = setup();
  last.give(1, 'a');
  last.give(1, 'b');
  last.flush(1);
  last.flush(1);
  last.flush(7);
  expect(handed).toEqual(['a', 'b']);
  await pass();
  expect(handed).toEqual(['a', 'b']);
});

it('rests when nothing comes, and hands on nothing once it is over', async () => {
  const { handed, last, pass, over, sleeping } = setup();
  last.give(1, 'a');
  await pass();
  expect(sleeping()).toBe(0);
  last.give(1, 'b');
  last.give(1, 'c');
  over.abort();
  await pass();
  expect([handed, sleeping()]).toEqual([['a', 'b'], 0]);
});
