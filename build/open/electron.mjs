import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { top } from '../prepare/places.mjs';

/** @typedef {{ file: string, version: string | undefined }} Electron */
/** @typedef {{ why: string }} NoElectron */

/** The npm package `electron`, which holds no program until it is told to download one. */
export const electronPackage = `${top}/node_modules/electron`;

/** The program inside a distribution, as that package names it. */
const programs = new Map([
  ['darwin', 'Electron.app/Contents/MacOS/Electron'],
  ['win32', 'electron.exe'],
]);
const program = programs.get(process.platform) ?? 'electron';

/**
 * The Electron that is on this machine: the copy that `ELECTRON_OVERRIDE_DIST_PATH` names, or the downloaded one. Undefined when
 * it has yet to be downloaded.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Electron | NoElectron | undefined}
 */
export function locateElectron(env, folder = electronPackage) {
  const own = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  if (own !== '') {
    const file = join(own, program);
    return existsSync(file) ? { file, version: distVersion(own) } : { why: `there is no ${program} in ELECTRON_OVERRIDE_DIST_PATH` };
  }
  const file = join(folder, 'dist', program);
  const version = distVersion(join(folder, 'dist'));
  // path.txt is written last: without it the download was not unpacked to its end.
  const isWhole = existsSync(file) && existsSync(join(folder, 'path.txt')) && version === wantedVersion(folder);
  return isWhole ? { file, version } : undefined;
}

/** The version of Electron that this program is made for. */
export function wantedVersion(folder = electronPackage) {
  return existsSync(join(folder, 'package.json')) ? manifestIn(folder).version : undefined;
}

/**
 * @param {string} folder
 * @returns {{ version: string }}
 */
function manifestIn(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** @param {string} dist */
function distVersion(dist) {
  const file = join(dist, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined;
}
