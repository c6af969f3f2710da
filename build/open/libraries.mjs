import { spawnSync } from 'node:child_process';

/**
 * The shared libraries that a program needs and this machine does not have. Empty as well where nobody can say.
 * @param {string} file
 */
export function missingLibraries(file) {
  if (process.platform !== 'linux') return [];
  const { stdout } = spawnSync('ldd', [file], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  return missingIn(typeof stdout === 'string' ? stdout : '');
}

/**
 * The names that ldd could not find.
 * @param {string} said
 */
export function missingIn(said) {
  return [...said.matchAll(/^\s*(\S+) => not found/gm)].map(([, name = '']) => name);
}
