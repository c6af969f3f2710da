import type { Reply } from '../../electron/contract/failure.ts';
import { Announcement, Answer, closeCode, maxAskLength, socketPath, socketProtocol, Welcome } from '../../electron/contract/wire.ts';
import { followAddress, keepSession, keepToken, secrets } from './secrets.ts';

/** Whether the engine can be asked: `closed` is being mended, `refused` is final. */
export type LinkState = 'open' | 'closed' | 'refused';
export type Bridge = {
  /** The engine's reply. Rejected when the connection is lost first. */
  ask(name: string, input: unknown): Promise<unknown>;
  on(name: string, listener: (value: unknown) => void): () => void;
  /** Tells the state now and whenever it changes; with `refused` the close code, where there was one. */
  state(listener: (state: LinkState, code?: number) => void): () => void;
};

type Waiting = { text: string; resolve: (reply: unknown) => void; reject: (error: Error) => void };

const [firstPauseMs, longestPauseMs] = [500, 5000];

/** The engine over a WebSocket to where this page came from. Comes back by itself after a lost connection. */
export function connectSocket(): Bridge {
  const listeners = new Map<string, Set<(value: unknown) => void>>();
  const watchers = new Set<(state: LinkState, code?: number) => void>();
  const waiting = new Map<number, Waiting>();
  let state: LinkState = 'closed';
  let code: number | undefined;
  let socket: WebSocket | undefined;
  let asked = 0;
  let pauseMs = firstPauseMs;

  function become(next: LinkState, why?: number): void {
    [state, code] = [next, why];
    for (const watcher of watchers) watcher(next, why);
  }

  function giveUpWaiting(): void {
    for (const { reject } of waiting.values()) reject(new Error('the connection to the program was lost'));
    waiting.clear();
  }

  function welcome(text: unknown): void {
    keepSession(Welcome.parse(parsed(text)).session);
    pauseMs = firstPauseMs;
    become('open');
    for (const { text: question } of waiting.values()) socket?.send(question);
  }

  function take(text: unknown): void {
    const frame = parsed(text);
    const answer = Answer.safeParse(frame).data;
    if (answer) {
      waiting.get(answer.id)?.resolve(answer.reply);
      waiting.delete(answer.id);
      return;
    }
    const announcement = Announcement.safeParse(frame).data;
    if (announcement) for (const listener of listeners.get(announcement.event) ?? []) listener(announcement.value);
  }

  function open([secret, ...spare]: readonly string[]): void {
    const opening = new WebSocket(`ws://${location.host}${socketPath}`, [socketProtocol, secret ?? 'none']);
    let [opened, welcomed] = [false, false];
    opening.addEventListener('open', () => (opened = true));
    opening.addEventListener('message', ({ data }) => {
      if (welcomed) take(data);
      else welcome(data);
      welcomed = true;
    });
    opening.addEventListener('close', (event) => void closed(event.code, opened, spare));
    socket = opening;
  }

  async function closed(why: number, opened: boolean, spare: readonly string[]): Promise<void> {
    if (state === 'open') {
      become('closed');
      giveUpWaiting();
    }
    const isVoid = why === closeCode.void || (!opened && (await isThere()));
    if (isVoid && spare.length > 0) {
      open(spare);
      return;
    }
    if (isVoid || why === closeCode.taken) become('refused', why);
    else {
      setTimeout(() => open(secrets()), pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
    giveUpWaiting();
  }

  keepToken();
  followAddress(() => state === 'refused');
  open(secrets());
  return {
    ask: (name, input) => {
      const id = (asked += 1);
      const text = JSON.stringify({ id, name, input });
      if (text.length > maxAskLength) return Promise.resolve<Reply<never>>({ ok: false, failure: { kind: 'too-large', facts: {} } });
      if (state === 'refused') return Promise.reject(new Error('the program does not answer this page'));
      return new Promise((resolve, reject) => {
        waiting.set(id, { text, resolve, reject });
        if (state === 'open') socket?.send(text);
      });
    },
    on: (name, listener) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    state: (listener) => {
      watchers.add(listener);
      listener(state, code);
      return () => watchers.delete(listener);
    },
  };
}

/** A browser does not say why a WebSocket did not open: when the program is there, it has refused this page. */
const isThere = () =>
  fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
    () => true,
    () => false,
  );

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
