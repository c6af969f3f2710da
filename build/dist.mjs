// `npm run dist`: packages for the platform this runs on, by electron-builder, into dist/. Its options can follow: `-- --linux deb`.
import { spawn } from 'node:child_process';
import { downloadElectron } from './open/download.mjs';
import { locateElectron } from './open/electron.mjs';
import { endAlike, endFailed, follow } from './open/follow.mjs';
import { top } from './prepare/places.mjs';
import { ShownFailure } from './prepare/shown-failure.mjs';

const builder = `${top}/node_modules/electron-builder/cli.js`;
const args = process.argv.slice(2);

/** @param {string} line */
function say(line) {
  console.log(line);
}

/** Fills the cache that electron-builder takes Electron from; one that is named on the command line needs no download. */
async function whyNoElectron() {
  if (args.some((arg) => arg.includes('electronDist')) || locateElectron({})) return undefined;
  return downloadElectron(say);
}

async function main() {
  const why = await whyNoElectron();
  if (why !== undefined) throw new ShownFailure(`Nothing was packaged: Electron could not be downloaded (${why}).`);
  const config = ['--config', 'build/electron-builder.config.mjs', '--publish', 'never'];
  return follow(spawn(process.execPath, [builder, ...config, ...args], { cwd: top, stdio: 'inherit' }));
}

await main().then(endAlike, endFailed);
