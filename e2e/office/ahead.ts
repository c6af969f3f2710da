import { readFileSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

const [first, asAll] = [-15, 0];

/**
 * Puts these processes before all others on the machine, as far as this user may, and gives what ends that: a measure of them is of the
 * program then, and less of the tests beside it.
 *
 * Where the kernel shares the processors between sessions of processes first (`CONFIG_SCHED_AUTOGROUP`), a niceness counts within its
 * session alone, and each session has one, too (sched(7), "The autogroup feature"): that of these and of this process is raised as well.
 * Everything in other sessions all but stands still then, so that this is for a few seconds.
 */
export function putAhead(pids: readonly number[]): () => void {
  // By the file of this process, where it is in the same one: that one is there still when the others have ended.
  const sessions = new Map([...pids, process.pid].flatMap(sessionOf));
  const set = (niceness: number) => {
    for (const pid of pids) attempt(() => setPriority(pid, niceness));
    for (const path of sessions.values()) attempt(() => writeFileSync(path, String(niceness)));
  };
  set(first);
  return () => set(asAll);
}

/** The session of a process by its name, with the file that takes its niceness; nothing where sessions have none. */
function sessionOf(pid: number): [string, string][] {
  const path = `/proc/${pid}/autogroup`;
  let said = '';
  attempt(() => (said = readFileSync(path, 'utf8')));
  const [name] = /^\S+(?= nice )/.exec(said) ?? [];
  return name === undefined ? [] : [[name, path]];
}

/** A process may be gone by now, and root in a container may lack the right: the measure is less steady then, and nothing else. */
function attempt(change: () => void): void {
  try {
    change();
  } catch {
    return;
  }
}
