import { existsSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/**
 * Puts these processes before all others on the machine, so that a measure of them is of the program and not of the tests beside it, and
 * gives what ends that. It is root's right.
 *
 * Where the kernel shares the processors between sessions of processes first (`CONFIG_SCHED_AUTOGROUP`), a niceness counts within one
 * session alone, and each has its own (sched(7), "The autogroup feature").
 */
export function putAhead(pids: readonly number[]): () => void {
  const set = (niceness: number) => {
    for (const pid of pids.filter((one) => existsSync(`/proc/${one}`))) {
      setPriority(pid, niceness);
      if (existsSync(`/proc/${pid}/autogroup`)) writeFileSync(`/proc/${pid}/autogroup`, `${niceness}`);
    }
  };
  set(-15);
  return () => set(0);
}
