import { readFileSync } from 'node:fs';
import { descendants } from '../office/processes.ts';

const tree = (pid: number): number[] => [pid, ...descendants(pid)];

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Proportional set size of a process and all below it, in MB (proc(5), smaps_rollup). */
export const pssOf = (pid: number): number =>
  tree(pid).reduce((sum, each) => sum + Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${each}/smaps_rollup`))?.[1] ?? 0), 0) / 1024;

/** Processor time that a process and all below it have used, in seconds. */
export const cpuSecondsOf = (pid: number): number =>
  tree(pid).reduce((sum, each) => {
    // Fields 14 and 15 of proc(5) stat, in ticks of 1/100 s; the name before them may hold blanks and brackets.
    const fields = read(`/proc/${each}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ');
    return sum + (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
  }, 0);
