import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What @electron/fuses looks for in the executable; behind it schema 1, nine fuses, each as Electron ships it. */
const wire = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009101100011';

/** Writes what electron-builder takes for an unpacked Electron: its files, and an executable with nine fuses and nothing else. */
export async function writeStubElectron(folder: string): Promise<void> {
  for (const name of ['resources', 'locales']) await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, 'electron'), `not a program ${wire} not a program`, { mode: 0o755 });
  const plain = ['version', 'LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'locales/en-US.pak', 'locales/ja.pak', 'locales/de.pak'];
  for (const name of plain) await writeFile(join(folder, name), '');
}

/** A stand-in for fpm, which makes deb and rpm: keeps what it was asked for beside itself, as `<target>.args` and `<target>.desktop`. */
export const recordingFpm = `#!/bin/sh
here=$(dirname "$0") target=$5
for arg do printf '%s\\0' "$arg"; done >"$here/$target.args"
while [ $# -gt 0 ]; do
  case $1 in
    --package) : >"$2" ;;
    --after-install) cp "$2" "$here/$target.after-install" ;;
    *=/usr/share/applications/*) cp "\${1%%=*}" "$here/$target.desktop" ;;
  esac
  shift
done
`;
