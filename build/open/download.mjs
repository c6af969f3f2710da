import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, openSync, closeSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node24 } from '../prepare/places.mjs';
import { ShownFailure } from '../prepare/shown-failure.mjs';
import { follow } from './follow.mjs';
import { electronPackage, wantedVersion } from './electron.mjs';

/**
 * How long to wait, in milliseconds: for the first byte, for the next one (unpacking writes none), for the whole.
 */
const patience = { first: 15_000, next: 60_000, whole: 600_000, look: 500, say: 10_000 };

/**
 * Downloads Electron once, with the installer of its own package, which checks what it got. Answers with the reason when that
 * did not come to pass; throws when a signal ended it.
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>}
 */
export async function downloadElectron(say, installer = `${electronPackage}/install.js`, waits = patience) {
  say(`Downloading Electron ${wantedVersion() ?? ''} (about 120 MB, once).`);
  const folder = mkdtempSync(join(tmpdir(), 'modosu-electron-'));
  const log = openSync(join(folder, 'log'), 'w');
  // The installer downloads into the folder for temporary files: with one of its own, its progress can be seen.
  const temporary = { TMPDIR: folder, TEMP: folder, TMP: folder };
  const child = spawn(node24, [installer], { env: { ...process.env, ...temporary, NODE_USE_ENV_PROXY: '1' }, stdio: ['ignore', log, log] });
  const watch = watchGrowth(folder, waits, say, () => child.kill('SIGKILL'));
  const end = await follow(child);
  watch.end();
  closeSync(log);
  const said = readFileSync(join(folder, 'log'), 'utf8');
  rmSync(folder, { recursive: true, force: true });
  // A person who stops the download does not want the browser instead.
  if (end.told) throw new ShownFailure('Stopped.');
  return end.code === 0 ? undefined : (watch.stopped() ?? reasonIn(said));
}

/**
 * @param {string} folder
 * @param {typeof patience} waits
 * @param {(line: string) => void} say
 * @param {() => void} stop
 */
function watchGrowth(folder, waits, say, stop) {
  const begun = Date.now();
  let size = 0;
  let grown = begun;
  let said = begun;
  /** @type {string | undefined} */
  let why;
  const timer = setInterval(() => {
    const now = Date.now();
    const bytes = zipBytes(folder);
    if (bytes > size) [size, grown] = [bytes, now];
    if (now - grown > (size === 0 ? waits.first : waits.next)) why = size === 0 ? 'no answer' : 'the download stood still';
    if (now - begun > waits.whole) why = 'it took too long';
    if (why !== undefined) stop();
    if (size > 0 && now - said > waits.say) {
      said = now;
      say(`  ${Math.round(size / 1e6)} MB so far.`);
    }
  }, waits.look);
  return { stopped: () => why, end: () => clearInterval(timer) };
}

/** @param {string} folder */
function zipBytes(folder) {
  try {
    const zips = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.zip'));
    return zips.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  } catch {
    // A file went away between the two looks: the next look sees how it is.
    return 0;
  }
}

/**
 * What an installer that failed had to say: the message of its error, without the kind.
 * @param {string} log
 */
export function reasonIn(log) {
  const line = log.split('\n').find((one) => /^\s*\w*Error\b.*: /.test(one)) ?? log.trim().split('\n')[0] ?? '';
  return (
    line
      .trim()
      .replace(/^\w*Error(?: \[\w+\])?: /, '')
      .slice(0, 200) || 'it ended without a word'
  );
}
