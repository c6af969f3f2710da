import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium, findElectron } from './electron.ts';
import { findFakeTime } from './fake-time.ts';
import { findSshd } from './sshd-config.ts';

/** The modules of the distribution are installed for no other Python. */
export const systemPython = '/usr/bin/python3';

type Part =
  'rdiffBackup' | 'sshd' | 'root' | 'tmpfs' | 'loop' | 'procfs' | 'electron' | 'chromium' | 'xvfb' | 'desktopSession' | 'fakeTime' | 'acl';

/** For each part of the machine: why it cannot be used here, or `undefined` when it can. */
export const missing: Readonly<Record<Part, string | undefined>> = {
  rdiffBackup: works('rdiff-backup', ['--version']) ? undefined : 'needs rdiff-backup',
  sshd: whyNoSshd(),
  root: isRoot() ? undefined : 'needs root',
  tmpfs: whyNoTmpfs(),
  get loop() {
    return this.tmpfs ?? (works('losetup', ['--find']) && works('mkfs.ext4', ['-V']) ? undefined : 'needs a loop device and e2fsprogs');
  },
  electron: findElectron() === undefined ? 'needs Electron' : undefined,
  chromium: findChromium() === undefined ? 'needs chromium' : undefined,
  xvfb: existsSync('/usr/bin/Xvfb') ? undefined : 'needs xvfb',
  get desktopSession() {
    if (!works('dbus-daemon', ['--version'])) return 'needs dbus';
    return works(systemPython, ['-c', 'import gi, dbusmock']) ? undefined : 'needs python3-gi and python3-dbusmock';
  },
  get acl() {
    if (!works('setfacl', ['--version']) || !works('setfattr', ['--version'])) return 'needs acl and attr';
    return works(systemPython, ['-c', 'import posix1e, xattr']) ? undefined : 'needs python3-pylibacl and python3-pyxattr';
  },
  fakeTime: findFakeTime() === undefined ? 'needs libfaketime' : undefined,
  procfs: existsSync('/proc/self/stat') ? undefined : 'needs Linux with /proc',
};

/** Why no access control lists and extended attributes can be given to files and saved by rdiff-backup here. */
export function whyNoAttributes(): string | undefined {
  if (!works('setfacl', ['--version']) || !works('setfattr', ['--version'])) return 'needs acl and attr';
  return works(systemPython, ['-c', 'import xattr, posix1e']) ? undefined : 'needs python3-pyxattr and python3-pylibacl';
}

function whyNoSshd(): string | undefined {
  if (findSshd() === undefined) return 'needs openssh-server';
  return works('ssh', ['-V']) ? undefined : 'needs openssh-client';
}

function whyNoTmpfs(): string | undefined {
  if (!isRoot()) return 'needs root to mount a tmpfs';
  // Root in a container may still lack the right, and only an attempt tells.
  const dir = mkdtempSync(join(tmpdir(), 'modosu-needs-'));
  const mounted = works('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', dir]);
  if (mounted) works('umount', [dir]);
  rmdirSync(dir);
  return mounted ? undefined : 'needs the right to mount a tmpfs';
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function works(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
