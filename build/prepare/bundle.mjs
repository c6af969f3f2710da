import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { builtCli, node24, top } from './places.mjs';
import { runQuietly } from './run-quietly.mjs';
import { ShownFailure } from './shown-failure.mjs';

const out = `${top}/out`;
const fresh = `${top}/.out-fresh`;
const old = `${top}/.out-old`;

/** What is built, in this order, and where in the new folder: the first one empties it. */
const parts = { 'vite.config.ts': '', 'vite.preload.config.ts': '', 'vite.window.config.ts': '/window' };
const sources = ['electron', 'renderer', 'package.json', 'package-lock.json', ...Object.keys(parts).map((config) => `build/${config}`)];

/**
 * Leaves the program in out/ as its sources are now. The new build is made beside the old one and takes its place whole.
 * Call it under the lock.
 * @param {(line: string) => void} say
 */
export function bundle(say) {
  if (!existsSync(`${top}/electron/cli.ts`) || isFresh()) return;
  say('Building the program (vite build).');
  const begun = new Date();
  try {
    for (const [config, folder] of Object.entries(parts)) {
      const vite = [`${top}/node_modules/vite/bin/vite.js`, 'build', '--config', `build/${config}`, '--outDir', `${fresh}${folder}`];
      const trouble = runQuietly(node24, vite);
      if (trouble !== undefined) throw new ShownFailure(`${trouble}\nThe program could not be built (vite build, ${config}).`);
    }
    // A source that changed while Vite was reading must count as newer than what came of it.
    utimesSync(`${fresh}/cli.js`, begun, begun);
    if (existsSync(out)) renameSync(out, old);
    renameSync(fresh, out);
  } finally {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  }
}

function isFresh() {
  if (!existsSync(builtCli)) return false;
  const built = statSync(builtCli).mtimeMs;
  return sources.every((source) => newest(`${top}/${source}`) <= built);
}

/**
 * When anything at or below the path last changed; a folder's own time tells of files that are gone.
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(`${path}/${name}`)));
}
