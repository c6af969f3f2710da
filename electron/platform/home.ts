import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the program keeps everything of one user: `--home`, `MODOSU_HOME`, or the desktop's folder for settings. */
export function defaultHome(): string {
  const chosen = process.env['MODOSU_HOME'];
  if (chosen !== undefined && chosen !== '') return chosen;
  const config = process.env['XDG_CONFIG_HOME'];
  return join(config !== undefined && config.startsWith('/') ? config : join(homedir(), '.config'), 'modosu');
}

/** Makes the home where it is missing and closes it to others (0700). */
export function prepareHome(home: string): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if ((statSync(home).mode & 0o077) !== 0) chmodSync(home, 0o700);
}

/** Lends a fresh private folder inside the home and takes it away afterwards. */
export async function withScratch(home: string, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(home, 'scratch-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
