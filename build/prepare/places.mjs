import { fileURLToPath } from 'node:url';

/** The top level of the repository, without a trailing slash. */
export const top = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Node 24 as npm installed it, whatever Node the machine has. */
export const node24 = `${top}/node_modules/node/bin/node`;

/** The built command line; it runs when it is imported. */
export const builtCli = `${top}/out/cli.js`;
