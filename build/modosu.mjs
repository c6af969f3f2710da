#!/usr/bin/env node
// The command `modosu`: runs out/cli.js on Node 24, be it this very process or the one npm installed. Standard output belongs to
// the program, so everything said here goes to standard error.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { endAlike, follow } from './open/follow.mjs';
import { builtCli, node24 } from './prepare/places.mjs';

const isNew = Number.parseInt(process.versions.node, 10) >= 24;

if (!existsSync(builtCli)) await build();
if (!existsSync(builtCli)) refuse('modosu is not built, and its sources are not here to build it from.');
else if (isNew) await import(pathToFileURL(builtCli).href);
else if (existsSync(node24)) await runOn(node24);
else refuse(`modosu needs Node 24, this is Node ${process.versions.node}. Run: npm ci`);

async function build() {
  if (!existsSync(node24)) return refuse('modosu is not installed yet. Run: npm ci');
  const { bundle } = await import('./prepare/bundle.mjs');
  const { withLock } = await import('./prepare/lock.mjs');
  const say = (/** @type {string} */ line) => {
    console.error(line);
  };
  try {
    await withLock(say, () => {
      bundle(say);
    });
  } catch (problem) {
    refuse(problem instanceof Error ? problem.message : String(problem));
  }
}

/** @param {string} node */
async function runOn(node) {
  try {
    endAlike(await follow(spawn(node, [builtCli, ...process.argv.slice(2)], { stdio: 'inherit' })));
  } catch (problem) {
    refuse(`modosu could not start ${node}: ${problem instanceof Error ? problem.message : String(problem)}`);
  }
}

/**
 * @param {string} why
 * @returns {never}
 */
function refuse(why) {
  console.error(why);
  process.exit(1);
}
