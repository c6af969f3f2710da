import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { ProcessMark } from '../contract/run.ts';

// proc(5). All of it is read synchronously: a few hundred tiny files of the kernel, two to three milliseconds.

type Stat = { pid: number; state: string; parent: number; group: number; startTime: string };

/** The running boot of this machine. */
export const bootId: string = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();

/** One process as the kernel tells it; undefined when it is gone. */
export function processStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { pid, state: fields[0] ?? 'X', parent: Number(fields[1]), group: Number(fields[2]), startTime: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

const ended = (stat: Stat) => stat.state === 'Z' || stat.state === 'X';

function allPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

const bootedAt = Number(/^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'latin1'))?.[1]) * 1000;
// USER_HZ: a hundred in every Linux that Node.js runs on.
const msPerTick = 10;

/**
 * When a process began, epoch ms, to within a second; undefined when it is gone, and Infinity for one that has ended and only waits to be
 * collected: a signal still reaches it, but it is nobody's work any more.
 */
export function beganAt(pid: number): number | undefined {
  const stat = processStat(pid);
  if (!stat) return undefined;
  return ended(stat) ? Infinity : bootedAt + Number(stat.startTime) * msPerTick;
}

/** The mark of a living process. */
export function markOf(pid: number): ProcessMark | undefined {
  const stat = processStat(pid);
  return stat && { pid, startTime: stat.startTime, bootId };
}

/** True while that very process lives. */
export function lives(mark: ProcessMark): boolean {
  if (mark.bootId !== bootId) return false;
  const stat = processStat(mark.pid);
  return stat !== undefined && !ended(stat) && stat.startTime === mark.startTime;
}

/** The living members of the process group that `mark` leads, also after its leader has ended. */
export function groupOf(mark: ProcessMark): number[] {
  if (mark.bootId !== bootId) return [];
  const leader = processStat(mark.pid);
  if (leader && leader.startTime !== mark.startTime) return [];
  return allPids().filter((pid) => {
    const stat = processStat(pid);
    return stat?.group === mark.pid && !ended(stat);
  });
}

function commandLine(pid: number): string[] {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8')
      .split('\0')
      .slice(0, -1);
  } catch {
    return [];
  }
}

/** The folder a process works in; undefined when it is gone or not ours to ask. */
export function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${String(pid)}/cwd`);
  } catch {
    return undefined;
  }
}

function openFiles(pid: number): string[] {
  try {
    return readdirSync(`/proc/${String(pid)}/fd`).flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/${String(pid)}/fd/${fd}`)];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

/** Processes outside the given group that run rdiff-backup with `folder` among their arguments or with a file open in it. */
export function writersOf(folder: string, except: ProcessMark | null): number[] {
  return allPids().filter((pid) => {
    const line = commandLine(pid);
    if (!line.some((part) => basename(part) === 'rdiff-backup')) return false;
    const stat = processStat(pid);
    if (!stat || ended(stat) || stat.group === except?.pid) return false;
    const base = workingFolder(pid) ?? '/';
    return (
      line.some((part) => resolve(base, part) === folder) || openFiles(pid).some((file) => file === folder || file.startsWith(`${folder}/`))
    );
  });
}
