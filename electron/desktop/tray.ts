import { Menu, Tray, type MenuItemConstructorOptions } from 'electron';
import type { PauseLength } from '../contract/schedule.ts';
import type { Target } from '../contract/wire.ts';
import type { Clock } from '../platform/ports.ts';
import type { SessionBus } from './bus.ts';
import { watchTrayHost } from './tray-host.ts';
import { trayImage } from './tray-icon.ts';
import type { MenuEntry, TrayAction, TrayModel } from './tray-menu.ts';

/** What the tray asks for on behalf of the person. */
export type TrayActions = {
  open(target?: Target): void;
  startRun(job: string): void;
  cancelRun(job: string, run: number): void;
  pause(length: PauseLength): void;
  resume(job: string | null): void;
  quit(): void;
};

/** The icon in the tray, where there is a tray. */
export type TrayIcon = {
  show(model: TrayModel): void;
  /** Whether somebody shows the icon just now. */
  isPresent(): boolean;
  /** Tells each time `isPresent` has another answer, until the answered function is called. */
  whenChanged(listener: () => void): () => void;
  close(): void;
};

type Options = {
  bus: SessionBus | undefined;
  clock: Clock;
  actions: TrayActions;
  iconFolder: string;
  platform?: NodeJS.Platform;
};

/**
 * Puts an icon into the tray. On Linux only while the bus says that somebody shows it: Electron itself would not tell whether anybody
 * does, so without such a host no icon is made.
 */
export function createTrayIcon({ bus, clock, actions, iconFolder, platform = process.platform }: Options): TrayIcon {
  const listeners = new Set<() => void>();
  let shown: TrayModel | undefined;
  let tray: Tray | undefined;

  const act = (action: TrayAction) => {
    if (action.do === 'open') actions.open(action.target);
    else if (action.do === 'start-run') actions.startRun(action.job);
    else if (action.do === 'cancel-run') actions.cancelRun(action.job, action.run);
    else if (action.do === 'pause') actions.pause(action.length);
    else if (action.do === 'resume') actions.resume(action.job);
    else actions.quit();
  };

  function draw(model: TrayModel, before: TrayModel | undefined): void {
    const image = () => trayImage(iconFolder, platform, model.icon);
    if (!tray) {
      tray = new Tray(image());
      // What a click on the icon does is up to the panel: some open the menu and never tell (Electron's documentation of Tray).
      tray.on('click', () => {
        actions.open();
      });
    } else if (model.icon !== before?.icon) tray.setImage(image());
    if (model.tooltip !== before?.tooltip) tray.setToolTip(model.tooltip);
    // On Linux a changed menu is seen only when it is set again (the same documentation).
    tray.setContextMenu(Menu.buildFromTemplate(model.menu.map((entry) => templateOf(entry, act))));
  }

  function remove(): void {
    tray?.destroy();
    tray = undefined;
  }

  const host =
    platform === 'linux' && bus
      ? watchTrayHost(bus, clock, (there) => {
          if (!there) remove();
          else if (shown) draw(shown, undefined);
          for (const listener of listeners) listener();
        })
      : undefined;
  const isPresent = () => (platform === 'linux' ? host?.isThere() === true : true);

  return {
    isPresent,
    show: (model) => {
      const before = shown;
      // A menu set again closes under the person's hand.
      if (tray && JSON.stringify(model) === JSON.stringify(before)) return;
      shown = model;
      if (isPresent()) draw(model, tray ? before : undefined);
    },
    whenChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      host?.close();
      remove();
      listeners.clear();
    },
  };
}

function templateOf(entry: MenuEntry, act: (action: TrayAction) => void): MenuItemConstructorOptions {
  if (entry.kind === 'separator') return { type: 'separator' };
  // A single & would mark a key on every platform.
  const label = entry.label.replaceAll('&', '&&');
  if (entry.kind === 'submenu') return { label, submenu: entry.entries.map((inner) => templateOf(inner, act)) };
  const { action } = entry;
  return action ? { label, click: () => act(action) } : { label, enabled: false };
}
