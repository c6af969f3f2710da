import type { IpcRenderer, IpcRendererEvent } from 'electron';
import { expect, it } from 'vitest';
import { createPageBridge } from './preload-bridge.ts';

function setup(reply: unknown = { ok: true, value: 7 }) {
  const invoked: unknown[][] = [];
  let hear: (event: IpcRendererEvent, text: string) => void = () => undefined;
  const ipc = {
    invoke: (...args: unknown[]) => {
      invoked.push(args);
      return Promise.resolve(JSON.stringify({ id: 1, reply }));
    },
    on: (_: string, listener: typeof hear) => {
      hear = listener;
    },
  } as unknown as IpcRenderer;
  const bridge = createPageBridge(ipc);
  return { bridge, invoked, tell: (event: string, value: unknown) => hear({} as IpcRendererEvent, JSON.stringify({ event, value })) };
}

it('asks with one text and gives the reply back as data', async () => {
  const { bridge, invoked } = setup();
  expect(await bridge.ask('job.show', { name: 'web' })).toEqual({ ok: true, value: 7 });
  await bridge.ask('status', {});
  expect(invoked).toEqual([
    ['ask', '{"id":1,"name":"job.show","input":{"name":"web"}}'],
    ['ask', '{"id":2,"name":"status","input":{}}'],
  ]);
});

it.each(['', 'job.Show', 'toString', '__proto__', 'run.changed', 'x'.repeat(1000), null])('does not pass the name %j on', async (name) => {
  const { bridge, invoked } = setup();
  expect(await bridge.ask(name, {})).toEqual({
    ok: false,
    failure: { kind: 'unknown-request', facts: { name: String(name).slice(0, 100) } },
  });
  expect(invoked).toEqual([]);
});

it('gives a listener the value alone, until it is ended', () => {
  const { bridge, tell } = setup();
  const heard: unknown[][] = [];
  const listener = (...args: unknown[]) => void heard.push(args);
  const [end, endSecond] = [bridge.on('window.target', listener), bridge.on('window.target', listener)];
  tell('window.target', { screen: 'hosts' });
  end();
  end();
  tell('window.target', { screen: 'settings' });
  tell('status.changed', {});
  endSecond();
  tell('window.target', { screen: 'hosts' });
  expect(heard).toEqual([[{ screen: 'hosts' }], [{ screen: 'hosts' }], [{ screen: 'settings' }]]);
});

it('refuses an event that is not on the list, and what is no function', () => {
  const { bridge } = setup();
  expect(() => bridge.on('status', () => undefined)).toThrow('no such event');
  expect(() => bridge.on('status.changed', undefined)).toThrow('no such event');
});
