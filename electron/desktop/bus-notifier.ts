import type { BusObject, SessionBus } from './bus.ts';
import type { Notice } from './run-notices.ts';

/** Shows notices to the person while somebody is there to show them. */
export type Notifier = {
  isAvailable(): boolean;
  /** Answers whether the notice was taken. A newer one of the same job takes the place of the older. */
  show(notice: Notice): Promise<boolean>;
  close(): void;
};

type Options = { bus: SessionBus; opened: (run: number) => void; icon: string; desktopEntry: string };

// Desktop Notifications Specification 1.2.
const service: BusObject = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
};
const urgencyOf = { normal: 1, critical: 2 } as const;
const expires = { byTheServer: -1, never: 0 } as const;

/**
 * Notifications over the session bus. libnotify, which Electron uses, waits on the main thread for a daemon that does not answer;
 * here nothing waits, and no daemon is started that is not there.
 */
export function createBusNotifier({ bus, opened, icon, desktopEntry }: Options): Notifier {
  /** What each job has on the screen, by the number that the daemon gave it. */
  const onScreen = new Map<string, { id: number; run: number }>();
  /** The last word about each job, so that one takes the place of the other in order. */
  const talk = new Map<string, Promise<boolean>>();
  let owned = false;
  let abilities: Promise<readonly string[]> | undefined;

  const ownerChanged = (now: boolean) => {
    owned = now;
    abilities = undefined;
    onScreen.clear();
  };
  const byId = (id: unknown) => [...onScreen].find(([, shown]) => shown.id === id);
  const stops = [
    bus.watchOwner(service.destination, ownerChanged),
    bus.onSignal(service, 'ActionInvoked', ([id, action]) => {
      const found = byId(id);
      if (found && action === 'default') opened(found[1].run);
    }),
    bus.onSignal(service, 'NotificationClosed', ([id]) => {
      const found = byId(id);
      if (found) onScreen.delete(found[0]);
    }),
  ];
  void bus.hasOwner(service.destination).then((now) => (owned ||= now));

  /** A daemon that does not say what it can do is asked again the next time. */
  const capabilities = (): Promise<readonly string[]> =>
    (abilities ??= bus.call(service, 'GetCapabilities').then(
      ([list]) => list as readonly string[],
      () => {
        abilities = undefined;
        return [];
      },
    ));

  async function notify({ run, job, title, body, urgency, action }: Notice): Promise<boolean> {
    if (!(await bus.hasOwner(service.destination))) return false;
    const able = await capabilities();
    const text = able.includes('body-markup') ? escaped(body) : body;
    const actions = able.includes('actions') ? ['default', action] : [];
    const hints = [
      ['urgency', ['y', urgencyOf[urgency]]],
      ['desktop-entry', ['s', desktopEntry]],
    ];
    const expire = urgency === 'critical' ? expires.never : expires.byTheServer;
    const replaces = onScreen.get(job)?.id ?? 0;
    try {
      const [id] = await bus.call(service, 'Notify', 'susssasa{sv}i', ['Modosu', replaces, icon, title, text, actions, hints, expire]);
      onScreen.set(job, { id: Number(id), run });
      return true;
    } catch {
      return false;
    }
  }

  return {
    isAvailable: () => owned,
    show: (notice) => {
      const shown = (talk.get(notice.job) ?? Promise.resolve()).then(() => notify(notice));
      talk.set(notice.job, shown);
      return shown;
    },
    close: () => {
      for (const stop of stops) stop();
    },
  };
}

/** The three characters that the markup of a body gives a meaning to. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
