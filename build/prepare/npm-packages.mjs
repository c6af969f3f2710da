import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { node24, top } from './places.mjs';
import { runQuietly } from './run-quietly.mjs';
import { ShownFailure } from './shown-failure.mjs';

/** @typedef {{ packages?: Record<string, { version?: string, optional?: boolean } | undefined> }} LockFile */

const wanted = `${top}/package-lock.json`;
const installed = `${top}/node_modules/.package-lock.json`;
const stamp = `${top}/node_modules/.modosu-stamp`;

/**
 * Leaves node_modules as package-lock.json wants it.
 * @param {(line: string) => void} say
 */
export function installPackages(say) {
  const hash = createHash('sha256').update(readFileSync(wanted)).digest('hex');
  if (existsSync(node24) && (read(stamp) === hash || agrees(parse(read(wanted)), parse(read(installed))))) {
    if (read(stamp) !== hash) writeFileSync(stamp, hash);
    return;
  }
  say('Installing the packages (npm ci).');
  const trouble = runQuietly('npm', ['ci', '--loglevel=warn', '--include=dev']);
  if (trouble !== undefined) throw new ShownFailure(`${trouble}\nThe packages could not be installed (npm ci).`);
  if (!existsSync(node24)) throw new ShownFailure('npm ci left out Node 24. Allow its install script, then run: npm rebuild node');
  writeFileSync(stamp, hash);
}

/**
 * Whether everything the lock file wants is installed in that version; what is optional may be absent.
 * @param {LockFile} want
 * @param {LockFile} have
 */
export function agrees(want, have) {
  return Object.entries(want.packages ?? {}).every(([path, entry]) => {
    const there = have.packages?.[path];
    return path === '' || (there === undefined ? entry?.optional === true : there.version === entry?.version);
  });
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** @param {string} text */
function parse(text) {
  try {
    return /** @type {LockFile} */ (JSON.parse(text));
  } catch {
    return {};
  }
}
