import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { locateElectron } from '../open/electron.mjs';
import { missingLibraries } from '../open/libraries.mjs';

/** @typedef {'start' | 'demo' | 'test' | 'bench'} Purpose */
/**
 * What a purpose needs: how to see that it is there, and the packages that bring it. Without a part marked as `core` nothing
 * works; without another one, less.
 * @typedef {{ name: string, isThere: () => boolean, packages: string[], purposes: Purpose[], core?: boolean }} Need
 */

/** @type {Purpose[]} */
const all = ['start', 'demo', 'test', 'bench'];
/** @type {Purpose[]} */
const withServer = ['demo', 'test', 'bench'];
/** @type {Purpose[]} */
const withScreen = ['test', 'bench'];

/** What Electron links against; each brings the smaller ones with it. */
const libraries = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libatk-bridge2.0-0', 'libcups2'];

/**
 * @param {string} name
 * @param {string} from
 * @param {Purpose[]} purposes
 * @param {boolean} core
 * @returns {Need}
 */
const command = (name, from, purposes, core = false) => ({ name, isThere: () => isOnPath(name), packages: [from], purposes, core });

/** @type {readonly Need[]} */
export const needs = [
  command('rdiff-backup', 'rdiff-backup', all, true),
  command('sshd', 'openssh-server', withServer, true),
  command('ssh', 'openssh-client', all, true),
  command('ssh-keygen', 'openssh-client', all, true),
  command('flock', 'util-linux', all, true),
  command('rsync', 'rsync', ['bench']),
  { name: 'chromium', isThere: () => ['chromium-headless-shell', 'chromium'].some(isOnPath), packages: ['chromium'], purposes: ['test'] },
  command('xvfb-run', 'xvfb', withScreen),
  command('xauth', 'xauth', withScreen),
  command('dbus-run-session', 'dbus-daemon', withScreen),
  { name: 'libfaketime', isThere: hasFakeTime, packages: ['libfaketime'], purposes: ['test'] },
  { name: 'Japanese font', isThere: () => speaks('ja'), packages: ['fonts-noto-cjk'], purposes: ['test'] },
  // With both modules rdiff-backup keeps access control lists and extended attributes.
  command('setfacl', 'acl', ['test']),
  command('setfattr', 'attr', ['test']),
  {
    name: 'pylibacl',
    isThere: () => answers('/usr/bin/python3', ['-c', 'import posix1e, xattr']),
    packages: ['python3-pylibacl', 'python3-pyxattr'],
    purposes: ['test'],
  },
  {
    name: 'dbusmock',
    isThere: () => answers('/usr/bin/python3', ['-c', 'import dbusmock, gi']),
    packages: ['python3-dbusmock', 'python3-gi'],
    purposes: ['test'],
  },
  { name: 'libraries of Electron', isThere: electronLoads, packages: libraries, purposes: all },
];

/** True as well where there is no Electron yet: only one that is there can say what it lacks. */
function electronLoads() {
  const electron = locateElectron(process.env);
  return electron === undefined || 'why' in electron || missingLibraries(electron.file).length === 0;
}

/** libfaketime lies in the folder of the machine's architecture. */
function hasFakeTime() {
  const folder = '/usr/lib';
  return existsSync(folder) && readdirSync(folder).some((triplet) => existsSync(`${folder}/${triplet}/faketime/libfaketimeMT.so.1`));
}

/** @param {string} language */
function speaks(language) {
  const listed = spawnSync('fc-list', [`:lang=${language}`, 'family'], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.trim() !== '';
}

/**
 * @param {string} file
 * @param {string[]} args
 */
function answers(file, args) {
  return spawnSync(file, args, { stdio: 'ignore' }).status === 0;
}

/**
 * Whether a command can be called, also one that lives where an ordinary PATH does not look, as sshd does.
 * @param {string} name
 */
export function isOnPath(name) {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(`${folder}/${name}`, constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}
