import type { App } from 'electron';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareHome } from '../platform/home.ts';

/** What a second start tells the first one. */
type SecondStart = { hidden: boolean };

/**
 * Makes this the only desktop program on its home, and keeps what Electron itself stores in a folder of it. A second start ends here,
 * before it has done anything. To be called first of all. Throws when the home cannot be used.
 */
export function claimInstance(app: App, home: string, { hidden }: SecondStart): void {
  try {
    prepareHome(home);
  } catch (error) {
    // Electron needs some folder even to say that there is none.
    const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
    app.setPath('userData', folder);
    process.on('exit', () => {
      rmSync(folder, { recursive: true, force: true });
    });
    throw error;
  }
  app.setPath('userData', join(home, 'window'));
  // Before Electron is ready this ends the process on the spot.
  if (!app.requestSingleInstanceLock({ hidden } satisfies SecondStart)) app.exit(0);
}

/** Calls `show` when the program is started once more, unless that start was to stay hidden. */
export function whenStartedAgain(app: App, show: () => void): void {
  app.on('second-instance', (_event, _args, _folder, told) => {
    if ((told as Partial<SecondStart> | null)?.hidden !== true) show();
  });
}
