import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { top } from './places.mjs';

const lock = `${top}/.prepare.lock`;
const own = `${lock}.${process.pid}`;
/** Nothing done under the lock takes this long: an older one is left over, even if another process has its number by now. */
const longest = 20 * 60_000;

/**
 * Does the work while no other process in this folder does it; the lock of a process that is gone is taken over.
 * @template T
 * @param {(line: string) => void} say
 * @param {() => T | Promise<T>} work
 */
export async function withLock(say, work) {
  for (let told = false; !take();) {
    if (removeLeftOver()) continue;
    if (!told) say('Waiting for another preparation of this folder to end.');
    told = true;
    await pause(200);
  }
  try {
    return await work();
  } finally {
    // Moved first: an empty folder of that name would be taken by the next one while it is still being removed.
    renameSync(lock, own);
    rmSync(own, { recursive: true });
  }
}

function take() {
  // The folder gets its final name only with the number already in it, so that nobody ever sees a lock without an owner.
  rmSync(own, { recursive: true, force: true });
  mkdirSync(own);
  writeFileSync(`${own}/pid`, String(process.pid));
  try {
    renameSync(own, lock);
    return true;
  } catch (problem) {
    rmSync(own, { recursive: true, force: true });
    if (['ENOTEMPTY', 'EEXIST'].includes(codeOf(problem))) return false;
    throw problem;
  }
}

function removeLeftOver() {
  const owner = leftOverOwner(lock);
  if (owner === undefined) return false;
  const aside = `${lock}.aside.${process.pid}`;
  try {
    renameSync(lock, aside);
    // Between the look and the move another process may have taken the lock over: then it gets it back.
    if (leftOverOwner(aside) === owner) rmSync(aside, { recursive: true, force: true });
    else renameSync(aside, lock);
    return true;
  } catch {
    // Another process was faster; the next try sees what it did.
    return false;
  }
}

/** @param {string} folder */
function leftOverOwner(folder) {
  try {
    const owner = Number(readFileSync(`${folder}/pid`, 'utf8'));
    return Date.now() - statSync(folder).mtimeMs > longest || !isAlive(owner) ? owner : undefined;
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return codeOf(problem) === 'EPERM';
  }
}

/** @param {unknown} problem */
function codeOf(problem) {
  return /** @type {NodeJS.ErrnoException} */ (problem).code ?? '';
}
