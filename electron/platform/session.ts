import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The file of the AppImage that this program runs from; what it runs as lies in a mount that vanishes. */
export const appImage = (): string | undefined => absolute(process.env['APPIMAGE']);

/** Where the message bus of the person's session listens, as D-Bus addresses are written. */
export function sessionBusAddress(): string | undefined {
  const address = process.env['DBUS_SESSION_BUS_ADDRESS'];
  if (address !== undefined && address !== '') return address;
  const folder = absolute(process.env['XDG_RUNTIME_DIR']);
  // systemd's user bus, where every library looks next.
  return folder !== undefined && existsSync(join(folder, 'bus')) ? `unix:path=${join(folder, 'bus')}` : undefined;
}

const absolute = (path: string | undefined) => (path?.startsWith('/') === true ? path : undefined);
