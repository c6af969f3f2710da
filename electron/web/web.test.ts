import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { EventName, EventOf } from '../contract/requests.ts';
import type { Progress } from '../contract/run.ts';
import { systemClock } from '../platform/clock.ts';
import { createListeners } from '../platform/listeners.ts';
import type { Asking } from '../platform/wire.ts';
import { openDoor, type Door } from './web.ts';

const folder = mkdtempSync(join(tmpdir(), 'modosu-web-'));
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>%CSP_NONCE%</title>');
let door: Door | undefined;
afterEach(async () => {
  await door?.close();
  door = undefined;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function setup(ask: Asking = (name) => Promise.resolve({ ok: true, value: name })) {
  const { listen, tell } = createListeners<{ [N in EventName]: EventOf<N> }>();
  let listening = 0;
  const on: typeof listen = (name, listener) => {
    listening += 1;
    const stop = listen(name, listener);
    return () => {
      listening -= 1;
      stop();
    };
  };
  door = await openDoor({ ask, on }, { port: null, window: folder, clock: systemClock });
  const { origin, hash } = new URL(door.address);
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/bridge`, ['modosu', hash.slice('#token='.length)], { origin });
  const frames: string[] = [];
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise((welcomed) =>
    socket.on('message', (data) => {
      frames.push((data as Buffer).toString());
      welcomed(undefined);
    }),
  );
  return { tell, socket, frames, closed, listening: () => listening, here: door };
}

const progressOf = (run: number, files: number): Progress => ({ run, phase: 'copying', share: null, files, remainingMs: null });
const parsed = (frames: string[]) => frames.map((frame) => JSON.parse(frame) as { event?: string; value?: Progress });

it(
  'lets a flood of 10,000 announcements a second pass as ten a second of each run, the last one too, and never stalls (M11)',
  { retry: 2 },
  async () => {
    const { tell, frames } = await setup();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const begun = performance.now();
    let told = 0;
    while (told < 20_000) {
      for (; told < Math.min(20_000, (performance.now() - begun) * 10); told += 1) tell('run.progress', progressOf((told % 2) + 1, told));
      await wait(1);
    }
    const seconds = (performance.now() - begun) / 1000;
    await wait(250);
    delay.disable();
    const seen = parsed(frames).flatMap(({ value }) => value ?? []);
    for (const run of [1, 2]) {
      const ofRun = seen.filter((value) => value.run === run).map(({ files }) => files);
      expect(ofRun.length).toBeGreaterThan(5);
      expect(ofRun.length).toBeLessThanOrEqual(seconds * 10 + 3);
      expect(ofRun).toEqual([...ofRun].sort((a, b) => a - b));
      expect(ofRun.at(-1)).toBe(20_000 - 3 + run);
    }
    expect(delay.max / 1e6).toBeLessThan(100);
  },
);

it('gives a window up that does not read, and keeps nothing for it', async () => {
  const { tell, socket, closed, listening } = await setup();
  socket.pause();
  expect(listening()).toBeGreaterThan(0);
  const text = 'x'.repeat(500_000);
  for (let told = 0; told < 200 && listening() > 0; told += 1) {
    tell('window.target', { screen: 'job', job: text });
    await wait(1);
  }
  expect(listening()).toBe(0);
  socket.resume();
  expect(await closed).toBe(1006);
});

it('keeps a window that reads one answer longer than everything a slow one may leave unread', async () => {
  const { tell, socket, frames } = await setup(() => Promise.resolve({ ok: true, value: 'x'.repeat(20_000_000) }));
  socket.send(JSON.stringify({ id: 1, name: 'run.list', input: {} }));
  for (let told = 0; told < 50; told += 1) {
    tell('status.changed', {});
    await wait(2);
  }
  await expect.poll(() => frames.some((frame) => frame.length > 20_000_000), { timeout: 5000 }).toBe(true);
  expect(socket.readyState).toBe(WebSocket.OPEN);
});

it('takes up no more than 64 questions at once from one window', async () => {
  let [now, most] = [0, 0];
  const { socket, frames } = await setup(async () => {
    now += 1;
    most = Math.max(most, now);
    await wait(2);
    now -= 1;
    return { ok: true, value: null };
  });
  const padding = 'x'.repeat(2000);
  for (let id = 1; id <= 5000; id += 1) socket.send(JSON.stringify({ id, name: 'status', input: padding }));
  await expect.poll(() => frames.length, { timeout: 20_000 }).toBe(5001);
  expect(most).toBe(64);
}, 30_000);

it('says farewell when it closes, and lets nobody in afterwards', async () => {
  const { closed, here, listening } = await setup();
  await here.close();
  expect(await closed).toBe(1001);
  expect(listening()).toBe(0);
  await expect(fetch(here.address)).rejects.toThrow();
});
