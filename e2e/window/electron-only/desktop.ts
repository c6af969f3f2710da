import { expect, type ElectronApplication, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asRoot, findElectron } from '../../office/electron.ts';
import { launchElectron } from '../../office/launch-electron.ts';
import { missing } from '../../office/needs.ts';
import { isAlive, waitUntil } from '../../office/processes.ts';
import { scratch } from '../../office/scratch.ts';
import { modosuShell, type ModosuShell } from '../../office/shell.ts';
import { test as base } from '../program.ts';

const top = fileURLToPath(new URL('../../..', import.meta.url));
/** The program as it was built. */
export const builtProgram = join(top, 'out/main.js');
export const builtPreload = join(top, 'out/preload.cjs');

/** The program in Electron, driven by Playwright. */
export type Opened = {
  readonly electron: ElectronApplication;
  readonly pid: number;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  windows(): Promise<number>;
  /** The page of the window, loaded as far as its scripts. */
  page(): Promise<Page>;
  /** From now on every native question is answered with the button of this place, or left open. */
  answerWith(button: number | 'nothing'): Promise<void>;
  /** Presses Control and a key as the keyboard does; what Playwright types never passes through Electron. */
  pressControl(key: string): Promise<void>;
  asked(): Promise<{ message: string; detail?: string; buttons?: string[] }[]>;
};

export type Desktop = {
  readonly dir: string;
  readonly home: string;
  /** XDG_CONFIG_HOME. */
  readonly config: string;
  readonly shell: ModosuShell;
  open(options?: { args?: string[]; env?: Record<string, string> }): Promise<Opened>;
  /** Starts the program without Playwright and answers how it ended; `app` is another folder to start. */
  startAgain(args?: string[], app?: string): Promise<{ code: number | null; stderr: string }>;
};

type Boxes = { modosuAsked?: { message: string }[] };

/** A desktop without a session bus, so without tray and notifications, and a home of its own. */
export const test = base.extend<{ desktop: Desktop }>({
  desktop: async ({ display }, use, info) => {
    const reason = missing.electron ?? missing.xvfb;
    info.skip(reason !== undefined, reason ?? '');
    const { dir, remove } = await scratch('modosu-desktop');
    const [home, config] = [join(dir, 'home'), join(dir, 'config')];
    const environment = {
      ...process.env,
      LANG: 'en_US.UTF-8',
      LC_ALL: 'en_US.UTF-8',
      DISPLAY: display?.display,
      XDG_CONFIG_HOME: config,
      DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    } as Record<string, string>;
    const started: ChildProcess[] = [];
    const executablePath = findElectron() ?? '';
    const args = (more: string[]) => [...asRoot, top, '--home', home, ...more];

    await use({
      dir,
      home,
      config,
      shell: modosuShell(home),
      open: async ({ args: more = [], env = {} } = {}) => {
        const electron = await launchElectron({
          args: args(more),
          env: { ...environment, ...env },
          chromiumSandbox: asRoot.length === 0,
          // Otherwise Playwright would decide between light and dark.
          colorScheme: null,
        });
        started.push(electron.process());
        return opened(electron);
      },
      startAgain: async (more = [], app = top) => {
        const child = spawn(executablePath, [...asRoot, app, '--home', home, ...more], {
          env: environment,
          stdio: ['ignore', 'ignore', 'pipe'],
        });
        started.push(child);
        let stderr = '';
        child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
        const [code] = (await once(child, 'exit')) as [number | null];
        return { code, stderr };
      },
    });
    for (const child of started) child.kill('SIGKILL');
    await waitUntil(() => started.every(({ pid }) => pid === undefined || !isAlive(pid)), { what: 'Electron to end' });
    await remove();
  },
});

function opened(electron: ElectronApplication): Opened {
  const child = electron.process();
  return {
    electron,
    pid: child.pid ?? 0,
    ended: once(child, 'exit').then(([code]) => code as number | null),
    windows: () => notCollected(() => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)),
    page: async () => {
      const page = electron.windows().at(-1) ?? (await electron.firstWindow());
      await page.waitForLoadState('load');
      return page;
    },
    answerWith: (button) =>
      electron.evaluate(({ dialog }, response) => {
        const boxes = globalThis as Boxes;
        const asked = (boxes.modosuAsked ??= []);
        const answer = (...given: unknown[]) => {
          asked.push(given.at(-1) as { message: string });
          return response === 'nothing' ? new Promise<never>(() => undefined) : Promise.resolve({ response, checkboxChecked: false });
        };
        dialog.showMessageBox = answer;
      }, button),
    pressControl: (key) =>
      electron.evaluate(({ BrowserWindow }, keyCode) => {
        BrowserWindow.getAllWindows()[0]?.webContents.sendInputEvent({ type: 'keyDown', keyCode, modifiers: ['control'] });
      }, key),
    asked: () => notCollected(() => electron.evaluate(() => (globalThis as Boxes).modosuAsked ?? [])),
  };
}

/**
 * The answer to a question that changes nothing. When the last window has gone the program collects its garbage, and with it the promise that
 * an answer of Playwright's just then may hang on.
 */
async function notCollected<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries === 5 || !String(error).includes('garbage collected')) throw error;
    }
  }
}

/** Asks the engine as a page does. */
export const askIn = (page: Page, name: string, input: unknown = {}): Promise<unknown> =>
  page.evaluate(([word, given]) => window.modosu?.ask(word as 'status', given as never), [name, input] as const);

/** The value of an answer that must be a good one. */
export async function valueIn<T>(page: Page, name: string, input: unknown = {}): Promise<T> {
  const reply = (await askIn(page, name, input)) as { ok: boolean; value: T };
  expect(reply, name).toMatchObject({ ok: true });
  return reply.value;
}

export { expect };
