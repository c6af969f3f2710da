import type { IpcRenderer } from 'electron';
import type { Reply } from '../contract/failure.ts';
import { eventNames, requestNames } from '../contract/names-of-requests.ts';
import type { Announcement, Ask } from '../contract/wire.ts';

type Listener = (value: unknown) => void;

/** What a page gets to see of the engine. What it hands in is not trusted to be of any type. */
export type PageBridge = {
  ask(name: unknown, input: unknown): Promise<Reply<unknown>>;
  /** Hears one event until the answered function is called. */
  on(name: unknown, listener: unknown): () => void;
};

/** The two functions of a page over Electron's IPC: text in both directions, names from a list. */
export function createPageBridge(ipc: Pick<IpcRenderer, 'invoke' | 'on'>): PageBridge {
  const listeners = new Map(eventNames.map((name) => [name, new Set<Listener>()]));
  let asked = 0;

  ipc.on('event', (_, text: string) => {
    const { event, value } = JSON.parse(text) as Announcement;
    for (const listener of listeners.get(event) ?? []) listener(value);
  });

  return {
    ask: async (name, input) => {
      if (typeof name !== 'string' || !requestNames.includes(name))
        return { ok: false, failure: { kind: 'unknown-request', facts: { name: String(name).slice(0, 100) } } };
      asked += 1;
      const answer = (await ipc.invoke('ask', JSON.stringify({ id: asked, name, input } satisfies Ask))) as string;
      return (JSON.parse(answer) as { reply: Reply<unknown> }).reply;
    },
    on: (name, listener) => {
      const heard = listeners.get(name as string);
      if (!heard || typeof listener !== 'function') throw new Error('no such event');
      // One function may listen twice; each call of `on` is ended by its own answer.
      const own: Listener = (value) => {
        (listener as Listener)(value);
      };
      heard.add(own);
      return () => void heard.delete(own);
    },
  };
}
