import { expect, it } from 'vitest';
import type { Clock, WebRequest } from '../platform/ports.ts';
import { createCourier } from './courier.ts';

type Answer = boolean | 'never';

/** A clock that a test moves by hand, and a network whose answers it gives: each address its own, the last one again and again. */
function setup(answers: Record<string, Answer[]> = {}) {
  let now = 0;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    sleep: (ms, over) =>
      new Promise((resolve) => {
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.add(sleeper);
        over?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          resolve();
        });
      }),
  };
  const sent: string[] = [];
  const network = {
    answers: () => Promise.resolve(true),
    send: ({ address }: WebRequest) => {
      sent.push(`${now / 1000} ${address}`);
      const left = answers[address] ?? [true];
      const answer = left.length > 1 ? left.shift() : left[0];
      if (answer === 'never') return new Promise<never>(() => undefined);
      return Promise.resolve({ ok: answer === true, line: '' });
    },
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      await settle();
      now += 1000;
      for (const sleeper of sleepers)
        if (sleeper.at <= now) {
          sleepers.delete(sleeper);
          sleeper.wake();
        }
    }
    await settle();
  };
  const courier = createCourier({ clock, network });
  const send = (address: string, lane = address) => {
    courier.send(lane, { address, body: null, timeoutMs: 10_000 });
  };
  return { courier, send, sent, pass, settle, sleepers };
}

it('delivers at once, and what was taken is not sent again', async () => {
  const { send, sent, pass } = setup();
  send('a');
  await pass(60);
  expect(sent).toEqual(['0 a']);
});

it('tries three times, after 5 and 20 seconds, and then no more', async () => {
  const { send, sent, pass } = setup({ a: [false] });
  send('a');
  await pass(300);
  expect(sent).toEqual(['0 a', '5 a', '25 a']);
});

it('stops trying when it got through', async () => {
  const { send, sent, pass } = setup({ a: [false, true] });
  send('a');
  await pass(300);
  expect(sent).toEqual(['0 a', '5 a']);
});

it('what goes by one lane never overtakes, and no lane waits for another', async () => {
  const { send, sent, pass } = setup({ start: [false, false, true] });
  send('start', 'job');
  send('success', 'job');
  send('other', 'elsewhere');
  await pass(60);
  expect(sent).toEqual(['0 start', '0 other', '5 start', '25 start', '25 success']);
});

it('a failed delivery does not keep the next one back', async () => {
  const { send, sent, pass } = setup({ start: [false] });
  send('start', 'job');
  send('success', 'job');
  await pass(60);
  expect(sent).toEqual(['0 start', '5 start', '25 start', '25 success']);
});

it('waits at the end for what is on its way, and leaves no timer behind', async () => {
  const { courier, send, sent, pass, settle, sleepers } = setup({ a: [false, true] });
  send('a');
  let ended = false;
  void courier.idle().then(() => (ended = true));
  await pass(4);
  expect(ended).toBe(false);
  await pass(1);
  await settle();
  expect([ended, sent, sleepers.size]).toEqual([true, ['0 a', '5 a'], 0]);
});

it('waits no longer than 12 seconds, and nothing is tried after that', async () => {
  const { courier, send, sent, pass, sleepers } = setup({ down: [false], hangs: ['never'] });
  send('down');
  send('next', 'down');
  send('hangs');
  let endedAt = 0;
  void courier.idle().then(() => (endedAt = 12));
  await pass(11);
  expect(endedAt).toBe(0);
  await pass(60);
  expect([endedAt, sent, sleepers.size]).toEqual([12, ['0 down', '0 hangs', '5 down'], 0]);
  send('again');
  await pass(1);
  expect(sent.at(-1)).toMatch(/ again$/);
});

it('with nothing on its way there is nothing to wait for', async () => {
  const { courier, sleepers } = setup();
  await courier.idle();
  expect(sleepers.size).toBe(0);
});
