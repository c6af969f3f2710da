import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { systemPython } from './needs.ts';
import { waitUntil } from './processes.ts';
import { openScreen } from './xvfb.ts';

const watcherScript = fileURLToPath(new URL('status-notifier-watcher.py', import.meta.url));

export type MenuNode = { id: number; properties: { label?: string; type?: string; enabled?: boolean }; children: MenuNode[] };
export type Pixmap = { size: number; height: number; filled: number; digest: string };
export type Item = { id: string; status: string; icon: string; menu: string; pixmaps: Pixmap[]; tooltip: [string, string] };

/** The panel of the session: it owns the name of the StatusNotifierWatcher when it is told to. */
export type Panel = {
  /** Appears, with or without a host; a restart when it was there. */
  appear(host?: boolean): Promise<void>;
  leave(): Promise<void>;
  /** The host comes or goes while the watcher stays. */
  host(there: boolean): Promise<void>;
  /** What the registered icon says about itself; undefined when there is none. */
  item(): Promise<Item | undefined>;
  menu(): Promise<MenuNode>;
  choose(item: number): Promise<void>;
  activate(): Promise<void>;
  /** Any call on the bus; `args` as g_variant_parse() reads a tuple. */
  call(name: string, path: string, member: string, args?: string): Promise<unknown>;
};

export type Told = { replaces: number; title: string; body: string; actions: string[]; urgency: number; expires: number };

/** The notifications of the session; the daemon numbers them from 1 on. */
export type Notices = {
  /** What it was told so far, in its order. */
  told(): Promise<Told[]>;
  /** A person chooses one. */
  choose(id: number): Promise<void>;
  end(): void;
};

/** A desktop session of its own: a screen, a session bus with nobody on it, and a panel that waits to be told to appear. */
export type DesktopSession = {
  readonly env: Record<string, string>;
  readonly panel: Panel;
  /** Starts python3-dbusmock's notification daemon with these capabilities. */
  startNotifications(capabilities: string): Promise<Notices>;
  close(): void;
};

/** Opens a session; `env` is seen by the bus and by the services that it starts. */
export async function openDesktopSession(env: Record<string, string> = {}): Promise<DesktopSession> {
  const screen = await openScreen();
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(bus.stdout, 'data')) as [Buffer];
  const own = { ...env, DISPLAY: screen.display, DBUS_SESSION_BUS_ADDRESS: line.toString().trim() };
  const started: ChildProcess[] = [bus];
  const start = (...args: string[]) => {
    const child = spawn(systemPython, args, { env: { ...process.env, ...own }, stdio: ['pipe', 'pipe', 'inherit'] });
    started.push(child);
    return child;
  };
  const panel = await talkTo(start(watcherScript));
  const hasNotifications = async () => {
    const dbus = ['org.freedesktop.DBus', '/org/freedesktop/DBus'] as const;
    return JSON.stringify(await panel.call(...dbus, 'NameHasOwner', '("org.freedesktop.Notifications",)')) === '[true]';
  };
  return {
    env: own,
    panel,
    startNotifications: async (capabilities) => {
      const parameters = JSON.stringify({ capabilities });
      const daemon = start('-m', 'dbusmock', '--session', '--template', 'notification_daemon', '-p', parameters);
      daemon.stdout.resume();
      await waitUntil(hasNotifications, { what: 'the notification daemon' });
      return noticesOf(panel, daemon);
    },
    close: () => {
      // The bus takes its socket away.
      for (const child of started.reverse()) child.kill(child === bus ? 'SIGTERM' : 'SIGKILL');
      screen.close();
    },
  };
}

const service = ['org.freedesktop.Notifications', '/org/freedesktop/Notifications'] as const;
type Call = [time: number, member: string, args: [string, number, string, string, string, string[], { urgency: number }, number]];

const noticesOf = (panel: Panel, daemon: ChildProcess): Notices => ({
  told: async () => {
    const [calls] = (await panel.call(...service, 'org.freedesktop.DBus.Mock.GetCalls')) as [Call[]];
    return calls
      .filter(([, member]) => member === 'Notify')
      .map(([, , [, replaces, , title, body, actions, { urgency }, expires]]) => ({ replaces, title, body, actions, urgency, expires }));
  },
  choose: async (id) => {
    const signal = `("org.freedesktop.Notifications", "ActionInvoked", "us", [<uint32 ${String(id)}>, <"default">])`;
    await panel.call(...service, 'org.freedesktop.DBus.Mock.EmitSignal', signal);
  },
  end: () => void daemon.kill('SIGKILL'),
});

type Line = { id?: number; event?: string; ok?: unknown; error?: string };

async function talkTo(child: ChildProcess): Promise<Panel> {
  const waiting = new Map<number, (line: Line) => void>();
  let ready = false;
  let next = 0;
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (text) => {
    const line = JSON.parse(text) as Line;
    ready ||= line.event === 'ready';
    if (line.id !== undefined) waiting.get(line.id)?.(line);
  });
  await waitUntil(() => ready, { what: 'the panel to start' });

  async function ask(command: string, more: object = {}): Promise<unknown> {
    const id = (next += 1);
    const answer = new Promise<Line>((resolve) => waiting.set(id, resolve));
    child.stdin?.write(`${JSON.stringify({ id, do: command, ...more })}\n`);
    const late = new AbortController();
    const line = await Promise.race([answer, sleep(10_000, { error: 'the panel said nothing' }, { signal: late.signal })]);
    late.abort();
    if (line.error !== undefined) throw new Error(`${command}: ${line.error}`);
    return (line as Line).ok;
  }
  return {
    appear: (host = true) => ask('own', { owned: true, host }) as Promise<void>,
    leave: () => ask('own', { owned: false }) as Promise<void>,
    host: (there) => ask('host', { there }) as Promise<void>,
    item: async () => ((await ask('read')) ?? undefined) as Item | undefined,
    menu: () => ask('menu') as Promise<MenuNode>,
    choose: (item) => ask('choose', { item }) as Promise<void>,
    activate: () => ask('activate') as Promise<void>,
    call: (name, path, member, args = '') => {
      const at = member.lastIndexOf('.');
      const [iface, method] = at < 0 ? [name, member] : [member.slice(0, at), member.slice(at + 1)];
      return ask('call', { name, path, interface: iface, member: method, args });
    },
  };
}
