import type { Host, HostDraft } from '../contract/host.ts';
import type { HostKey } from '../contract/host.ts';
import { algorithmsOf } from './host-key.ts';

/** Names of the two files in the folder that ssh is started in; relative, so that no path of ours can break a command line. */
export const configName = 'ssh_config';
export const knownHostsName = 'known_hosts';

/**
 * What rdiff-backup hands to `/bin/sh -c`: a constant. `{h}` becomes a host's id, everything else about the host stands in the
 * ssh_config beside the run, also the remote command.
 */
export const remoteSchema = `ssh -F ./${configName} -- {h}`;

/** rdiff-backup 2.0 knows only the older spelling of its server action. */
const serverAction = (version: string | null) => (version?.startsWith('2.0.') === true ? '--server' : 'server');

/** The command line that starts rdiff-backup's other half on the host. */
export const serverCommand = (host: Pick<Host, 'command' | 'version'>): string =>
  `env TZ=UTC ${host.command} ${serverAction(host.version)}`;

type Target = Pick<HostDraft, 'address' | 'port' | 'user' | 'keyFile'>;
type Trust = { alias: string; remoteCommand: string | null; hostKey: HostKey | null };

/**
 * A whole ssh_config(5) for one host. Nothing is taken from the user's or the system's files. Without a pinned key the first one
 * offered is noted in `known_hosts` and nothing else is allowed to happen.
 */
export function sshConfig({ address, port, user, keyFile }: Target, { alias, remoteCommand, hostKey }: Trust): string {
  const trust = hostKey
    ? ['StrictHostKeyChecking yes', `HostKeyAlgorithms ${algorithmsOf(hostKey)}`]
    : ['StrictHostKeyChecking accept-new', 'PreferredAuthentications none'];
  const lines = [
    `HostName ${address}`,
    `Port ${String(port)}`,
    `User ${user}`,
    `IdentityFile "${keyFile}"`,
    'IdentitiesOnly yes',
    'IdentityAgent none',
    'BatchMode yes',
    ...trust,
    `HostKeyAlias ${alias}`,
    `UserKnownHostsFile ./${knownHostsName}`,
    'GlobalKnownHostsFile /dev/null',
    'UpdateHostKeys no',
    'CheckHostIP no',
    'HashKnownHosts no',
    'VerifyHostKeyDNS no',
    'CanonicalizeHostname no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'ProxyCommand none',
    'PermitLocalCommand no',
    'ClearAllForwardings yes',
    'ForwardAgent no',
    'ForwardX11 no',
    'Tunnel no',
    'ControlMaster no',
    'ControlPath none',
    'RequestTTY no',
    'EscapeChar none',
    'ConnectTimeout 10',
    'ConnectionAttempts 1',
    'ServerAliveInterval 5',
    'ServerAliveCountMax 3',
    'LogLevel ERROR',
    ...(remoteCommand === null ? [] : [`RemoteCommand ${remoteCommand}`]),
  ];
  return [`Host ${alias}`, ...lines.map((line) => `  ${line}`), ''].join('\n');
}

/** The one line that pins the host's key. */
export const knownHosts = (alias: string, { type, key }: HostKey): string => `${alias} ${type} ${key}\n`;
