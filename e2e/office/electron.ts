import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const installed = fileURLToPath(new URL('../../node_modules/electron', import.meta.url));

/** Electron's binary as the npm package would find it, without letting it download one; undefined when there is none. */
export function findElectron(): string | undefined {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const named = existsSync(join(installed, 'path.txt')) ? readFileSync(join(installed, 'path.txt'), 'utf8') : 'electron';
  const path = given === undefined || given === '' ? join(installed, 'dist', named) : join(given, named);
  return existsSync(path) ? path : undefined;
}

/**
 * The browser of the distribution; undefined when there is none. First the one that draws pages and nothing around them: with its whole
 * surface each window takes another second of computing.
 */
export const findChromium = (): string | undefined =>
  ['chromium-headless-shell', 'chromium', 'chromium-browser'].map((name) => `/usr/bin/${name}`).find((path) => existsSync(path));

/** Chromium refuses to run as root with its sandbox. */
export const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
