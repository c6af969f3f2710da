import type { App, Session } from 'electron';
import { pageScheme } from './scheme.ts';

const prevent = (event: { preventDefault(): void }): void => {
  event.preventDefault();
};

/**
 * Shuts every page of the program in: sandboxed, on its own address, without windows, frames and permissions. To be called before
 * Electron is ready.
 */
export function fenceProgram(app: App, protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged'>): void {
  // Whoever may start the program with a debugger may read what it reads; in a package nobody needs that.
  const debugged = ['remote-debugging-port', 'remote-debugging-pipe'].some((name) => app.commandLine.hasSwitch(name));
  if (app.isPackaged && debugged) app.exit(1);
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([pageScheme]);
  app.on('session-created', fenceSession);
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', prevent);
    contents.on('will-redirect', prevent);
    contents.on('will-frame-navigate', prevent);
    contents.on('will-attach-webview', prevent);
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

const network = ['http', 'https', 'ws', 'wss', 'ftp', 'file'].map((scheme) => `${scheme}://*/*`);

/** Takes every permission away from the pages of a session, and with it the network and downloads. */
function fenceSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', prevent);
  session.webRequest.onBeforeRequest({ urls: network }, (_, answer) => {
    answer({ cancel: true });
  });
}
