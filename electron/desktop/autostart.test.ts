import { expect, it } from 'vitest';
import { fakeFiles } from '../platform/fakes.testing.ts';
import type { Files } from '../platform/ports.ts';
import { loginItem, xdgAutostart, type StartCommand } from './autostart.ts';

const path = '/home/me/.config/autostart/modosu.desktop';

function setup(given?: string, command: Partial<StartCommand> = {}) {
  const texts = new Map(given === undefined ? [] : [[path, given]]);
  const files: Files = {
    ...fakeFiles(texts),
    remove: (file) => {
      texts.delete(file);
      return Promise.resolve();
    },
  };
  const autostart = xdgAutostart(files, path, { program: ['/opt/Modosu.AppImage'], home: undefined, ...command });
  return { autostart, text: () => texts.get(path) };
}

it('is on by a file that starts the program hidden, and off without it', async () => {
  const { autostart, text } = setup();
  expect(await autostart.isOn()).toBe(false);
  await autostart.set(true);
  expect(text()).toContain('\nExec="/opt/Modosu.AppImage" "--hidden"\n');
  expect(await autostart.isOn()).toBe(true);
  await autostart.set(false);
  expect([text(), await autostart.isOn()]).toEqual([undefined, false]);
});

it.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])('is off when another program wrote %s, and stays off', async (line) => {
  const given = `[Desktop Entry]\n${line}\nExec="/old" "--hidden"\n`;
  const { autostart, text } = setup(given);
  expect(await autostart.isOn()).toBe(false);
  await autostart.refresh();
  expect(text()).toBe(given);
});

it('follows a program that has moved, and keeps what a person wrote beside it', async () => {
  const { autostart, text } = setup('[Desktop Entry]\nExec="/old place/modosu" "--hidden"\nX-GNOME-Autostart-Delay=90\n');
  await autostart.refresh();
  expect(text()).toBe('[Desktop Entry]\nExec="/opt/Modosu.AppImage" "--hidden"\nX-GNOME-Autostart-Delay=90\n');
});

it('writes a program with $& in its path as it is', async () => {
  const { autostart, text } = setup('[Desktop Entry]\nExec="/old" "--hidden"\n', { program: ["/$&/$'"] });
  await autostart.refresh();
  expect(text()).toBe(`[Desktop Entry]\nExec="/\\\\$&/\\\\$'" "--hidden"\n`);
});

it('starts a program with a % in its path by another one, because GLib would not find it', async () => {
  const { autostart, text } = setup(undefined, { program: ['/opt/100% mine/Modosu.AppImage'] });
  await autostart.set(true);
  expect(text()).toContain('\nExec="/usr/bin/env" "/opt/100%% mine/Modosu.AppImage" "--hidden"\n');
  expect(await autostart.isOn()).toBe(true);
});

it('does not write where nothing was', async () => {
  const { autostart, text } = setup();
  await autostart.refresh();
  expect(text()).toBeUndefined();
});

it('names a home that is not the usual one, and leaves the entry of another home alone', async () => {
  const { autostart, text } = setup(undefined, { home: '/srv/my "home"' });
  await autostart.set(true);
  expect(text()).toContain('Exec="/opt/Modosu.AppImage" "--hidden" "--home" "/srv/my \\\\"home\\\\""\n');
  expect(await autostart.isOn()).toBe(true);

  const other = setup(text());
  await other.autostart.refresh();
  expect([await other.autostart.isOn(), other.text()]).toEqual([false, text()]);
});

it('keeps the list of Windows and macOS by the same arguments', async () => {
  const calls: unknown[] = [];
  const app = {
    setLoginItemSettings: (settings: unknown) => void calls.push(settings),
    getLoginItemSettings: (options: unknown) => {
      calls.push(options);
      return { openAtLogin: true };
    },
  };
  const autostart = loginItem(app, 'C:\\data');
  await autostart.set(true);
  expect([await autostart.isOn(), calls]).toEqual([
    true,
    [{ openAtLogin: true, args: ['--hidden', '--home', 'C:\\data'] }, { args: ['--hidden', '--home', 'C:\\data'] }],
  ]);
});
