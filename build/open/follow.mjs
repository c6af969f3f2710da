import { ShownFailure } from '../prepare/shown-failure.mjs';

/** How a process ended, and whether this one had been told to end before. @typedef {{ code: number | null, signal: NodeJS.Signals | null, told: boolean }} End */

/**
 * Passes the signals of this process on to its child until the child ends, and answers how it ended.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<End>}
 */
export function follow(child) {
  let told = false;
  const passOn = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']).map((signal) => {
    const listener = () => {
      told = true;
      // A terminal gives its Ctrl-C to both processes; passing it on would make two of one.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const stop of passOn) stop();
      resolve({ code, signal, told });
    });
  });
}

/**
 * Ends this process as its child ended.
 * @param {Pick<End, 'code' | 'signal'>} end
 */
export function endAlike({ code, signal }) {
  if (signal === null) process.exit(code ?? 1);
  process.kill(process.pid, signal);
}

/**
 * Ends this process with a failure: a foreseen one with its own words alone.
 * @param {unknown} problem
 */
export function endFailed(problem) {
  console.error(problem instanceof ShownFailure ? problem.message : `It failed: ${String(problem)}`);
  process.exitCode = 1;
}
