import type { IpcMainInvokeEvent, WebContents, WebFrameMain } from 'electron';
import { expect, it } from 'vitest';
import type { Engine } from '../engine.ts';
import { serveQuestions } from './ask-channel.ts';

type Handler = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown;

const ours = { id: 1 } as unknown as WebContents;
const frame = (given: Partial<WebFrameMain> = {}) => ({ parent: null, origin: 'app://modosu', ...given }) as unknown as WebFrameMain;
const event = (given: Partial<IpcMainInvokeEvent> = {}) => ({ sender: ours, senderFrame: frame(), ...given }) as IpcMainInvokeEvent;

function setup(contents: () => WebContents | undefined = () => ours) {
  const asked: unknown[] = [];
  const handlers = new Map<string, Handler>();
  const engine = {
    ask: (...question: unknown[]) => {
      asked.push(question);
      return Promise.resolve({ ok: true, value: 7 });
    },
  } as unknown as Engine;
  serveQuestions({ ipc: { handle: (name, handler) => handlers.set(name, handler as Handler) }, engine, contents });
  // Like ipcMain: what a handler throws is a rejection.
  const call = (from: IpcMainInvokeEvent, ...args: unknown[]) => Promise.resolve().then(() => handlers.get('ask')?.(from, ...args));
  return { asked, call, channels: [...handlers.keys()] };
}

it('answers the main frame of the window on one channel', async () => {
  const { asked, call, channels } = setup();
  expect(await call(event(), '{"id":3,"name":"status","input":{}}')).toBe('{"id":3,"reply":{"ok":true,"value":7}}');
  expect([asked, channels]).toEqual([[['status', {}]], ['ask']]);
});

it.each([
  ['a frame that is gone', event({ senderFrame: null })],
  ['a frame inside the page', event({ senderFrame: frame({ parent: frame() }) })],
  ['a page of another origin', event({ senderFrame: frame({ origin: 'app://other' }) })],
  ['an opaque origin', event({ senderFrame: frame({ origin: 'null' }) })],
  ['another window on our page', event({ sender: { id: 1 } as unknown as WebContents })],
])('refuses %s before it looks at the question', async (_, from) => {
  const { asked, call } = setup();
  await expect(call(from, '{"id":3,"name":"status","input":{}}')).rejects.toThrow(/^refused$/);
  expect(asked).toEqual([]);
});

it('refuses everybody while there is no window', async () => {
  const { call } = setup(() => undefined);
  await expect(call(event(), '{}')).rejects.toThrow('refused');
  await expect(call(event({ sender: undefined as unknown as WebContents }), '{}')).rejects.toThrow('refused');
});

it.each([
  ['no argument', []],
  ['two arguments', ['{"id":3,"name":"status","input":{}}', 1]],
  ['an object', [{ id: 3, name: 'status', input: {} }]],
  ['no JSON', ['status']],
])('answers %s as an invalid question', async (_, args) => {
  const { asked, call } = setup();
  expect(JSON.parse((await call(event(), ...args)) as string)).toMatchObject({
    id: -1,
    reply: { ok: false, failure: { kind: 'invalid' } },
  });
  expect(asked).toEqual([]);
});
