import type { App, PowerMonitor } from 'electron';
import { whenStartedAgain } from './instance.ts';
import type { Leaving } from './leave.ts';

type Deps = { app: App; powerMonitor: PowerMonitor; leaving: Leaving; show: () => void; wake: () => void };

/** Ties the program's life to the person and the session: it outlives its window, and ends when one of the two says so. */
export function followLife({ app, powerMonitor, leaving, show, wake }: Deps): void {
  whenStartedAgain(app, show);
  app.on('activate', () => {
    show();
  });
  // Electron ends the program with its last window unless somebody listens.
  app.on('window-all-closed', () => undefined);
  app.on('before-quit', (event) => {
    event.preventDefault();
    void leaving.ask();
  });
  powerMonitor.on('shutdown', leaving.now);
  powerMonitor.on('resume', wake);
  // Electron has set its own handlers by now, which would only ask. Node sets one with the first listener of a signal, and a library
  // (when-exit, under conf) had listened before that.
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.removeAllListeners(signal);
  process.on('SIGTERM', leaving.now);
  process.on('SIGHUP', leaving.now);
  let interrupted = false;
  process.on('SIGINT', () => {
    if (interrupted) leaving.now();
    interrupted = true;
    void leaving.ask().finally(() => {
      interrupted = false;
    });
  });
}
