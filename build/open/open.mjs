import { spawn } from 'node:child_process';
import { builtCli, node24, top } from '../prepare/places.mjs';
import { provideSystem } from '../prepare/system-packages.mjs';
import { chooseOpening, inBrowser } from './choose.mjs';
import { downloadElectron } from './download.mjs';
import { locateElectron } from './electron.mjs';
import { follow } from './follow.mjs';
import { missingLibraries } from './libraries.mjs';

/** @typedef {{ home?: string | undefined, hidden?: boolean | undefined }} Wishes */
/** @typedef {import('./follow.mjs').End} End */

/** Signals that end a program which could not even begin: its sandbox is refused, its display does not answer. */
const crashes = ['SIGTRAP', 'SIGABRT', 'SIGSEGV', 'SIGILL'];
const begins = 10_000;

/**
 * Opens the window, in Electron or in the browser, and answers when the program has ended. `chosen` hears which it will be.
 * @param {Wishes} wishes
 * @param {(line: string) => void} say
 * @param {(window: 'electron' | 'browser') => void} chosen
 * @returns {Promise<End>}
 */
export async function openProgram(wishes, say, chosen = () => undefined) {
  const opening = await chooseOpening(thisMachine(say));
  say(opening.line);
  chosen(opening.electron ? 'electron' : 'browser');
  if (!opening.electron) return follow(startBrowser(wishes));
  const begun = Date.now();
  const end = await follow(startElectron(opening.electron, wishes));
  if (end.told || !crashes.includes(end.signal ?? '') || Date.now() - begun > begins) return end;
  say(inBrowser(`Electron ended at once (${String(end.signal)})`).line);
  chosen('browser');
  return follow(startBrowser(wishes));
}

/**
 * @param {(line: string) => void} say
 * @returns {import('./choose.mjs').Machine}
 */
function thisMachine(say) {
  const isLinux = process.platform === 'linux';
  return {
    hasScreen: !isLinux || [process.env['DISPLAY'], process.env['WAYLAND_DISPLAY']].some((screen) => (screen ?? '') !== ''),
    isLinuxRoot: isLinux && process.getuid?.() === 0,
    locate: () => locateElectron(process.env),
    download: async () => {
      const trouble = await downloadElectron(say);
      // Only an Electron that is here can say which libraries it lacks.
      const lack = trouble === undefined ? provideSystem('start', say) : undefined;
      if (lack) say(lack.advice);
      return trouble;
    },
    missingLibraries,
  };
}

/**
 * @param {{ file: string, switches: string[] }} electron
 * @param {Wishes} wishes
 */
function startElectron({ file, switches }, { home, hidden }) {
  // Chromium's own messages about buses and graphics are nothing to a person; what this program says comes through.
  const args = [...switches, '--log-level=3', top, ...(hidden ? ['--hidden'] : []), ...(home === undefined ? [] : ['--home', home])];
  const env = { ...process.env };
  delete env['ELECTRON_RUN_AS_NODE'];
  return spawn(file, args, { env, stdio: 'inherit' });
}

/** @param {Wishes} wishes */
function startBrowser({ home, hidden }) {
  const args = [builtCli, 'serve', ...(hidden ? ['--no-open'] : []), ...(home === undefined ? [] : ['--home', home])];
  return spawn(node24, args, { stdio: 'inherit' });
}
