import type { Page } from '@playwright/test';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '../../../electron/contract/run.ts';
import { heldUntilSignalled, isPart, kill } from '../../office/live-run.ts';
import { missing } from '../../office/needs.ts';
import { descendants, isAlive, waitUntil } from '../../office/processes.ts';
import { writeManyFiles } from '../../office/web-root.ts';
import { askIn, expect, test as base, valueIn, type Desktop, type Opened } from './desktop.ts';

const buttons = { leave: 0, cancel: 1, stay: 2 };

type AtWork = { opened: Opened; page: Page; run: Run; pid: number };

const test = base.extend<{ atWork: AtWork }>({
  /** The program with a backup of its own at work, which is held until the test lets it go on. */
  atWork: async ({ desktop }, use, info) => {
    info.skip(missing.rdiffBackup !== undefined, missing.rdiffBackup);
    const opened = await desktop.open();
    const page = await opened.page();
    const [from, to] = [join(desktop.dir, 'source'), join(desktop.dir, 'backup/www')];
    mkdirSync(from);
    mkdirSync(join(desktop.dir, 'backup'));
    await writeManyFiles(from, { count: 500, seed: 3 });
    await valueIn(page, 'job.add', { name: 'www', from, to });
    const run = await valueIn<Run>(page, 'run.start', { name: 'www' });
    const pid = await toolOf(desktop.home, run.id);
    process.kill(pid, 'SIGSTOP');
    await use({ opened, page, run, pid });
    kill(pid);
  },
});

async function toolOf(home: string, run: number): Promise<number> {
  let found: number | undefined;
  const look = () => {
    try {
      const leader = Number(readFileSync(join(home, 'runs', String(run), 'backup.pid'), 'utf8'));
      found = descendants(leader).find((pid) => isPart(pid, 'rdiff-backup'));
    } catch {
      // Not yet.
    }
    return found !== undefined;
  };
  await waitUntil(look, { what: 'rdiff-backup to start', everyMs: 5, timeoutMs: 30_000 });
  return found as number;
}

/** The record of a run as another program reads it. */
const recordOf = async ({ shell }: Desktop, { id }: Run): Promise<Run | undefined> =>
  (await shell.ask<Run[]>('runs')).value.find((run) => run.id === id);

const quit = ({ electron }: Opened) => electron.evaluate(({ app }) => app.quit()).catch(() => undefined);

test('I10: quitting asks once about a backup at work; left alone it survives, and the next start takes it over', async ({
  desktop,
  atWork: { opened, run, pid },
}) => {
  await opened.answerWith(buttons.stay);
  await quit(opened);
  await expect.poll(() => opened.asked()).toHaveLength(1);
  const [question] = await opened.asked();
  expect(question).toMatchObject({ message: 'www is being backed up.', buttons: ['Let it finish', 'Cancel the backup', 'Do not quit'] });
  expect(await opened.windows()).toBe(1);

  await opened.answerWith(buttons.leave);
  await quit(opened);
  expect(await opened.ended).toBe(0);
  expect(isAlive(pid)).toBe(true);

  const again = await desktop.open();
  const page = await again.page();
  expect(await valueIn<Run>(page, 'run.get', { run: run.id })).toMatchObject({ state: 'running', adopted: true });
  process.kill(pid, 'SIGCONT');
  await expect.poll(async () => (await valueIn<Run>(page, 'run.get', { run: run.id })).outcome?.kind, { timeout: 60_000 }).toBe('ok');
});

test('cancelling at the question ends the backup first and the program then', async ({ desktop, atWork: { opened, run, pid } }) => {
  await opened.answerWith(buttons.cancel);
  const held = heldUntilSignalled(pid);
  await quit(opened);
  await held;
  expect(await opened.ended).toBe(0);
  expect(isAlive(pid)).toBe(false);
  expect(await recordOf(desktop, run)).toMatchObject({ state: 'done', outcome: { kind: 'cancelled' } });
});

for (const [atQuit, outcome] of [
  ['leave', null],
  ['cancel', { kind: 'cancelled' }],
] as const) {
  test(`with the preference "${atQuit}" nothing is asked`, async ({ desktop, atWork: { opened, page, run, pid } }) => {
    await valueIn(page, 'preferences.change', { atQuit });
    // A question would keep the program open.
    await opened.answerWith(buttons.stay);
    const held = atQuit === 'cancel' ? heldUntilSignalled(pid) : undefined;
    await quit(opened);
    await held;
    expect(await opened.ended).toBe(0);
    expect(await recordOf(desktop, run)).toMatchObject({ outcome });
  });
}

for (const [name, end] of [
  ['SIGTERM', ({ pid }: Opened) => process.kill(pid, 'SIGTERM')],
  ['SIGHUP', ({ pid }: Opened) => process.kill(pid, 'SIGHUP')],
  [
    'the end of the session',
    // In a turn of its own, as it comes, and not inside a call of the debugger.
    ({ electron }: Opened) => electron.evaluate(({ powerMonitor }) => void setImmediate(() => powerMonitor.emit('shutdown'))),
  ],
] as const) {
  test(`${name} ends the program without a question and leaves the backup at work`, async ({ atWork: { opened, pid } }) => {
    await opened.answerWith(buttons.stay);
    await end(opened);
    expect(await opened.ended).toBe(0);
    expect(isAlive(pid)).toBe(true);
  });
}

test('Ctrl+Q and Ctrl+C in the terminal ask; a second Ctrl+C while it is asked ends the program', async ({
  atWork: { opened, page, pid },
}) => {
  await opened.answerWith(buttons.stay);
  await opened.pressControl('Q');
  await expect.poll(() => opened.asked()).toHaveLength(1);
  await opened.answerWith('nothing');
  process.kill(opened.pid, 'SIGINT');
  await expect.poll(() => opened.asked()).toHaveLength(2);
  expect(await askIn(page, 'status')).toMatchObject({ ok: true });
  process.kill(opened.pid, 'SIGINT');
  expect(await opened.ended).toBe(0);
  expect(isAlive(pid)).toBe(true);
});

test('A2: a backup at work goes on when the page of the window crashes, and the page shows it again', async ({
  atWork: { opened, run, pid },
}) => {
  const seen = await opened.electron.evaluate(
    ({ BrowserWindow }, id) =>
      new Promise<string>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('did-finish-load', () => {
          void contents
            .executeJavaScript(`window.modosu.ask('run.get', { run: ${id} }).then((reply) => reply.value.state)`)
            .then((state: string) => resolve(state));
        });
        contents?.forcefullyCrashRenderer();
      }),
    run.id,
  );
  expect([seen, isAlive(pid)]).toEqual(['running', true]);
});

test('without a backup at work quitting asks nothing', async ({ desktop }) => {
  const opened = await desktop.open();
  await opened.page();
  await opened.answerWith(buttons.stay);
  await quit(opened);
  expect(await opened.ended).toBe(0);
});
