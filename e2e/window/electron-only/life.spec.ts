import { createEngine, tables } from '../../../electron/engine.ts';
import { machinePorts, noDesktop } from '../../../electron/platform/machine.ts';
import { mkdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDesktopSession } from '../../office/desktop-session.ts';
import { missing } from '../../office/needs.ts';
import { isAlive } from '../../office/processes.ts';
import { askIn, builtProgram, expect, test, valueIn, type Opened } from './desktop.ts';

const closing = { keep: 0, quit: 1, cancel: 2 };

/** Closes the window as its frame does. */
const close = ({ electron }: Opened) => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

test('a second start ends at once with 0 and shows the window of the first, unless it is hidden', async ({ desktop }) => {
  const opened = await desktop.open({ args: ['--hidden'] });
  await expect.poll(() => opened.electron.evaluate(({ app }) => app.isReady())).toBe(true);
  expect((await desktop.startAgain(['--hidden'])).code).toBe(0);
  expect(await opened.windows()).toBe(0);
  const begun = performance.now();
  expect((await desktop.startAgain()).code).toBe(0);
  expect(performance.now() - begun).toBeLessThan(10_000);
  expect(await askIn(await opened.page(), 'status')).toMatchObject({ ok: true });
  expect((await desktop.startAgain()).code).toBe(0);
  expect(await opened.windows()).toBe(1);
});

test('a second start brings a window back that is out of sight', async ({ desktop }) => {
  const opened = await desktop.open();
  await opened.page();
  const look = () =>
    opened.electron.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0];
      return [window?.isVisible(), window?.isMinimized()];
    });
  await expect.poll(look).toEqual([true, false]);
  await opened.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await desktop.startAgain();
  await expect.poll(look).toEqual([true, false]);
});

test('A1: what a killed program left of its lock does not keep the next one out, whatever the machine is called now', async ({
  desktop,
}) => {
  const first = await desktop.open();
  await first.page();
  process.kill(first.pid, 'SIGKILL');
  await first.ended;
  const lock = join(desktop.home, 'window/SingletonLock');
  expect(readlinkSync(lock)).toContain(String(first.pid));
  const second = await desktop.open();
  expect(await askIn(await second.page(), 'status')).toMatchObject({ ok: true });
  process.kill(second.pid, 'SIGKILL');
  await second.ended;
  rmSync(lock);
  symlinkSync(`another-machine-${second.pid}`, lock);
  const third = await desktop.open();
  expect(await askIn(await third.page(), 'status')).toMatchObject({ ok: true });
});

test('G1: without a tray closing asks; kept running, the program lives on without a window and comes back by a second start', async ({
  desktop,
}) => {
  const opened = await desktop.open();
  await opened.page();
  await opened.answerWith(closing.cancel);
  await close(opened);
  await expect.poll(() => opened.asked()).toHaveLength(1);
  expect(await opened.windows()).toBe(1);
  expect((await opened.asked())[0]).toMatchObject({
    message: 'Keep Modosu running without a window?',
    buttons: ['Keep running', 'Quit', 'Cancel'],
  });
  expect((await opened.asked())[0]?.detail).toContain('start it again');

  await opened.answerWith(closing.keep);
  await close(opened);
  await expect.poll(() => opened.windows()).toBe(0);
  expect(isAlive(opened.pid)).toBe(true);
  await desktop.startAgain();
  await expect.poll(() => opened.windows()).toBe(1);
  const page = await opened.page();
  expect(await askIn(page, 'status')).toMatchObject({ ok: true });

  await opened.answerWith(closing.quit);
  await opened.pressControl('W');
  expect(await opened.ended).toBe(0);
});

test('with a tray closing asks nothing; the icon brings the window back, and a start from the session shows none', async ({
  desktop,
}, info) => {
  info.skip(missing.desktopSession !== undefined, missing.desktopSession);
  const session = await openDesktopSession();
  try {
    await session.panel.appear();
    const opened = await desktop.open({ args: ['--hidden'], env: session.env });
    await expect.poll(() => session.panel.item()).toBeDefined();
    expect(await opened.windows()).toBe(0);
    await session.panel.activate();
    await expect.poll(() => opened.windows()).toBe(1);
    expect(await valueIn(await opened.page(), 'program.about')).toMatchObject({ tray: true });
    await opened.answerWith(closing.cancel);
    await close(opened);
    await expect.poll(() => opened.windows()).toBe(0);
    expect([await opened.asked(), isAlive(opened.pid)]).toEqual([[], true]);
    await session.panel.activate();
    await expect.poll(() => opened.windows()).toBe(1);

    await session.panel.leave();
    await expect.poll(async () => valueIn(await opened.page(), 'program.about')).toMatchObject({ tray: false });
    await close(opened);
    await expect.poll(() => opened.asked()).toHaveLength(1);
    expect(await opened.windows()).toBe(1);
  } finally {
    session.close();
  }
});

