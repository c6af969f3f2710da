import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { top } from './places.mjs';

const shownLines = 15;

/**
 * Runs a command in the top level and answers with undefined when it went well, otherwise with the last lines it wrote.
 * @param {string} file
 * @param {string[]} args
 * @returns {string | undefined}
 */
export function runQuietly(file, args) {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-prepare-'));
  const log = join(folder, 'output.log');
  const output = openSync(log, 'w');
  try {
    const ended = spawnSync(file, args, {
      cwd: top,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', output, output],
    });
    if (ended.error) return `${file}: ${ended.error.message}`;
    if (ended.status === 0) return undefined;
    // Some write colours even when told not to.
    const lines = stripVTControlCharacters(readFileSync(log, 'utf8')).split('\n');
    return lines.filter(isTelling).slice(-shownLines).join('\n');
  } finally {
    closeSync(output);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} line */
function isTelling(line) {
  return line.trim() !== '' && !/^\s+at /.test(line);
}
