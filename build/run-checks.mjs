// Runs what is checked without running the program, side by side; ends badly when one of them does.
import { execFile } from 'node:child_process';
import { top } from './prepare/places.mjs';

const checks = ['lint', 'types', 'borders'];

/**
 * Runs one of the scripts of package.json, and then shows what it printed. Answers whether it ended well.
 * @param {string} name
 * @returns {Promise<boolean>}
 */
const isGood = (name) =>
  new Promise((resolve) => {
    execFile('npm', ['run', '-s', name], { cwd: top, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      process.stdout.write(`${name}: ${error ? 'failed' : 'good'}\n${stdout}${stderr}`);
      resolve(error === null);
    });
  });

const ended = await Promise.all(checks.map(isGood));
process.exitCode = ended.every(Boolean) ? 0 : 1;
