import { mkdir, rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './ports.ts';
import { endTree, isAlive, sessionsOf, waitUntil } from './processes.ts';
import { findSshd, sshdConfig, sshdFiles, type SshdFiles } from './sshd-config.ts';
import { fingerprintOf, makeKey, publicLine } from './sshd-keys.ts';
import { launchListener, logOf, reloadListener } from './sshd-listener.ts';

const PORT_ATTEMPTS = 50;
const PORT_PAUSE_MS = 100;
const PRIVILEGE_SEPARATION_FOLDER = '/run/sshd';

export type SshdOptions = {
  /** An existing folder for keys, configuration and log. */
  dir: string;
  /** Run instead of whatever a client asks for. */
  forceCommand?: string | undefined;
  /** Put before the key in authorized_keys, as in `restrict,command="…"`. */
  authorizedOptions?: string | undefined;
  listenPort?: number | undefined;
};

export type Sshd = {
  readonly port: number;
  readonly user: string;
  readonly keyFile: string;
  /** `ssh-ed25519 AAAA…`, what a known_hosts line needs after the host name. */
  hostKeyLine(): string;
  /** `SHA256:…` */
  fingerprint(): string;
  /** The listening process; throws while the server is stopped. */
  pid(): number;
  log(): Promise<string>;
  /** Kills the server with every session, like a power cut of the machine; connections break. */
  stop(): Promise<void>;
  /** Listens again on the same port. */
  start(): Promise<void>;
  /** The server shows another host key from now on; running sessions stay. */
  changeHostKey(): Promise<void>;
  /** Applies to new logins; running sessions stay. */
  setForceCommand(command: string | undefined): Promise<void>;
  /** Applies to new logins. */
  setAuthorized(options: string | undefined): Promise<void>;
  /** Lets in another key, too, by its whole line of authorized_keys; applies to new logins. */
  letInAlso(line: string | undefined): Promise<void>;
  /** Stops the server and deletes its files. */
  dispose(): Promise<void>;
};

/** A real sshd of its own on a loopback port; resolves when it greets, and lets in the current user by key. */
export async function startSshd({ dir, forceCommand, authorizedOptions, listenPort }: SshdOptions): Promise<Sshd> {
  const program = requireSshd();
  const files = sshdFiles(dir);
  let port = listenPort ?? (await freePort());
  let command = forceCommand;
  let current: number | undefined;

  const writeConfig = () => writeFile(files.config, sshdConfig({ files, port, forceCommand: command, program }));
  let [first, second] = [authorizedOptions, ''];
  const writeAuthorized = () => writeFile(files.authorizedKeys, `${authorizedLine(files, first)}${second}`, { mode: 0o600 });
  const onExit = (pid: number) => {
    if (current === pid) current = undefined;
  };

  async function start(onPortTaken: () => Promise<void> = () => sleep(PORT_PAUSE_MS)): Promise<void> {
    for (let attempt = 1; current === undefined; attempt += 1) {
      current = await launchListener({ program, files, port, onExit });
      if (current !== undefined) return;
      if (attempt === PORT_ATTEMPTS) throw new Error(`port ${port} stays in use`);
      await onPortTaken();
    }
  }

  async function moveToAnotherPort(): Promise<void> {
    port = await freePort();
    await writeConfig();
  }

  async function reload(): Promise<void> {
    await writeConfig();
    if (current !== undefined) await reloadListener({ pid: current, files, port });
  }

  async function stop(): Promise<void> {
    // Programs that outlived their login have left the tree of the listener.
    const roots = [...(current === undefined ? [] : [current]), ...sessionsOf(port)];
    roots.forEach(endTree);
    await waitUntil(() => !roots.some(isAlive), { what: 'sshd and its sessions to end' });
    current = undefined;
  }

  if (process.getuid?.() === 0) await mkdir(PRIVILEGE_SEPARATION_FOLDER, { recursive: true, mode: 0o755 });
  await Promise.all([makeKey(files.hostKey), makeKey(files.clientKey)]);
  await Promise.all([writeConfig(), writeAuthorized()]);
  await start(listenPort === undefined ? moveToAnotherPort : undefined);

  return {
    port,
    user: userInfo().username,
    keyFile: files.clientKey,
    hostKeyLine: () => publicLine(files.hostKey),
    fingerprint: () => fingerprintOf(files.hostKey),
    pid() {
      if (current === undefined) throw new Error('sshd is stopped');
      return current;
    },
    log: () => logOf(files),
    stop,
    start: () => start(),
    async changeHostKey() {
      await makeKey(files.hostKey);
      await reload();
    },
    async setForceCommand(next) {
      command = next;
      await reload();
    },
    setAuthorized: (options) => {
      first = options;
      return writeAuthorized();
    },
    letInAlso: (line) => {
      second = line === undefined ? '' : `${line}\n`;
      return writeAuthorized();
    },
    async dispose() {
      await stop();
      const keys = [`${files.hostKey}.pub`, `${files.clientKey}.pub`];
      await Promise.all([...Object.values(files), ...keys].map((file) => rm(file, { force: true })));
    },
  };
}

function requireSshd(): string {
  const program = findSshd();
  if (program === undefined) throw new Error('sshd is not installed');
  return program;
}

function authorizedLine(files: SshdFiles, options: string | undefined): string {
  return `${options === undefined ? '' : `${options} `}${publicLine(files.clientKey)}\n`;
}
