import { Notification } from 'electron';
import { join } from 'node:path';
import type { SessionBus } from './bus.ts';
import { createBusNotifier, type Notifier } from './bus-notifier.ts';

export type { Notifier };

type Options = {
  bus: SessionBus | undefined;
  /** A person chose the notice of this run. */
  opened: (run: number) => void;
  iconFolder: string;
  /** The name of the program's desktop file without its ending. */
  desktopEntry: string;
  platform?: NodeJS.Platform;
};

/** Notifications as this platform shows them. */
export function createNotifier({ bus, opened, iconFolder, desktopEntry, platform = process.platform }: Options): Notifier {
  if (platform !== 'linux') return createElectronNotifier(opened);
  return bus ? createBusNotifier({ bus, opened, icon: join(iconFolder, 'app-128.png'), desktopEntry }) : nobody;
}

const nobody: Notifier = { isAvailable: () => false, show: () => Promise.resolve(false), close: () => undefined };

function createElectronNotifier(opened: (run: number) => void): Notifier {
  // One that nobody holds is collected, and its click with it.
  const onScreen = new Map<string, Notification>();
  return {
    isAvailable: () => Notification.isSupported(),
    show: ({ run, job, title, body, urgency }) => {
      onScreen.get(job)?.close();
      const notification = new Notification({ title, body, urgency, timeoutType: urgency === 'critical' ? 'never' : 'default' });
      onScreen.set(job, notification);
      notification.on('click', () => {
        opened(run);
      });
      notification.on('close', () => {
        if (onScreen.get(job) === notification) onScreen.delete(job);
      });
      notification.show();
      return Promise.resolve(true);
    },
    close: () => {
      onScreen.clear();
    },
  };
}
