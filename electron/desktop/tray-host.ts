import type { Clock } from '../platform/ports.ts';
import type { BusObject, SessionBus } from './bus.ts';

/** Whether somebody on the bus shows tray icons. */
export type TrayHost = { isThere(): boolean; close(): void };

// StatusNotifierItem specification, "StatusNotifierWatcher": who shows icons registers there as a host.
const watcher: BusObject = {
  destination: 'org.kde.StatusNotifierWatcher',
  path: '/StatusNotifierWatcher',
  interface: 'org.kde.StatusNotifierWatcher',
};
const patience = { tries: 12, pauseMs: 5000 };

/**
 * Watches the bus for a tray host. `changed` is told each time there is another answer, and for a watcher that restarted first that
 * there is none: an icon registered with the old one is lost.
 */
export function watchTrayHost(bus: SessionBus, clock: Clock, changed: (there: boolean) => void): TrayHost {
  let there = false;
  let looks = 0;
  const over = new AbortController();
  const set = (now: boolean) => {
    if (now === there || over.signal.aborted) return;
    there = now;
    changed(now);
  };

  async function look(): Promise<void> {
    looks += 1;
    const mine = looks;
    const stale = () => mine !== looks || over.signal.aborted;
    // A desktop that is just starting owns the name before it finds the time to answer.
    for (let tries = patience.tries; tries > 0 && !stale(); tries -= 1) {
      const found = (await bus.hasOwner(watcher.destination)) ? await hostRegistered(bus) : false;
      if (stale()) return;
      set(found === true);
      if (found !== undefined) return;
      await clock.sleep(patience.pauseMs, over.signal);
    }
  }

  const stops = [
    bus.watchOwner(watcher.destination, (owned) => {
      looks += 1;
      set(false);
      if (owned) void look();
    }),
    ...['StatusNotifierHostRegistered', 'StatusNotifierHostUnregistered'].map((signal) => bus.onSignal(watcher, signal, () => void look())),
  ];
  void look();
  return {
    isThere: () => there,
    close: () => {
      over.abort();
      for (const stop of stops) stop();
    },
  };
}

/** Undefined when the watcher does not answer. */
async function hostRegistered(bus: SessionBus): Promise<boolean | undefined> {
  try {
    return (await bus.property(watcher, 'IsStatusNotifierHostRegistered')) === true;
  } catch {
    return undefined;
  }
}
