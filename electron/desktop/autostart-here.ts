import type { App } from 'electron';
import { join } from 'node:path';
import { localFiles } from '../platform/files.ts';
import { configFolder, usualHome } from '../platform/home.ts';
import { appImage } from '../platform/session.ts';
import { loginItem, xdgAutostart, type Autostart } from './autostart.ts';
import { desktopName, type CommandLine } from './desktop-entry.ts';

/** How this program is started: as it is installed, or Electron with the program's folder. */
export function programHere(app: App): CommandLine {
  if (app.isPackaged) return [appImage() ?? process.execPath];
  return [process.execPath, app.getAppPath()];
}

/** Starting with the session as this platform does it, on a home. */
export function autostartHere(app: App, home: string): Autostart {
  const other = home === usualHome() ? undefined : home;
  if (process.platform !== 'linux') return loginItem(app, other);
  return xdgAutostart(localFiles, join(configFolder(), 'autostart', desktopName), { program: programHere(app), home: other });
}
