import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { greeting } from './ports.ts';
import { endTree, isAlive, waitUntil } from './processes.ts';
import type { SshdFiles } from './sshd-config.ts';

const READY = 'Server listening on';

// A test run that dies on the way must not leave servers on the machine.
const running = new Set<number>();
process.on('exit', () => running.forEach(endTree));

/** Starts sshd and resolves with its pid once it greets, or with `undefined` when the port is taken. */
export async function launchListener(options: {
  program: string;
  files: SshdFiles;
  port: number;
  onExit: (pid: number) => void;
}): Promise<number | undefined> {
  const { program, files, port, onExit } = options;
  const before = (await logOf(files)).length;
  const output = openSync(files.log, 'a', 0o600);
  const child = spawn(program, ['-D', '-e', '-f', files.config], { stdio: ['ignore', output, output], cwd: '/' });
  closeSync(output);
  child.unref();
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} did not start`);
  running.add(pid);
  child.once('exit', () => {
    running.delete(pid);
    onExit(pid);
  });

  try {
    await waitUntil(async () => (await logOf(files)).includes(READY, before) || !isAlive(pid), {
      what: 'sshd to listen',
    });
    const said = (await logOf(files)).slice(before);
    if (said.includes(READY)) {
      await waitForGreeting(port);
      return pid;
    }
    if (said.includes('Address already in use')) return undefined;
    throw new Error(`sshd ended at once: ${said}`);
  } catch (error) {
    endTree(pid);
    throw error;
  }
}

/** Makes a running sshd read its configuration and keys again; resolves when no new login can meet the old ones. */
export async function reloadListener({ pid, files, port }: { pid: number; files: SshdFiles; port: number }): Promise<void> {
  const before = (await logOf(files)).length;
  process.kill(pid, 'SIGHUP');
  // Until it listens again, the old listener may still answer with the old settings.
  await waitUntil(async () => (await logOf(files)).includes(READY, before), { what: 'sshd to reload' });
  await waitForGreeting(port);
}

/** Everything the server has said so far. */
export function logOf(files: SshdFiles): Promise<string> {
  return readFile(files.log, 'utf8').catch(() => '');
}

async function waitForGreeting(port: number): Promise<void> {
  const greets = async () => (await greeting(port))?.startsWith('SSH-2.0') === true;
  await waitUntil(greets, { what: `an SSH banner on port ${port}` });
}
