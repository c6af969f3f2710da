import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the program keeps everything of one user when nothing else is said: `MODOSU_HOME`, or `usualHome`. */
export function defaultHome(): string {
  const chosen = process.env['MODOSU_HOME'];
  return chosen !== undefined && chosen !== '' ? chosen : usualHome();
}

/** The home of every session of this person: in the desktop's folder for settings. */
export const usualHome = (): string => join(configFolder(), 'modosu');

/** The desktop's folder for settings (XDG Base Directory). */
export function configFolder(): string {
  const config = process.env['XDG_CONFIG_HOME'];
  return config !== undefined && config.startsWith('/') ? config : join(homedir(), '.config');
}

/** Makes the home where it is missing and closes it to others (0700). */
export function prepareHome(home: string): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if ((statSync(home).mode & 0o077) !== 0) chmodSync(home, 0o700);
}

const scratchName = /^scratch-(\d+)-/;

/** Takes away the scratch folders of programs that were killed: what lies in them may be anybody's file. */
export function sweepScratch(home: string): void {
  for (const name of readdirSync(home)) {
    const pid = Number(scratchName.exec(name)?.[1] ?? process.pid);
    if (pid !== process.pid && !existsSync(`/proc/${String(pid)}`)) rmSync(join(home, name), { recursive: true, force: true });
  }
}

/** Lends a fresh private folder inside the home and takes it away afterwards. */
export async function withScratch(home: string, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(home, `scratch-${String(process.pid)}-`));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
