/** @typedef {import('./electron.mjs').Electron} Electron */
/** @typedef {import('./electron.mjs').NoElectron} NoElectron */

/**
 * Where the window opens, and the one line that says so.
 * @typedef {{ electron: Electron & { switches: string[] }, line: string } | { electron?: undefined, line: string }} Opening
 */

/**
 * What the choice rests on.
 * @typedef {object} Machine
 * @property {boolean} hasScreen
 * @property {boolean} isLinuxRoot
 * @property {() => Electron | NoElectron | undefined} locate undefined: it has yet to be downloaded
 * @property {() => Promise<string | undefined>} download the reason when it failed
 * @property {(file: string) => string[]} missingLibraries
 */

/**
 * Electron wherever it can run, otherwise the browser.
 * @param {Machine} machine
 * @returns {Promise<Opening>}
 */
export async function chooseOpening(machine) {
  const found = await findElectron(machine);
  if ('why' in found) return inBrowser(found.why);
  const name = ['Electron', ...(found.version === undefined ? [] : [found.version])].join(' ');
  // Chromium refuses to run as root inside its sandbox.
  if (!machine.isLinuxRoot) return { electron: { ...found, switches: [] }, line: `Opening in ${name}.` };
  return {
    electron: { ...found, switches: ['--no-sandbox'] },
    line: `Opening in ${name}, without Chromium's sandbox because this is root.`,
  };
}

/**
 * The same program in the browser, and why.
 * @param {string} why
 * @returns {Opening}
 */
export const inBrowser = (why) => ({ line: `Opening in the browser: ${why.replace(/\.$/, '')}.` });

/**
 * @param {Machine} machine
 * @returns {Promise<Electron | NoElectron>}
 */
async function findElectron({ hasScreen, locate, download, missingLibraries }) {
  if (!hasScreen) return { why: 'there is no display' };
  const trouble = locate() === undefined ? await download() : undefined;
  if (trouble !== undefined) return { why: `Electron could not be downloaded (${trouble})` };
  const found = locate() ?? { why: 'Electron is not whole after its download' };
  if ('why' in found) return found;
  const missing = missingLibraries(found.file);
  return missing.length === 0 ? found : { why: `Electron lacks ${missing.join(', ')}` };
}
