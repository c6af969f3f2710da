import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { runQuietly } from './run-quietly.mjs';

/** @typedef {'start' | 'demo' | 'test' | 'bench'} Purpose */

/** @type {Record<string, string>} */
const packageOf = {
  'rdiff-backup': 'rdiff-backup',
  sshd: 'openssh-server',
  ssh: 'openssh-client',
  'ssh-keygen': 'openssh-client',
  flock: 'util-linux',
};

/**
 * The packages that bring what is missing for a purpose, each once. Only `start` does without a server of its own.
 * @param {Purpose} purpose
 * @param {(command: string) => boolean} isThere
 */
export function missingPackages(purpose, isThere) {
  const missing = Object.keys(packageOf).filter((command) => !(purpose === 'start' && command === 'sshd') && !isThere(command));
  return [...new Set(missing.map((command) => packageOf[command] ?? command))];
}

/**
 * The one line that tells a person what to do.
 * @param {string[]} packages
 * @param {boolean} apt whether the machine installs its packages with apt
 */
export function adviceFor(packages, apt) {
  const how = apt
    ? `Install them with: sudo apt-get install -y ${packages.join(' ')}`
    : 'Install them with the package manager of this system.';
  return `Missing: ${packages.join(', ')}. ${how}`;
}

/**
 * Installs what is missing where that needs no password, and answers with the advice when something is still missing.
 * @param {Purpose} purpose
 * @param {(line: string) => void} say
 * @returns {string | undefined}
 */
export function provideCommands(purpose, say) {
  const packages = missingPackages(purpose, isOnPath);
  if (packages.length === 0) return undefined;
  const apt = isOnPath('apt-get');
  const root = apt ? waysToRoot() : undefined;
  if (root) install(packages, root, say);
  const still = missingPackages(purpose, isOnPath);
  return still.length === 0 ? undefined : adviceFor(still, apt);
}

/** What to put before a command so that it runs as root; undefined when that would ask for a password. */
function waysToRoot() {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
}

/**
 * @param {string[]} packages
 * @param {string[]} root
 * @param {(line: string) => void} say
 */
function install(packages, root, say) {
  say(`Installing ${packages.join(', ')} (apt-get).`);
  // An SSH server is wanted here as a command only. Debian would start it on port 22: offline, systemctl starts nothing, and
  // runlevel 1 says the same to System V scripts.
  const quiet = ['DEBIAN_FRONTEND=noninteractive', 'SYSTEMD_OFFLINE=1', 'RUNLEVEL=1', 'PREVLEVEL=N'];
  const asRoot = (/** @type {string[]} */ ...command) => {
    const [file = '', ...args] = [...root, 'env', ...quiet, ...command];
    return runQuietly(file, args);
  };
  const patience = ['-o', 'DPkg::Lock::Timeout=60', '-o', 'Acquire::http::Timeout=30'];
  // A failed update is no reason to stop: the lists may be good enough as they are.
  asRoot('apt-get', 'update', ...patience);
  const trouble = asRoot('apt-get', 'install', '-y', '--no-install-recommends', ...patience, ...packages);
  if (trouble !== undefined) say(trouble);
  if (packages.includes('openssh-server') && isOnPath('systemctl')) asRoot('systemctl', 'disable', 'ssh.service', 'ssh.socket');
}

/** @param {string} command */
function isOnPath(command) {
  // sshd is called by its whole path and lives where an ordinary PATH does not look.
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(`${folder}/${command}`, constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}
