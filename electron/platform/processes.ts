import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { childEnvironment, findProgram } from './child-environment.ts';
import { openNameless, readFrom } from './nameless-file.ts';
import type { LongCommand, Launched, Processes, ShortCommand, ShortResult } from './ports.ts';
import { beganAt, groupOf, lives, markOf, workingFolder, writersOf } from './proc.ts';

const shortOutput = 262_144;

// Positional arguments only: nothing of a command is ever part of the script. The trap keeps the wrapper alive through a SIGTERM
// to the whole group, so that it can still note how the command ended; being a handler, it is not inherited by the command.
const wrapper = 'trap : TERM INT HUP; echo $$ >"$1"; out=$2; shift 2; "$@"; echo $? >"$out.part" && mv -f "$out.part" "$out"';

function launch({ args, cwd, stdin, stdout, stderr, exitFile, pidFile }: LongCommand): Launched {
  const input = stdin === null ? null : openSync(stdin, 'r');
  const output = openSync(stdout, 'a', 0o600);
  const errors = openSync(stderr, 'a', 0o600);
  try {
    const child = spawn('/bin/sh', ['-c', wrapper, 'modosu', pidFile, exitFile, ...args], {
      cwd,
      env: childEnvironment(),
      detached: true,
      stdio: [input ?? 'ignore', output, errors],
    });
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => {
        resolve();
      });
      child.once('error', () => {
        resolve();
      });
    });
    const mark = child.pid === undefined ? undefined : markOf(child.pid);
    if (!mark) throw new Error('the shell could not be started');
    return { mark, ended };
  } finally {
    for (const file of [input, output, errors]) if (file !== null) closeSync(file);
  }
}

// ssh makes its stderr non-blocking (ssh_session2_open in its ssh.c), and with it that of the command which lent it: of what that writes while
// nobody reads, a part is lost. Into a file everything is written. It grows no larger than what is read of it.
const intoFile = `ulimit -f ${shortOutput / 512}; exec "$@"`;

async function run({ startsSsh = false, ...command }: ShortCommand): Promise<ShortResult> {
  const errors = startsSsh ? openNameless() : undefined;
  if (errors === undefined) return runFor(command, 'pipe');
  try {
    const { file, args } = command;
    const result = await runFor({ ...command, file: '/bin/sh', args: ['-c', intoFile, 'modosu', file, ...args] }, errors);
    return { ...result, stderr: readFrom(errors, shortOutput) };
  } finally {
    closeSync(errors);
  }
}

async function runFor({ file, args, cwd, timeoutMs, env = {} }: ShortCommand, errors: 'pipe' | number): Promise<ShortResult> {
  const { execa } = await import('execa');
  const result = await execa(file, args, {
    cwd,
    env: { ...childEnvironment(), ...env },
    extendEnv: false,
    stdin: 'ignore',
    // Any descriptor can be given; the types know the standard ones alone.
    stderr: errors as 'pipe' | 2,
    reject: false,
    timeout: timeoutMs,
    killDescendants: true,
    forceKillAfterDelay: 2000,
    maxBuffer: shortOutput,
    stripFinalNewline: false,
  });
  const kind = result.timedOut
    ? 'timed-out'
    : result.exitCode === undefined && result.code !== undefined && !result.isMaxBuffer
      ? 'not-started'
      : 'ended';
  return { kind, code: result.exitCode ?? -1, stdout: result.stdout, stderr: result.stderr ?? '' };
}

/** Processes of a Linux machine. */
export function systemProcesses(): Processes {
  const self = markOf(process.pid);
  if (!self) throw new Error('no /proc on this machine');
  return {
    self,
    find: findProgram,
    run,
    launch,
    markOf,
    beganAt,
    lives,
    group: groupOf,
    signalGroup: (mark, signal) => {
      if (groupOf(mark).length === 0) return;
      try {
        process.kill(-mark.pid, signal);
      } catch {
        // It ended between the look and the signal.
      }
    },
    writersOf,
    workingFolder,
  };
}
