import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

export type SshdFiles = {
  config: string;
  hostKey: string;
  clientKey: string;
  authorizedKeys: string;
  pid: string;
  log: string;
};

/** Where everything of one sshd lives. */
export function sshdFiles(dir: string): SshdFiles {
  return {
    config: join(dir, 'sshd_config'),
    hostKey: join(dir, 'host_key'),
    clientKey: join(dir, 'client_key'),
    authorizedKeys: join(dir, 'authorized_keys'),
    pid: join(dir, 'sshd.pid'),
    log: join(dir, 'sshd.log'),
  };
}

/** The absolute path of sshd, which ordinary users often do not have in their PATH. */
export function findSshd(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return folders
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, 'sshd'))
    .find(isExecutable);
}

/** The sshd_config of a server that lets in one key and never tires of new connections. */
export function sshdConfig(options: { files: SshdFiles; port: number; forceCommand?: string | undefined; program: string }): string {
  const { files, port, forceCommand, program } = options;
  const lines = [
    'ListenAddress 127.0.0.1',
    `Port ${port}`,
    `HostKey "${files.hostKey}"`,
    `PidFile "${files.pid}"`,
    `AuthorizedKeysFile "${files.authorizedKeys.replaceAll('%', '%%')}"`,
    'UsePAM no',
    'StrictModes no',
    'PermitRootLogin prohibit-password',
    'PubkeyAuthentication yes',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'MaxStartups 500',
    'MaxSessions 500',
    'MaxAuthTries 20',
    'UseDNS no',
    'PrintMotd no',
    'PrintLastLog no',
    'LogLevel VERBOSE',
    'Subsystem sftp internal-sftp',
    // So a bash reads no .bashrc of this machine, which may take a moment for each login, or wait for those beside it.
    'SetEnv SHLVL=1',
    // What is held against quantum computers takes each login a tenth of a second of computing.
    'KexAlgorithms curve25519-sha256',
    ...(punishesFailures(program) ? ['PerSourcePenalties no'] : []),
    ...(forceCommand === undefined ? [] : [`ForceCommand ${forceCommand}`]),
  ];
  return `${lines.join('\n')}\n`;
}

// Since 9.8 sshd shuts out an address after failed logins, and older ones refuse the directive that turns it off.
function punishesFailures(program: string): boolean {
  const [, major, minor] = /OpenSSH_(\d+)\.(\d+)/.exec(spawnSync(program, ['-V'], { encoding: 'utf8' }).stderr) ?? [];
  return Number(major) * 100 + Number(minor) >= 908;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
