import { app, ipcMain, Menu, nativeTheme, powerMonitor, protocol, safeStorage } from 'electron';
import { join, resolve } from 'node:path';
import {
  apartFromWindow,
  autostartHere,
  checkCommand,
  checkFailed,
  checkOnce,
  claimInstance,
  connectSessionBus,
  createClosing,
  createLeaving,
  createMainWindow,
  createNotifier,
  createQuestions,
  createTrayIcon,
  desktopName,
  fenceProgram,
  followAppearance,
  followLife,
  followPreferences,
  inHome,
  lightenProcess,
  noRun,
  plainManner,
  refuseStart,
  safeStorageKeyring,
  serveQuestions,
  SettingsFile,
  showStatusInTray,
  startWords,
  stayLight,
  surviveMistakes,
  tellHidden,
  tellIncidents,
  tellRuns,
} from './desktop/desktop.ts';
import { createEngine, tables } from './engine.ts';
import { announce } from './platform/announcer.ts';
import { defaultHome } from './platform/home.ts';
import { machinePorts } from './platform/machine.ts';
import type { Desktop } from './platform/ports.ts';
import { sessionBusAddress } from './platform/session.ts';
import { turn } from './platform/turn.ts';
import { windowFiles } from './platform/window-files.ts';
import { chooseLanguage } from './platform/words.ts';

declare const MODOSU_VERSION: string;

const wanted = startWords(process.argv);
const home = resolve(wanted.home ?? defaultHome());
const systemLanguage = chooseLanguage(process.platform === 'linux' ? undefined : app.getPreferredSystemLanguages()[0]);
const icons = app.isPackaged ? join(process.resourcesPath, 'icons') : join(app.getAppPath(), 'build/icons');
const built = (name: string) => join(import.meta.dirname, name);

lightenProcess(app);
surviveMistakes();
begin().catch(async (error: unknown) => {
  if (wanted.check) {
    checkFailed(app, error);
    return;
  }
  await app.whenReady();
  await refuseStart(app, plainManner(systemLanguage), error);
});

async function begin(): Promise<void> {
  if (wanted.check) apartFromWindow(app, home);
  else
    inHome(home, () => {
      claimInstance(app, home, wanted);
    });
  fenceProgram(app, protocol);
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  // Not at the top level of the module: Electron is ready only once that has run to its end.
  await app.whenReady();

  const autostart = autostartHere(app, home);
  const desktop: Desktop = {
    kind: 'desktop',
    version: MODOSU_VERSION,
    systemLanguage,
    tray: () => tray.isPresent(),
    notifications: () => notifier.isAvailable(),
    autostart,
  };
  const ports = inHome(home, () =>
    machinePorts(home, tables, {
      desktop,
      store: SettingsFile,
      keyring: safeStorageKeyring(safeStorage, process.platform),
      checkCommand: checkCommand(app, home),
    }),
  );
  const { clock } = ports;
  const since = clock.now();
  const engine = createEngine(ports, home);
  if (wanted.check) {
    await checkOnce(app, engine);
    return;
  }
  // What Electron has waiting by now comes first: the settings that are read next take their time.
  await turn();
  const [bus] = await Promise.all([connectSessionBus({ clock, address: sessionBusAddress() }), engine.stay(), autostart.refresh()]);

  const { now: manner, whenChanged: whenMannerChanged } = await followPreferences(engine, systemLanguage);
  const quit = () => {
    app.quit();
  };
  const questions = createQuestions({ manner, parent: () => window.parent() });
  const leaving = createLeaving({
    clock,
    engine,
    atQuit: () => manner().preferences.atQuit,
    question: questions.quit,
    end: () => {
      tray.close();
      notifier.close();
      bus?.close();
      engine.close();
      app.exit(0);
    },
  });
  const window = createMainWindow({
    clock,
    files: windowFiles(built('window'), "'none'"),
    preload: built('preload.cjs'),
    icon: join(icons, 'app-128.png'),
    devTools: !app.isPackaged,
    mayClose: createClosing({ isPresent: () => tray.isPresent() }, questions.close, leaving),
    askAgain: questions.openAgain,
    quit,
  });
  const notifier = createNotifier({
    bus,
    iconFolder: icons,
    desktopEntry: desktopName.replace(/\.desktop$/, ''),
    opened: (run) => {
      window.show(run === noRun ? undefined : { screen: 'run', run });
    },
  });
  const tray = createTrayIcon({
    bus,
    clock,
    iconFolder: icons,
    actions: {
      open: window.show,
      startRun: (name) => void engine.ask('run.start', { name }),
      cancelRun: (name, run) => void engine.ask('run.cancel', { name, run }),
      pause: (length) => void engine.ask('pause.set', { name: null, length }),
      resume: (name) => void engine.ask('pause.end', { name }),
      quit,
    },
  });

  serveQuestions({ ipc: ipcMain, engine, contents: window.contents });
  announce({ clock, engine, send: window.send, over: new AbortController().signal });
  whenMannerChanged(showStatusInTray({ clock, engine, manner, show: tray.show }));
  followAppearance(nativeTheme, manner(), whenMannerChanged);
  tellRuns({ engine, manner, notifier, since });
  tellIncidents({ clock, engine, manner, notifier });
  stayLight({ app, clock, hasWindow: () => window.contents() !== undefined });
  followLife({ app, powerMonitor, leaving, show: window.show, wake: engine.wake });
  if (wanted.hidden) await tellHidden(clock, manner(), tray, notifier);
  else window.show();
}
