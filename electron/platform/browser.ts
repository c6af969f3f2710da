import { spawn } from 'node:child_process';
import { findProgram } from './child-environment.ts';

/** Shows an address in the browser of the person, where there is a screen to show it on. Never fails. */
export function openInBrowser(address: string): void {
  const opener = findProgram(process.platform === 'darwin' ? 'open' : 'xdg-open');
  if (opener === undefined || !hasScreen()) return;
  // It needs the person's whole session around it, unlike everything that has to do with a backup.
  const child = spawn(opener, [address], { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}

const hasScreen = () =>
  process.platform === 'darwin' || [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((screen) => (screen ?? '') !== '');
