// Makes a fresh machine ready: packages from npm, commands from the system, the program itself. Plain JavaScript for Node 18 and
// newer, because it runs before anything is installed.
import { bundle } from './prepare/bundle.mjs';
import { withLock } from './prepare/lock.mjs';
import { installPackages } from './prepare/npm-packages.mjs';
import { ShownFailure } from './prepare/shown-failure.mjs';
import { provideSystem } from './prepare/system-packages.mjs';

const purposes = /** @type {const} */ (['start', 'demo', 'test', 'bench']);

/** These can do nothing without the core of what they need; for the others it is enough to name what is missing. */
const strict = ['demo', 'bench'];

/** @param {string[]} args */
function purposeOf([option, value, ...rest]) {
  if (option === undefined) return undefined;
  const purpose = purposes.find((one) => one === value);
  if (option !== '--for' || purpose === undefined || rest.length > 0) {
    throw new ShownFailure(`Usage: node build/prepare.mjs [--for ${purposes.join('|')}]`);
  }
  return purpose;
}

/** @param {string} line */
function say(line) {
  console.log(line);
}

try {
  const purpose = purposeOf(process.argv.slice(2));
  await withLock(say, () => {
    installPackages(say);
    const lack = purpose && provideSystem(purpose, say);
    if (purpose && lack) {
      if (!lack.bearable && strict.includes(purpose)) throw new ShownFailure(lack.advice);
      say(lack.advice);
    }
    bundle(say);
  });
} catch (problem) {
  console.error(problem instanceof ShownFailure ? problem.message : `Preparing failed: ${String(problem)}`);
  process.exitCode = 1;
}
