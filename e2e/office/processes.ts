import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** True while the process runs; one that has ended but was not yet collected counts as ended. */
export function isAlive(pid: number): boolean {
  return stateOf(pid) !== undefined;
}

/** Living processes started by `pid` or by any of its descendants; orphans have left the tree. */
export function descendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const child of allPids()) {
    const parent = stateOf(child)?.parent;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const below = (parent: number): number[] => (children.get(parent) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

/** The arguments of a process, empty when it is gone. */
export function commandLine(pid: number): string[] {
  const raw = read(`/proc/${pid}/cmdline`).replace(/\0+$/, '');
  return raw === '' ? [] : raw.split('\0');
}

/** Living processes, this one excepted, that name `text` in their arguments or work in a folder that does. */
export function processesWith(text: string): number[] {
  return allPids().filter(
    (pid) => pid !== process.pid && isAlive(pid) && (commandLine(pid).join(' ').includes(text) || workingFolder(pid).includes(text)),
  );
}

/** Living processes that run inside a login of the sshd on `port`, orphans included. */
export function sessionsOf(port: number): number[] {
  const server = new RegExp(`(^|\\0)SSH_CONNECTION=\\S+ \\d+ \\S+ ${port}(\\0|$)`);
  return allPids().filter((pid) => isAlive(pid) && server.test(read(`/proc/${pid}/environ`)));
}

/** Kills a process with all its descendants; they are frozen first, so that none can slip away by forking. */
export function endTree(root: number): void {
  const frozen = new Set<number>();
  for (let found = [root]; found.length > 0;) {
    for (const pid of found) {
      frozen.add(pid);
      signal(pid, 'SIGSTOP');
    }
    found = descendants(root).filter((pid) => !frozen.has(pid));
  }
  for (const pid of frozen) signal(pid, 'SIGKILL');
}

/** Resolves once `condition` holds; fails naming `what` after `timeoutMs`. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  { timeoutMs = 10_000, everyMs = 20, what }: { timeoutMs?: number; everyMs?: number; what: string },
): Promise<void> {
  const begun = performance.now();
  while (!(await condition())) {
    if (performance.now() - begun > timeoutMs) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    await sleep(everyMs);
  }
}

function allPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function stateOf(pid: number): { parent: number } | undefined {
  const stat = read(`/proc/${pid}/stat`);
  // The program name in parentheses may itself hold blanks and parentheses.
  const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === undefined || parent === undefined || state === 'Z' || state === 'X' ? undefined : { parent: Number(parent) };
}

function workingFolder(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
