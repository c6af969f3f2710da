// `npm start`: opens the program on a person's own profile, in Electron where that can be had, otherwise in the browser.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { endAlike } from './open/follow.mjs';
import { openProgram } from './open/open.mjs';

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

const wished = wishes();
if (wished) endAlike(await openProgram(wished, say));
else {
  console.error(usage);
  process.exitCode = 3;
}
