import type { App } from 'electron';
import { join } from 'node:path';
import { localFiles } from '../platform/files.ts';
import { configFolder, usualHome } from '../platform/home.ts';
import { appImage } from '../platform/session.ts';
import { loginItem, xdgAutostart, type Autostart } from './autostart.ts';
import { desktopName, type CommandLine } from './desktop-entry.ts';

/** Starting with the session as this platform does it, on a home. */
export function autostartHere(app: App, home: string): Autostart {
  const other = home === usualHome() ? undefined : home;
  if (process.platform !== 'linux') return loginItem(app, other);
  const packaged = appImage() ?? process.execPath;
  const program: CommandLine = app.isPackaged ? [packaged] : [process.execPath, app.getAppPath()];
  return xdgAutostart(localFiles, join(configFolder(), 'autostart', desktopName), { program, home: other });
}
