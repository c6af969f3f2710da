import { hasApt, installWithApt, namesHere, wayToRoot } from './apt.mjs';
import { needs } from './needs.mjs';

/** @typedef {import('./needs.mjs').Need} Need */
/** @typedef {import('./needs.mjs').Purpose} Purpose */

/**
 * What is missing for a purpose.
 * @param {Purpose} purpose
 * @param {readonly Need[]} all
 */
export function missingFor(purpose, all) {
  return all.filter((need) => need.purposes.includes(purpose) && !need.isThere());
}

/**
 * The packages that bring what is missing, each once.
 * @param {readonly Need[]} missing
 */
export function packagesOf(missing) {
  return [...new Set(missing.flatMap((need) => need.packages))];
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
 * Installs what is missing where that needs no password. Answers with the advice when something is still missing, and whether
 * the purpose can be served without it.
 * @param {Purpose} purpose
 * @param {(line: string) => void} say
 * @returns {{ advice: string, bearable: boolean } | undefined}
 */
export function provideSystem(purpose, say) {
  const missing = missingFor(purpose, needs);
  if (missing.length === 0) return undefined;
  const apt = hasApt();
  const root = apt ? wayToRoot() : undefined;
  if (root) installWithApt(packagesOf(missing), root, say);
  const still = root ? missing.filter((need) => !need.isThere()) : missing;
  if (still.length === 0) return undefined;
  const packages = packagesOf(still);
  return { advice: adviceFor(apt ? namesHere(packages) : packages, apt), bearable: still.every((need) => need.core !== true) };
}
