// `npm start`: opens the program on a person's own profile, in Electron where that can be had, otherwise in the browser. Plain
// JavaScript for Node 20. One command, called with `exec`, so that the signals that npm passes on arrive here and not at a shell.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { endAlike, endFailed, follow } from './open/follow.mjs';
import { openProgram } from './open/open.mjs';
import { top } from './prepare/places.mjs';

const usage = 'Usage: npm start [-- [--hidden] [--home DIR]]';

/** @param {string} line */
function say(line) {
  console.log(line);
}

function wishes() {
  try {
    const { values } = parseArgs({ options: { hidden: { type: 'boolean' }, home: { type: 'string' } } });
    // npm changes to the top level; a folder is meant as seen from where the person is.
    const home = values.home === undefined ? undefined : resolve(process.env['INIT_CWD'] ?? '.', values.home);
    return { home, hidden: values.hidden };
  } catch {
    return undefined;
  }
}

/** @param {import('./open/open.mjs').Wishes} wished */
async function start(wished) {
  // A process of its own, because what it installs is not there yet when this one begins.
  const prepared = await follow(spawn(process.execPath, [`${top}/build/prepare.mjs`, '--for', 'start'], { stdio: 'inherit' }));
  return prepared.code === 0 ? openProgram(wished, say) : prepared;
}

const wished = wishes();
if (wished) await start(wished).then(endAlike, endFailed);
else {
  console.error(usage);
  process.exitCode = 3;
}
