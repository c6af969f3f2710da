import type { App } from 'electron';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../engine.ts';
import { programHere } from './autostart-here.ts';

/** What runs one check of a home by this program: without a display, because a timer may have none. */
export const checkCommand = (app: App, home: string): readonly string[] => [
  ...programHere(app),
  '--ozone-platform=headless',
  '--check',
  '--home',
  home,
];

/**
 * Electron's own files of a check: those of the window belong to the program that may be running. One folder for all checks, because Electron
 * makes it anew while it ends. To be called first of all.
 */
export function apartFromWindow(app: Pick<App, 'setPath'>, home: string): void {
  const folder = join(home, 'check');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath('userData', folder);
}

/** Looks once after the backups, and ends the program: with 1 when something is open (I4). The desktop's keyring can be read here. */
export async function checkOnce(app: Pick<App, 'exit'>, engine: Pick<Engine, 'check' | 'close'>): Promise<void> {
  const open = await engine.check();
  engine.close();
  app.exit(open.length === 0 ? 0 : 1);
}

/** Nobody looks at a check: what prevents it goes to the log of whoever started it, and the program ends with 2. */
export function checkFailed(app: Pick<App, 'exit'>, error: unknown): void {
  process.stderr.write(`modosu: the check could not be made: ${error instanceof Error ? error.message : String(error)}\n`);
  app.exit(2);
}
