import type { Desktop, Files } from '../platform/ports.ts';
import { autostartEntry, entryValue, execValue, isEnabled, type CommandLine } from './desktop-entry.ts';

export type Autostart = NonNullable<Desktop['autostart']> & {
  /** Writes the command anew where the program has moved since; an entry that is off, or starts another home, stays as it is. */
  refresh(): Promise<void>;
};

/** How the program is started with the session; `home` only when it is not the usual one. */
export type StartCommand = { program: CommandLine; home: string | undefined };

const maxBytes = 65_536;

/** Starting with the session by a file of the XDG autostart folder. The file alone says whether it is on: other programs edit it too. */
export function xdgAutostart(files: Files, path: string, { program, home }: StartCommand): Autostart {
  const folder = path.slice(0, path.lastIndexOf('/'));
  const tail = ['"--hidden"', ...(home === undefined ? [] : [execValue(['--home', home])])].join(' ');
  // GLib looks for the program before it makes one % of two, and does not find it: then env(1) is what it finds.
  const exec = `${execValue(program[0].includes('%') ? ['/usr/bin/env', ...program] : program)} ${tail}`;
  const entry = async () => {
    // Who keeps settings in a repository has links here.
    const file = (await files.realPath(path)) ?? path;
    return { file, text: (await files.text(file, maxBytes)) ?? '' };
  };
  const isOurs = (text: string) => isEnabled(text) && entryValue(text, 'Exec')?.endsWith(` ${tail}`) === true;

  return {
    isOn: async () => isOurs((await entry()).text),
    set: async (on) => {
      if (!on) return files.remove(path);
      await files.makeFolder(folder);
      await files.write(path, autostartEntry(exec));
    },
    refresh: async () => {
      const { file, text } = await entry();
      if (!isOurs(text) || entryValue(text, 'Exec') === exec) return;
      const changed = text.replace(/^Exec\s*=.*$/m, () => `Exec=${exec}`);
      await files.write(file, changed);
    },
  };
}

/** What of Electron's `app` starting with the session needs on Windows and macOS. */
type LoginItems = {
  setLoginItemSettings(settings: { openAtLogin: boolean; args: string[] }): void;
  getLoginItemSettings(options: { args: string[] }): { openAtLogin: boolean };
};

/** The same on Windows and macOS, which keep a list of their own. */
export function loginItem(app: LoginItems, home: string | undefined): Autostart {
  const args = ['--hidden', ...(home === undefined ? [] : ['--home', home])];
  return {
    isOn: () => Promise.resolve(app.getLoginItemSettings({ args }).openAtLogin),
    set: (openAtLogin) => {
      app.setLoginItemSettings({ openAtLogin, args });
      return Promise.resolve();
    },
    refresh: () => Promise.resolve(),
  };
}
