import { spawnSync } from 'node:child_process';
import { isOnPath } from './needs.mjs';
import { runQuietly } from './run-quietly.mjs';

/** Whether this machine gets its packages with apt. */
export const hasApt = () => isOnPath('apt-get');

/** What to put before a command so that it runs as root; undefined when that would ask for a password. */
export function wayToRoot() {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
}

/**
 * The packages under the names that this system knows them by: Debian 13 and Ubuntu 24.04 renamed some libraries, and Debian has a
 * Chromium that needs no screen as a package of its own. A name that it does not know at all stays as it is.
 * @param {string[]} packages
 */
export function namesHere(packages) {
  const isKnown = (/** @type {string} */ name) => spawnSync('apt-cache', ['show', name], { stdio: 'ignore' }).status === 0;
  return packages.map((name) => {
    const other = name === 'chromium' ? 'chromium-headless-shell' : `${name}t64`;
    return (name === 'chromium' || name.startsWith('lib')) && isKnown(other) ? other : name;
  });
}

/**
 * Installs packages as root. One that cannot be had here does not keep the others away.
 * @param {string[]} packages
 * @param {string[]} root
 * @param {(line: string) => void} say
 */
export function installWithApt(packages, root, say) {
  say(`Installing ${packages.join(', ')} (apt-get).`);
  // An SSH server is wanted here as a command only. Debian would start it on port 22: offline, systemctl starts nothing, and
  // runlevel 1 says the same to System V scripts.
  const quiet = ['DEBIAN_FRONTEND=noninteractive', 'SYSTEMD_OFFLINE=1', 'RUNLEVEL=1', 'PREVLEVEL=N'];
  const asRoot = (/** @type {string[]} */ ...command) => {
    const [file = '', ...args] = [...root, 'env', ...quiet, ...command];
    return runQuietly(file, args);
  };
  const patience = ['-o', 'DPkg::Lock::Timeout=60', '-o', 'Acquire::http::Timeout=30'];
  const install = (/** @type {string[]} */ names) => asRoot('apt-get', 'install', '-y', '--no-install-recommends', ...patience, ...names);
  // A failed update is no reason to stop: the lists may be good enough as they are.
  asRoot('apt-get', 'update', ...patience);
  const names = namesHere(packages);
  const trouble = install(names);
  if (trouble !== undefined) say(trouble);
  if (trouble !== undefined && names.length > 1) for (const name of names) install([name]);
  if (packages.includes('openssh-server') && isOnPath('systemctl')) asRoot('systemctl', 'disable', 'ssh.service', 'ssh.socket');
}
