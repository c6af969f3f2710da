import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemProcesses } from '../../electron/platform/processes.ts';
import type { Processes, ShortCommand } from '../../electron/platform/ports.ts';
import { descendants, waitUntil } from './processes.ts';

const systemd = ['/usr/lib/systemd/systemd', '/lib/systemd/systemd'].find((path) => existsSync(path));
/** Where processes can be put into a control group of their own: systemd takes over the whole group that it begins in. */
const groups = ['/sys/fs/cgroup/systemd', '/sys/fs/cgroup/unified', '/sys/fs/cgroup'].filter((path) => isWritable(`${path}/cgroup.procs`));
const apart = ['--mount', '--propagation', 'private', '--cgroup', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** Why no user manager of a test's own can be started here; undefined when one can. */
export function whyNoUserManager(): string | undefined {
  if (systemd === undefined || spawnSync('systemctl', ['--version'], { stdio: 'ignore' }).status !== 0) return 'needs systemd';
  if (process.getuid?.() !== 0) return 'needs root to keep a systemd apart';
  const works = spawnSync('unshare', [...apart, 'mount', '-t', 'tmpfs', 'tmpfs', '/run'], { stdio: 'ignore' }).status === 0;
  return works && groups.length > 0 ? undefined : 'needs the right to keep a systemd apart';
}

export type UserManager = {
  /** Processes whose short commands run where that systemd is. */
  processes: Processes;
  runtimeFolder: string;
  configHome: string;
  dataHome: string;
  end(): Promise<void>;
};

/** A systemd of one user, real, and apart from that of the machine: it sees its own folders below `room` only. */
export async function startUserManager(room: string): Promise<UserManager> {
  const [runtimeFolder, configHome, dataHome, home] = ['run', 'config', 'data', 'home'].map((name) => join(room, name)) as [
    string,
    string,
    string,
    string,
  ];
  for (const folder of [runtimeFolder, configHome, dataHome, home]) mkdirSync(folder, { mode: 0o700 });
  const own = groups.map((group) => join(group, `modosu-${randomBytes(6).toString('hex')}`));
  for (const group of own) mkdirSync(group);

  // systemctl believes that there is a systemd only where this folder is. The shell stays: as process 1 it would be the machine's systemd.
  const within = 'mount -t tmpfs tmpfs /run && mkdir -p /run/systemd/system && "$0" --user --log-target=null & wait';
  const enter = 'for group in $0; do echo $$ >"$group/cgroup.procs"; done; exec "$@"';
  const child = spawn('/bin/sh', ['-c', enter, own.join(' '), 'unshare', ...apart, '/bin/sh', '-c', within, systemd ?? ''], {
    env: { PATH: process.env['PATH'], HOME: home, XDG_RUNTIME_DIR: runtimeFolder, XDG_CONFIG_HOME: configHome, XDG_DATA_HOME: dataHome },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));

  const real = systemProcesses();
  const run = (command: ShortCommand) => {
    const [inside] = descendants(child.pid ?? 0);
    const args = ['--target', String(inside), '--mount', '--pid', '--', command.file, ...command.args];
    return real.run({ ...command, file: real.find('nsenter') ?? 'nsenter', args });
  };
  const end = async () => {
    child.kill('SIGKILL');
    await ended;
    // What was killed leaves its group a moment later.
    await waitUntil(() => own.every(isRemoved), { what: 'the end of systemd' });
  };

  const state = () =>
    run({ file: 'systemctl', args: ['--user', 'is-system-running'], cwd: '/', timeoutMs: 5000, env: { XDG_RUNTIME_DIR: runtimeFolder } });
  try {
    await waitUntil(async () => /running|degraded/.test((await state()).stdout), { timeoutMs: 30_000, everyMs: 100, what: 'systemd' });
  } catch (error) {
    await end();
    throw error;
  }
  return { processes: { ...real, run }, runtimeFolder, configHome, dataHome, end };
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function isRemoved(group: string): boolean {
  spawnSync('find', [group, '-depth', '-type', 'd', '-exec', 'rmdir', '{}', ';'], { stdio: 'ignore' });
  return !existsSync(group);
}
