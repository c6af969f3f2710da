import { BrowserWindow, nativeTheme, session, type Input, type Rectangle, type WebContents } from 'electron';
import type { Target } from '../contract/wire.ts';
import type { Clock } from '../platform/ports.ts';
import type { WindowFiles } from '../platform/window-files.ts';
import { announcementText } from '../platform/wire.ts';
import { createMender } from './mend.ts';
import { pageAddress, pageAnswer, pageOrigin } from './scheme.ts';

type Deps = {
  clock: Clock;
  files: WindowFiles;
  preload: string;
  /** The picture of the window in a task list, where the desktop does not take it from its own entry. */
  icon: string;
  devTools: boolean;
  /** Told when the person wants the window closed; false keeps it. */
  mayClose: () => Promise<boolean>;
  /** Asks what to do with a page that fails again and again: true for one more try. */
  askAgain: () => Promise<boolean>;
  quit: () => void;
};

/** The one window. It is made when it is first shown, and gone when it is closed. */
export type MainWindow = {
  /** Brings it to the front, at a screen when one is named. */
  show(target?: Target): void;
  /** Hands an announcement to its page, if there is one. */
  send(text: string): void;
  /** Takes it away without asking. */
  close(): void;
  contents(): WebContents | undefined;
  /** What a dialog belongs to. */
  parent(): BrowserWindow | undefined;
};

const size = { width: 1120, height: 720, minWidth: 820, minHeight: 560 };

/** The ground of the page (`--surface-0` of its style), so that nothing flashes before its first paint. */
const ground = (): string => (nativeTheme.shouldUseDarkColors ? '#15171b' : '#f8f7f5');

/** Keeps the window. To be called once Electron is ready. */
export function createMainWindow({ clock, files, preload, icon, devTools, mayClose, askAgain, quit }: Deps): MainWindow {
  // A name without `persist:` is a session in memory.
  const own = session.fromPartition('window', { cache: false });
  own.protocol.handle('app', (request) => pageAnswer(files, request));

  let window: BrowserWindow | undefined;
  let painted = false;
  let bounds: Rectangle | undefined;

  function open(target: Target): BrowserWindow {
    const made = new BrowserWindow({
      ...size,
      ...bounds,
      show: false,
      title: 'Modosu',
      icon,
      backgroundColor: ground(),
      webPreferences: {
        session: own,
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        disableDialogs: true,
        spellcheck: false,
        devTools,
      },
    });
    const { webContents } = made;
    painted = false;
    made.once('ready-to-show', () => {
      painted = true;
      made.show();
    });
    made.on('close', (event) => {
      bounds = made.getNormalBounds();
      // Destroyed here in every case: an ordinary close lets the page say no.
      event.preventDefault();
      void mayClose().then((yes) => {
        if (yes && !made.isDestroyed()) made.destroy();
      });
    });
    made.on('closed', () => {
      mender.responsive();
      if (window === made) window = undefined;
    });
    webContents.on('before-input-event', (event, input) => {
      const act = shortcut(input);
      if (!act) return;
      event.preventDefault();
      if (act === 'quit') quit();
      else made.close();
    });
    const mender = createMender({
      clock,
      askAgain,
      reload: () => {
        if (made.isDestroyed()) return;
        const last = webContents.getURL();
        void webContents.loadURL(last.startsWith(`${pageOrigin}/`) ? last : pageAddress(target)).catch(() => undefined);
      },
      crash: () => {
        webContents.forcefullyCrashRenderer();
      },
      giveUp: () => {
        made.destroy();
      },
    });
    webContents.on('render-process-gone', (_, { reason }) => {
      if (reason !== 'clean-exit') mender.gone();
    });
    webContents.on('unresponsive', () => {
      mender.unresponsive();
    });
    webContents.on('responsive', () => {
      mender.responsive();
    });
    // Rejects when the next address comes before the page is there.
    void webContents.loadURL(pageAddress(target)).catch(() => undefined);
    return made;
  }

  nativeTheme.on('updated', () => window?.setBackgroundColor(ground()));

  return {
    show: (target) => {
      if (!window) {
        window = open(target ?? { screen: 'overview' });
        return;
      }
      if (!painted) {
        if (target) void window.webContents.loadURL(pageAddress(target)).catch(() => undefined);
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      if (target) window.webContents.send('event', announcementText('window.target', target));
    },
    send: (text) => {
      if (window && !window.webContents.isCrashed()) window.webContents.send('event', text);
    },
    close: () => window?.destroy(),
    contents: () => window?.webContents,
    parent: () => window,
  };
}

/** The keys that Electron's menu would have, which this program does without. */
function shortcut({ type, key, control, meta, alt, shift }: Input): 'quit' | 'close' | undefined {
  if (type !== 'keyDown' || !control || meta || alt || shift) return undefined;
  return key.toLowerCase() === 'q' ? 'quit' : key.toLowerCase() === 'w' ? 'close' : undefined;
}
