// Runs the two sets of tests one after the other, and ends with the names of what failed and the sum of their closing lines.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { node24, top } from './prepare/places.mjs';

const sets = [
  [`${top}/node_modules/vitest/vitest.mjs`, 'run', '--config', 'build/vitest.config.ts'],
  [`${top}/node_modules/@playwright/test/cli.js`, 'test', '--config', 'build/playwright.config.ts'],
];
// A new job is due at 02:30: the tests run where it is day, so that nothing becomes due while they look.
const TZ = new Date().getUTCHours() < 12 ? 'Asia/Singapore' : 'UTC';
// What a program that a test has killed leaves there goes at the end. Sockets get their names in it: it must be short.
const TMPDIR = await mkdtemp(join(tmpdir(), 'modosu-'));
// Some tests read as somebody else, who must get through it.
await chmod(TMPDIR, 0o711);
const closing = /^tests: (\d+) passed, (\d+) failed, (\d+) skipped$/;
/** Said again at the very end: whoever sees only the last lines of a long run sees these. @type {string[]} */
const failures = [];

/**
 * Runs one set and answers its counts; a set that ends without its closing line, or badly without naming a failure, has failed.
 * @param {string[]} args
 * @returns {Promise<[number, number, number]>}
 */
async function run(args) {
  const child = spawn(node24, args, { cwd: top, env: { ...process.env, TZ, TMPDIR }, stdio: ['inherit', 'pipe', 'inherit'] });
  let counts = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    console.log(line);
    if (closing.test(line)) counts = line;
    if (line.startsWith('failed: ')) failures.push(line);
  });
  let code = 1;
  child.once('exit', (status) => (code = status ?? 1));
  await once(child, 'close');
  const [passed = 0, failed = 0, skipped = 0] = (closing.exec(counts) ?? []).slice(1).map(Number);
  const unnamed = counts === '' || (code !== 0 && failed === 0) ? 1 : 0;
  return [passed, failed + unnamed, skipped];
}

const totals = [0, 0, 0];
for (const set of sets) {
  const counts = await run(set);
  counts.forEach((count, index) => (totals[index] = (totals[index] ?? 0) + count));
}
await rm(TMPDIR, { recursive: true, force: true });
console.log([...failures, `tests: ${totals[0]} passed, ${totals[1]} failed, ${totals[2]} skipped`].join('\n'));
process.exitCode = totals[1] === 0 ? 0 : 1;
