import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../platform/clock.ts';
import { connectSessionBus, type SessionBus } from './bus.ts';

const clock = systemClock;
const needs = spawnSync('dbus-daemon', ['--version'], { stdio: 'ignore' }).status === 0 ? undefined : 'needs dbus-daemon';
const name = 'org.example.Thing';

let folder: string;
let sockets = 0;
const opened: { close(): void }[] = [];
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'modosu-bus-'))));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

describe('without a bus', () => {
  it.each([
    undefined,
    '',
    'disabled:',
    'unix:',
    'tcp:host=127.0.0.1,port=1',
    'unix:path=/nowhere/bus',
    'unix:abstract=/nowhere/bus',
    'rubbish',
  ])('at %s there is none, and nothing is thrown (G8)', async (address) => {
    expect(await connectSessionBus({ clock, address })).toBeUndefined();
  });

  it.each([
    ['says nothing', () => undefined],
    ['closes at once', (socket: { destroy(): void }) => socket.destroy()],
    ['refuses the login', (socket: { write(text: string): void }) => socket.write('REJECTED EXTERNAL\r\n')],
    ['speaks rubbish', (socket: { write(text: string): void }) => socket.write(`OK 1234\r\n${'\0ÿrubbish\n'.repeat(40)}`)],
  ])('one that %s is none', async (_, greet) => {
    const path = join(folder, `socket-${sockets++}`);
    const server = createServer(greet).listen(path);
    opened.push(server);
    await once(server, 'listening');
    expect(await connectSessionBus({ clock, address: `unix:path=${path}`, limitMs: 200 })).toBeUndefined();
  });
});

describe.skipIf(needs)(`with a bus${needs ? ` (${needs})` : ''}`, () => {
  let daemon: ChildProcess;
  let address: string;
  beforeAll(async () => {
    const wanted = `unix:path=${join(folder, 'a%20bus')}`;
    daemon = spawn('dbus-daemon', ['--session', '--nofork', `--address=${wanted}`, '--print-address=1'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = (await once(daemon.stdout!, 'data')) as [Buffer];
    address = line.toString().trim();
  });
  afterAll(() => daemon.kill());

  async function open(at = address): Promise<SessionBus> {
    const bus = await connectSessionBus({ clock, address: at, limitMs: 500 });
    if (!bus) throw new Error('no bus');
    opened.push(bus);
    return bus;
  }
  const dbus = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };
  const take = (bus: SessionBus) => bus.call(dbus, 'RequestName', 'su', [name, 0]);

  it('knows who owns a name, and hears of each change', async () => {
    const bus = await open();
    const heard: boolean[] = [];
    const unwatch = bus.watchOwner(name, (owned) => heard.push(owned));
    bus.watchOwner('org.example.Other', (owned) => heard.push(!owned));
    const other = await open();
    expect(await bus.hasOwner(name)).toBe(false);
    await take(other);
    expect(await bus.hasOwner(name)).toBe(true);
    other.close();
    await vi.waitFor(() => expect(heard).toEqual([true, false]));
    unwatch();
    await take(await open());
    expect([await bus.hasOwner(name), heard.length]).toEqual([true, 2]);
  });

  it('reads properties, and fails with the name of the error', async () => {
    const bus = await open();
    expect(await bus.property(dbus, 'Features')).toEqual(expect.arrayContaining([expect.any(String)]));
    await expect(bus.call({ ...dbus, destination: 'org.example.Nobody' }, 'Ping')).rejects.toThrow('org.freedesktop.DBus.Error');
  });

  it('survives messages the library stumbles over, and gives up a call that is never answered', async () => {
    const [bus, other] = [await open(), await open()];
    const [owner] = await take(bus).then(() => other.call(dbus, 'GetNameOwner', 's', [name]));
    const stumbling = { destination: String(owner), path: '/', interface: 'org.freedesktop.DBus.Properties' };
    const begun = performance.now();
    const calls = await Promise.allSettled([1, 2, 3].map(() => other.call(stumbling, 'Get')));
    expect(calls.map((call) => (call.status === 'rejected' ? String(call.reason) : ''))).toEqual(
      calls.map(() => 'Error: org.freedesktop.DBus.Properties.Get: no answer'),
    );
    expect(performance.now() - begun).toBeLessThan(1500);
    expect(await bus.hasOwner(name)).toBe(true);
  });

  it('starts no service: not by asking for its owner, and not by a call', async () => {
    const services = join(folder, 'data/dbus-1/services');
    const mark = join(folder, 'started');
    mkdirSync(services, { recursive: true });
    writeFileSync(join(services, 'thing.service'), `[D-BUS Service]\nName=${name}\nExec=/usr/bin/touch ${mark}\n`);
    const own = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
      env: { PATH: '/usr/bin:/bin', XDG_DATA_HOME: join(folder, 'data') },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    opened.push({ close: () => own.kill() });
    const [line] = (await once(own.stdout, 'data')) as [Buffer];
    const bus = await open(line.toString().trim());
    expect((await bus.call(dbus, 'ListActivatableNames'))[0]).toContain(name);
    expect(await bus.hasOwner(name)).toBe(false);
    await expect(bus.call({ ...dbus, destination: name }, 'Anything')).rejects.toThrow('NameHasNoOwner');
    expect(existsSync(mark)).toBe(false);
  });

  it('is without owners once the connection is lost, and says so', async () => {
    const own = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = (await once(own.stdout, 'data')) as [Buffer];
    const bus = await open(line.toString().trim());
    await take(bus);
    const heard: boolean[] = [];
    bus.watchOwner(name, (owned) => heard.push(owned));
    const waiting = bus.call(dbus, 'ListNames').then(() => bus.call({ ...dbus, destination: name }, 'Nothing'));
    own.kill('SIGKILL');
    await expect(waiting).rejects.toThrow();
    await vi.waitFor(() => expect(heard).toEqual([false]));
    expect(await bus.hasOwner(name)).toBe(false);
    await expect(bus.call(dbus, 'ListNames')).rejects.toThrow('the bus is gone');
  });
});
