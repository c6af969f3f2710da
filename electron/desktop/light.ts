import type { App } from 'electron';
import type { Clock } from '../platform/ports.ts';
import { giveBackCode, giveBackHeap } from '../platform/give-back.ts';
import { withoutGtkGl } from '../platform/gtk.ts';

/**
 * Makes the processes as small as they can be, because the program stays all day. To be called before anything else is done with Electron.
 * The window is drawn by the processor: it is forms and tables, and no driver can take it down. One process less each for drawing and for
 * the network, which the window does not use.
 */
export function lightenProcess(app: App): void {
  app.disableHardwareAcceleration();
  for (const name of ['in-process-gpu', 'disable-gpu', 'disable-software-rasterizer']) app.commandLine.appendSwitch(name);
  app.commandLine.appendSwitch('enable-features', 'NetworkServiceInProcess2');
  const restore = withoutGtkGl();
  void app.whenReady().then(restore);
}

const settledMs = 3000;

/** Gives back what a window has left behind whenever the last one is gone, and after a start without one. */
export function stayLight({ app, clock, hasWindow }: { app: App; clock: Clock; hasWindow: () => boolean }): void {
  const giveBack = async () => {
    await clock.sleep(settledMs);
    if (hasWindow()) return;
    giveBackHeap();
    await giveBackCode();
  };
  app.on('window-all-closed', () => void giveBack());
  void giveBack();
}