test('a page cannot keep its window open', async ({ desktop }) => {
  const opened = await desktop.open();
  const page = await opened.page();
  await page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()));
  // Chromium listens to it only after a person has touched the page.
  await opened.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    for (const type of ['mouseDown', 'mouseUp'] as const) contents?.sendInputEvent({ type, x: 600, y: 400, button: 'left', clickCount: 1 });
  });
  await page.waitForTimeout(300);
  await opened.answerWith(closing.keep);
  await close(opened);
  await expect.poll(() => opened.windows()).toBe(0);
});

test('asks in the language that was chosen', async ({ desktop }) => {
  const opened = await desktop.open();
  await valueIn(await opened.page(), 'preferences.change', { language: 'ja' });
  await opened.answerWith(closing.cancel);
  await close(opened);
  await expect.poll(() => opened.asked()).toMatchObject([{ buttons: ['実行を継続', '終了', 'キャンセル'] }]);
});

test('started hidden without a tray there is no window, and the program can be reached', async ({ desktop }) => {
  const opened = await desktop.open({ args: ['--hidden'] });
  await new Promise((done) => setTimeout(done, 6000));
  expect(await opened.windows()).toBe(0);
  await desktop.startAgain();
  expect(await valueIn(await opened.page(), 'program.about')).toMatchObject({ kind: 'desktop', home: desktop.home, tray: false });
});

test('a crashed page comes back where it was, three times in a minute; then the person is asked', async ({ desktop }) => {
  const opened = await desktop.open();
  const page = await opened.page();
  await page.evaluate(() => (location.hash = 'settings'));
  const crash = () =>
    opened.electron.evaluate(
      ({ BrowserWindow }) =>
        new Promise<string>((resolve) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          contents?.once('did-finish-load', () => resolve(contents.getURL()));
          contents?.once('render-process-gone', () => setTimeout(resolve, 3000, 'not loaded again'));
          contents?.forcefullyCrashRenderer();
        }),
    );
  await opened.answerWith(1);
  for (let times = 0; times < 3; times += 1) expect(await crash()).toBe('app://modosu/#settings');
  expect(await opened.asked()).toEqual([]);
  expect(await crash().catch(() => 'gone')).not.toContain('app://');
  expect(await opened.asked()).toMatchObject([{ message: 'The window failed several times in a row.' }]);
  expect(await opened.windows()).toBe(0);
  await desktop.startAgain();
  await expect.poll(() => opened.windows()).toBe(1);
});

test('a page that crashed is answered again', async ({ desktop }) => {
  const opened = await desktop.open();
  await opened.page();
  const answer = await opened.electron.evaluate(
    ({ BrowserWindow }) =>
      new Promise<string>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('did-finish-load', () => {
          void contents.executeJavaScript("window.modosu.ask('status', {}).then((reply) => String(reply.ok))").then(resolve);
        });
        contents?.forcefullyCrashRenderer();
      }),
  );
  expect(answer).toBe('true');
});

/** The program in a folder that answers every dialog at once and tells it on stderr: Playwright would come too late for the first one. */
function answeringApp(dir: string): string {
  const app = join(dir, 'app');
  mkdirSync(app);
  writeFileSync(join(app, 'package.json'), '{"name":"modosu","type":"module","main":"start.js"}');
  const answer = "(box) => { process.stderr.write('asked ' + JSON.stringify(box) + '\\n'); return Promise.resolve({ response: 0 }); }";
  const lines = [
    "import { dialog } from 'electron';",
    `dialog.showMessageBox = ${answer};`,
    `await import(${JSON.stringify(builtProgram)});`,
  ];
  writeFileSync(join(app, 'start.js'), lines.join('\n'));
  return app;
}

test('a home that another program holds is named with its pid, and the program ends with 1', async ({ desktop }) => {
  const engine = createEngine(machinePorts(desktop.home, tables, { desktop: noDesktop('browser', '1') }), desktop.home);
  await engine.stay();
  const { code, stderr } = await desktop.startAgain([], answeringApp(desktop.dir));
  engine.close();
  expect(stderr).toContain(`asked {"type":"error"`);
  expect(stderr).toMatch(new RegExp(`already open in another Modosu.*process ${process.pid}`));
  expect(code).toBe(1);
});

test('a home that cannot be used is named, and the program ends with 1', async ({ desktop }) => {
  writeFileSync(desktop.home, 'a file');
  const { code, stderr } = await desktop.startAgain([], answeringApp(desktop.dir));
  expect(stderr).toContain(`The folder ${desktop.home} cannot be used`);
  expect(stderr).toContain('asked ');
  expect(code).toBe(1);
});

test('a mistake in the program is told on stderr and does not end it', async ({ desktop }) => {
  const opened = await desktop.open();
  const page = await opened.page();
  await opened.electron.evaluate(() => {
    setTimeout(() => {
      throw new Error('a mistake');
    });
    void Promise.reject(new Error('another one'));
  });
  await page.waitForTimeout(500);
  expect(await askIn(page, 'status')).toMatchObject({ ok: true });
});
