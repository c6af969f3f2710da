import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { connectSocket, type Bridge } from '../../renderer/bridge/socket-bridge.ts';
import { missing } from '../office/needs.ts';
import { scratch, type Scratch } from '../office/scratch.ts';
import { startServing, type Served } from '../office/served.ts';
import { modosuShell } from '../office/shell.ts';

let room: Scratch;
let served: Served | undefined;
let homes = 0;
const sockets: WebSocket[] = [];
const timers: NodeJS.Timeout[] = [];
const nowhere = 'http://127.0.0.1:1';

/** What a page needs of a browser, for a tab at this address. */
function openTab(address: string, storage = new Map<string, string>()) {
  const { host, origin, hash, pathname } = new URL(address);
  const location = { host, hash, pathname, reload: vi.fn() };
  const heard = new Map<string, () => void>();
  vi.stubGlobal('location', location);
  vi.stubGlobal('history', { replaceState: () => (location.hash = '') });
  vi.stubGlobal('addEventListener', (name: string, listener: () => void) => heard.set(name, listener));
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
    removeItem: (key: string) => void storage.delete(key),
  });
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => real(`${origin}${path}`, init));
  const pause = globalThis.setTimeout;
  vi.stubGlobal('setTimeout', (work: () => void, ms: number) => void timers.push(pause(work, ms)));
  vi.stubGlobal(
    'WebSocket',
    class extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, { origin });
        this.on('error', () => undefined);
        sockets.push(this);
      }
    },
  );
  const bridge = connectSocket();
  const states: string[] = [];
  bridge.state((state, code) => states.push(code === undefined ? state : `${state} ${code}`));
  return { bridge, states, storage, location, heard };
}

/** Ends every page at once: none of them notices, and none comes back. */
function closeTabs(): void {
  for (const timer of timers.splice(0)) clearTimeout(timer);
  for (const socket of sockets.splice(0)) {
    socket.removeAllListeners('close');
    socket.terminate();
  }
}

const outcome = (asked: Promise<unknown>) =>
  asked.then(
    (reply) => reply,
    (error: unknown) => String(error),
  );
const about = (bridge: Bridge) => outcome(bridge.ask('program.about', {}));
const start = async (...options: string[]) =>
  (served = await startServing(modosuShell(join(room.dir, `home ${(homes += 1)}`)), '--no-open', ...options));
const lost = 'Error: the connection to the program was lost';

describe.skipIf(missing.procfs)(`the bridge of a page in a browser${missing.procfs ? ` (${missing.procfs})` : ''}`, () => {
  beforeAll(async () => {
    room = await scratch('modosu-bridge');
  });
  afterEach(async () => {
    closeTabs();
    vi.unstubAllGlobals();
    await served?.end();
    served = undefined;
  });
  afterAll(() => room.remove());

  it('takes the token out of the address, exchanges it, and answers what was asked before it was open', async () => {
    const { address } = await start();
    const { bridge, states, storage, location } = openTab(address);
    expect(location.hash).toBe('');
    expect(await about(bridge)).toMatchObject({ ok: true, value: { kind: 'browser' } });
    expect(states).toEqual(['closed', 'open']);
    expect([...storage.keys()]).toEqual(['modosu.session']);
    expect([...storage.values()][0]).not.toBe(new URL(address).hash.slice('#token='.length));
  });

  it('hears what the engine announces, until it no longer listens', async () => {
    const { bridge } = openTab((await start()).address);
    const heard: unknown[] = [];
    const stop = bridge.on('status.changed', (value) => heard.push(value));
    await bridge.ask('preferences.change', { appearance: 'dark' });
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    expect(heard[0]).toEqual({});
    stop();
    await sleep(50);
    const before = heard.length;
    await bridge.ask('preferences.change', { appearance: 'light' });
    expect(heard.length).toBe(before);
  });

  it('answers a question that is too long itself, as the engine would', async () => {
    const { bridge } = openTab((await start()).address);
    const reply = await bridge.ask('job.show', { name: 'x'.repeat(1_048_576) });
    expect(reply).toEqual({ ok: false, failure: { kind: 'too-large', facts: {} } });
    expect(await about(bridge)).toMatchObject({ ok: true });
  });

  it('comes back by itself after a lost connection; what was asked meanwhile is answered, what was under way is rejected', async () => {
    const { bridge, states } = openTab((await start()).address);
    await about(bridge);
    const asked = about(bridge);
    sockets.at(-1)?.terminate();
    expect(await asked).toBe(lost);
    expect(await about(bridge)).toMatchObject({ ok: true });
    expect(states).toEqual(['closed', 'open', 'closed', 'open']);
  });

  it('tries again ever more slowly while the program is gone, and gives up when it meets a new one', async () => {
    const own = await start();
    const { bridge, states } = openTab(own.address);
    await about(bridge);
    const opened = sockets.length;
    await own.end();
    await sleep(3800);
    // After 0.5 s, 1 s and 2 s.
    expect(sockets.length - opened).toBe(3);
    await start('--port', String(own.port));
    await expect.poll(() => states.at(-1), { timeout: 6000 }).toBe('refused 1006');
    expect(states).toEqual(['closed', 'open', 'closed', 'refused 1006']);
    expect(await about(bridge)).toMatch(/does not answer/);
  });

  it('tries for ever where nobody is', async () => {
    const { bridge, states } = openTab(`${nowhere}/`);
    expect(await about(bridge)).toBe(lost);
    expect(states).toEqual(['closed']);
  });

  it('is refused with the reason: nothing to show, a token that was used, another window', async () => {
    const { address } = await start();
    const without = openTab(address.replace(/#.*/, ''));
    await expect.poll(() => without.states).toEqual(['closed', 'refused 1006']);
    const first = openTab(address);
    await about(first.bridge);
    const second = openTab(address);
    await expect.poll(() => second.states).toEqual(['closed', 'refused 4409']);
    sockets.find((socket) => socket.readyState === WebSocket.OPEN)?.close();
    // The first tab comes back after half a second; before that the used token is all the second one has.
    const third = openTab(address);
    await expect.poll(() => third.states).toEqual(['closed', 'refused 4401']);
  });

  it('is let in with its kept secret when the address holds a token that was used', async () => {
    const { address } = await start();
    const first = openTab(address);
    await about(first.bridge);
    closeTabs();
    const reloaded = openTab(address, first.storage);
    expect(await about(reloaded.bridge)).toMatchObject({ ok: true });
    expect(reloaded.states).toEqual(['closed', 'open']);
  });

  it('takes a token that is typed into a tab which was refused, and only there', async () => {
    const { address } = await start();
    const tab = openTab(address.replace(/#.*/, ''));
    await expect.poll(() => tab.states.at(-1)).toMatch('refused');
    tab.location.hash = new URL(address).hash;
    tab.heard.get('hashchange')?.();
    expect([tab.location.hash, tab.location.reload.mock.calls.length, [...tab.storage.keys()]]).toEqual(['', 1, ['modosu.token']]);
    const open = openTab(address);
    await about(open.bridge);
    open.location.hash = '#token=x';
    open.heard.get('hashchange')?.();
    expect([open.location.hash, open.location.reload.mock.calls.length, [...open.storage.keys()]]).toEqual(['', 0, ['modosu.session']]);
  });
});
