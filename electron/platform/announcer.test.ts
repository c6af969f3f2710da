import { expect, it } from 'vitest';
import type { EventName, EventOf } from '../contract/requests.ts';
import type { Progress, Run } from '../contract/run.ts';
import { sampleRun } from '../contract/samples.testing.ts';
import type { Clock } from './ports.ts';
import { createListeners } from './listeners.ts';
import { announce } from './announcer.ts';

const progress = (run: number, files: number): Progress => ({ run, phase: 'copying', share: null, files, remainingMs: null });

function setup() {
  const { listen, tell } = createListeners<{ [N in EventName]: EventOf<N> }>();
  const sent: string[] = [];
  let now = 0;
  let sleepers: { until: number; wake: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    sleep: (ms) => new Promise((wake) => sleepers.push({ until: now + ms, wake: () => wake(undefined) })),
  };
  announce({
    clock,
    engine: { on: listen },
    over: new AbortController().signal,
    send: (text) => {
      const { event, value } = JSON.parse(text) as { event: string; value: Progress & Run };
      sent.push(event === 'run.progress' ? `${value.run}:${value.files}` : event === 'run.changed' ? `${value.id} ${value.state}` : event);
    },
  });
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 1) {
      now += 1;
      const due = sleepers.filter(({ until }) => until <= now);
      sleepers = sleepers.filter(({ until }) => until > now);
      for (const { wake } of due) wake();
      if (due.length > 0) await new Promise(setImmediate);
    }
  };
  return { tell, sent, pass, asleep: () => sleepers.length };
}

it('sends the first progress at once and of those that follow the newest, ten times a second', async () => {
  const { tell, sent, pass } = setup();
  for (let files = 0; files < 1000; files += 1) {
    tell('run.progress', progress(1, files));
    await pass(1);
  }
  await pass(200);
  expect(sent.length).toBeGreaterThanOrEqual(10);
  expect(sent.length).toBeLessThanOrEqual(11);
  expect([sent[0], sent.at(-1)]).toEqual(['1:0', '1:999']);
});

it('holds back the progress of one run without holding back that of another', () => {
  const { tell, sent } = setup();
  tell('run.progress', progress(1, 1));
  tell('run.progress', progress(1, 2));
  tell('run.progress', progress(2, 1));
  expect(sent).toEqual(['1:1', '2:1']);
});

it('keeps the order: what was held back goes before the change that came after it, and nothing comes behind the end', async () => {
  const { tell, sent, pass } = setup();
  tell('run.progress', progress(7, 1));
  tell('run.progress', progress(7, 2));
  tell('status.changed', {});
  tell('run.changed', sampleRun({ state: 'finishing' }));
  tell('run.progress', progress(7, 3));
  tell('run.changed', sampleRun());
  await pass(300);
  expect(sent).toEqual(['7:1', 'status.changed', '7:2', '7 finishing', '7:3', '7 done']);
});

it('leaves no timer behind when nothing moves any more', async () => {
  const { tell, pass, asleep } = setup();
  tell('run.progress', progress(1, 1));
  tell('run.progress', progress(1, 2));
  await pass(300);
  expect(asleep()).toBe(0);
});
