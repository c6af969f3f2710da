import { chromium, expect, test as base, type Browser, type ElectronApplication, type Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asRoot, findChromium } from '../office/electron.ts';
import { launchElectron } from '../office/launch-electron.ts';
import { missing } from '../office/needs.ts';
import { openOffice, type Office } from '../office/office.ts';
import { modosuShell, type ModosuShell } from '../office/shell.ts';
import { seedHome } from '../office/seeded-home.ts';
import { openScreen, type Screen } from '../office/xvfb.ts';

const top = fileURLToPath(new URL('../..', import.meta.url));

export type WindowOptions = { kind: 'browser' | 'electron' };

/** The program with its window open, on a home of its own. */
export type Program = {
  readonly page: Page;
  /** Present in the electron project. */
  readonly electron: ElectronApplication | undefined;
  /** The pid of the process that holds the engine. */
  readonly pid: number;
  /** Ends the program as a person does and opens it again on the same home. */
  restart(): Promise<void>;
  /** SIGKILL to the program and all that belongs to its window, but not to a backup at work; then opens it again. */
  kill(): Promise<void>;
};

type Running = { page: Page; electron: ElectronApplication | undefined; pid: number; end(): Promise<void>; kill(): Promise<void> };

/** Everything that a page must not say: errors, exceptions, violations of its policy. */
function listenForTrouble(page: Page, troubles: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy/i.test(message.text())) troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(String(error)));
}

type World = { home: string; env: NodeJS.ProcessEnv; troubles: string[]; browser: () => Promise<Browser> };

async function openBrowser({ home, env, troubles, browser }: World): Promise<Running> {
  const server = spawn(process.execPath, [join(top, 'out/cli.js'), '--home', home, 'serve', '--no-open'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    let text = '';
    server.stdout.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      const found = /http:\/\/\S+/.exec(text)?.[0];
      if (found !== undefined) resolve(found);
    });
    server.once('exit', (code) => reject(new Error(`modosu serve ended with ${String(code)}: ${text}`)));
  });
  const window = await (await browser()).newContext({ viewport: { width: 1120, height: 720 }, locale: 'en-GB', reducedMotion: 'reduce' });
  const page = await window.newPage();
  listenForTrouble(page, troubles);
  await page.goto(address);
  const gone = once(server, 'exit');
  return {
    page,
    electron: undefined,
    pid: server.pid ?? 0,
    end: async () => {
      await window.close();
      server.kill('SIGINT');
      await gone;
    },
    kill: async () => {
      server.kill('SIGKILL');
      await gone;
      await window.close();
    },
  };
}

const startChromium = () =>
  chromium.launch({
    executablePath: findChromium() ?? '',
    args: [...asRoot, '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });

async function openElectron({ home, env, troubles }: World): Promise<Running> {
  const electron = await launchElectron({
    args: [top, '--home', home, ...asRoot],
    env: env as Record<string, string>,
    chromiumSandbox: asRoot.length === 0,
  });
  const page = await electron.firstWindow();
  listenForTrouble(page, troubles);
  await page.waitForLoadState('domcontentloaded');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const child = electron.process();
  const gone = once(child, 'exit');
  return {
    page,
    electron,
    pid: child.pid ?? 0,
    end: async () => {
      // What a SIGTERM does: no question, and a backup at work goes on.
      child.kill('SIGTERM');
      await gone;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

type Fixtures = { office: Office; home: string; shell: ModosuShell; troubles: string[]; program: Program };
/** Fills the home before the program opens it; null leaves it empty. */
export type SeedOption = { seed: Parameters<typeof seedHome>[1] | null };

/** A test with an office (sshd, web root), a shell on the same home, and the program's window. */
export const test = base.extend<Fixtures & WindowOptions & SeedOption, { display: Screen | undefined; chrome: World['browser'] }>({
  kind: ['browser', { option: true }],
  seed: [null, { option: true }],
  display: [
    async ({}, use) => {
      const screen = missing.xvfb === undefined ? await openScreen() : undefined;
      await use(screen);
      screen?.close();
    },
    { scope: 'worker' },
  ],
  chrome: [
    async ({}, use) => {
      let started: Promise<Browser> | undefined;
      await use(() => (started ??= startChromium()));
      await (await started)?.close();
    },
    { scope: 'worker' },
  ],
  office: async ({}, use) => {
    const office = await openOffice();
    await use(office);
    await office.close();
  },
  home: async ({ office }, use) => use(join(office.dir, 'home')),
  shell: async ({ home }, use) => use(modosuShell(home)),
  troubles: async ({}, use) => {
    const troubles: string[] = [];
    await use(troubles);
    expect(troubles, 'errors and policy violations in the console').toEqual([]);
  },
  program: async ({ kind, seed, home, troubles, display, chrome: browser }, use, info) => {
    const reason = kind === 'electron' ? (missing.electron ?? missing.xvfb) : missing.chromium;
    info.skip(reason !== undefined, reason ?? '');
    const env = {
      ...process.env,
      LANG: 'en_US.UTF-8',
      LC_ALL: 'en_US.UTF-8',
      DISPLAY: display?.display,
      DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    };
    if (seed) await seedHome(home, seed);
    const open = () => (kind === 'electron' ? openElectron : openBrowser)({ home, env, troubles, browser });
    let running = await open();
    await use({
      get page() {
        return running.page;
      },
      get electron() {
        return running.electron;
      },
      get pid() {
        return running.pid;
      },
      restart: async () => {
        await running.end();
        running = await open();
      },
      kill: async () => {
        await running.kill();
        running = await open();
      },
    });
    await running.end();
  },
});

export { expect };
