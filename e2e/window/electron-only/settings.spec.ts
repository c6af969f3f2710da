import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { About, HostView, JobView } from '../../../electron/contract/requests.ts';
import type { SeenKey } from '../../../electron/contract/host.ts';
import { missing } from '../../office/needs.ts';
import { openOffice } from '../../office/office.ts';
import { expect, test, valueIn } from './desktop.ts';

test('the desktop and the shell keep their settings in the same document', async ({ desktop }, info) => {
  info.skip(missing.sshd !== undefined, missing.sshd);
  const office = await openOffice();
  try {
    const { port, user, keyFile } = office.sshd;
    const page = await (await desktop.open()).page();
    const draft = { name: 'web1', address: '127.0.0.1', port, user, keyFile, command: 'rdiff-backup' };
    const { fingerprint } = await valueIn<SeenKey>(page, 'host.scan', draft);
    await valueIn(page, 'host.add', { ...draft, fingerprint });
    const { value } = await desktop.shell.ask<HostView[]>('host', 'list');
    expect(value.map(({ host }) => host.name)).toEqual(['web1']);

    await desktop.shell.call('job', 'add', 'from the shell', '--from', '/srv/a', '--to', '/backup/a');
    expect((await valueIn<JobView[]>(page, 'job.list')).map(({ job }) => job.name)).toEqual(['from the shell']);
    const heard = page.evaluate(() => new Promise((resolve) => window.modosu?.on('status.changed', resolve)));
    await desktop.shell.call('job', 'add', 'second', '--from', '/srv/b', '--to', '/backup/b');
    expect(await heard).toEqual({});

    const file = join(desktop.home, 'settings.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(desktop.home).filter((name) => name.endsWith('.json'))).toEqual(['settings.json', 'settings.last-good.json']);
  } finally {
    await office.close();
  }
});

test('what is preferred survives a restart and reaches the look of the window', async ({ desktop }) => {
  const first = await desktop.open();
  await valueIn(await first.page(), 'preferences.change', { appearance: 'dark', language: 'ja' });
  const theme = ({ electron }: typeof first) => electron.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
  await expect.poll(() => theme(first)).toBe('dark');
  process.kill(first.pid, 'SIGTERM');
  await first.ended;
  const second = await desktop.open();
  const page = await second.page();
  expect(await valueIn(page, 'preferences.get')).toMatchObject({ appearance: 'dark', language: 'ja' });
  expect(await theme(second)).toBe('dark');
  expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  const ground = await second.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor());
  expect(ground?.toLowerCase()).toBe('#15171b');
});

test('starting with the session is a file of the desktop, and the file alone says whether it is on', async ({ desktop }) => {
  const first = await desktop.open();
  const page = await first.page();
  const file = join(desktop.config, 'autostart/org.modosu.Modosu.desktop');
  const isOn = async () => (await valueIn<About>(page, 'program.about')).autostart;
  expect(await isOn()).toBe(false);
  expect(await valueIn(page, 'autostart.set', { on: true })).toMatchObject({ autostart: true });
  const text = readFileSync(file, 'utf8');
  const exec = /^Exec=(.*)$/m.exec(text)?.[1] ?? '';
  expect(exec).toMatch(/^"\/[^"]*electron" "\/[^"]*" "--hidden" "--home" "[^"]*\/home"$/);
  expect(text).toContain('\nX-GNOME-Autostart-enabled=true\n');

  writeFileSync(file, text.replace('X-GNOME-Autostart-enabled=true', 'X-GNOME-Autostart-enabled=false'));
  expect(await isOn()).toBe(false);
  rmSync(file);
  expect(await isOn()).toBe(false);
  await valueIn(page, 'autostart.set', { on: true });
  await valueIn(page, 'autostart.set', { on: false });
  expect(existsSync(file)).toBe(false);

  writeFileSync(file, text.replace(/^Exec="[^"]*"/m, 'Exec="/moved/modosu"'));
  process.kill(first.pid, 'SIGTERM');
  await first.ended;
  await (await desktop.open()).page();
  expect(readFileSync(file, 'utf8')).toContain(`Exec=${exec}\n`);
});
