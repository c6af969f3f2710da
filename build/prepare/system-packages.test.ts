import { describe, expect, it } from 'vitest';
import { needs, type Purpose } from './needs.mjs';
import { adviceFor, missingFor, packagesOf } from './system-packages.mjs';

/** The needs of this program on a machine that has the named parts and no other. */
const machine = (...there: string[]) => needs.map((need) => ({ ...need, isThere: () => there.includes(need.name) }));
const everything = needs.map((need) => need.name);
const core = ['rdiff-backup', 'sshd', 'ssh', 'ssh-keygen', 'flock'];

it.each(['start', 'demo', 'test', 'bench'] as Purpose[])('misses nothing for %s on a machine that has everything', (purpose) => {
  expect(missingFor(purpose, machine(...everything))).toEqual([]);
});

it('names a package once, however many of its commands are missing', () => {
  expect(packagesOf(missingFor('demo', machine('rdiff-backup', 'sshd', 'flock', 'libraries of Electron')))).toEqual(['openssh-client']);
});

it('asks for an SSH server only where one is started', () => {
  const there = everything.filter((name) => name !== 'sshd');
  expect(missingFor('start', machine(...there))).toEqual([]);
  expect(packagesOf(missingFor('demo', machine(...there)))).toEqual(['openssh-server']);
});

it('asks for what only tests use only where there are tests', () => {
  expect(packagesOf(missingFor('demo', machine(...core, 'libraries of Electron')))).toEqual([]);
  expect(packagesOf(missingFor('test', machine(...core, 'libraries of Electron')))).toEqual([
    'chromium',
    'xvfb',
    'xauth',
    'dbus-daemon',
    'libfaketime',
    'fonts-noto-cjk',
    'acl',
    'attr',
    'python3-pylibacl',
    'python3-pyxattr',
    'python3-dbusmock',
    'python3-gi',
  ]);
});

it('can work without anything but the core', () => {
  const bearable = (...there: string[]) => missingFor('bench', machine(...there)).every((need) => need.core !== true);
  expect(bearable(...core)).toBe(true);
  expect(bearable(...everything.filter((name) => name !== 'flock'))).toBe(false);
});

describe('adviceFor', () => {
  it('is the line to type where there is apt', () => {
    expect(adviceFor(['rdiff-backup', 'openssh-server'], true)).toBe(
      'Missing: rdiff-backup, openssh-server. Install them with: sudo apt-get install -y rdiff-backup openssh-server',
    );
  });

  it('names the packages where there is none', () => {
    expect(adviceFor(['rdiff-backup'], false)).toBe('Missing: rdiff-backup. Install them with the package manager of this system.');
  });
});
