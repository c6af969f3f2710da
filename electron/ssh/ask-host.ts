import { join } from 'node:path';
import type { Host, HostDraft, SeenKey } from '../contract/host.ts';
import type { ConnectionCause } from '../contract/outcome.ts';
import type { Files, Processes, ShortResult } from '../platform/ports.ts';
import { connectionCause } from './connection-messages.ts';
import { fingerprintOf, firstKnownKey } from './host-key.ts';
import { configName, knownHosts, knownHostsName, sshConfig } from './ssh-config.ts';

export type SshDeps = { files: Files; processes: Processes; scratch: (work: (folder: string) => Promise<void>) => Promise<void> };

const firstContact = 'host-00000000';
const answerWithinMs = 30_000;

async function ssh({ processes }: SshDeps, folder: string, alias: string, command: readonly string[]): Promise<ShortResult> {
  const file = processes.find('ssh');
  if (file === undefined) return { kind: 'not-started', code: -1, stdout: '', stderr: 'ssh: command not found' };
  return processes.run({ file, args: ['-F', `./${configName}`, '--', alias, ...command], cwd: folder, timeoutMs: answerWithinMs });
}

type Scan = { seen: SeenKey } | { cause: ConnectionCause; line: string };

/** The host key that answers at an address: nobody is logged in and nothing is trusted by this. */
export async function scanHostKey(deps: SshDeps, draft: Pick<HostDraft, 'address' | 'port' | 'user' | 'keyFile'>): Promise<Scan> {
  let scan: Scan = { cause: 'unreachable', line: '' };
  await deps.scratch(async (folder) => {
    await deps.files.write(join(folder, configName), sshConfig(draft, { alias: firstContact, remoteCommand: null, hostKey: null }));
    const answer = await ssh(deps, folder, firstContact, ['true']);
    const hostKey = firstKnownKey((await deps.files.text(join(folder, knownHostsName), 65_536)) ?? '');
    scan = hostKey ? { seen: { hostKey, fingerprint: fingerprintOf(hostKey) } } : failureOf(answer);
  });
  return scan;
}

/** Runs a constant command on a host whose key is pinned. */
export async function runOnHost(deps: SshDeps, host: Host, command: readonly string[]): Promise<ShortResult> {
  let result: ShortResult = { kind: 'not-started', code: -1, stdout: '', stderr: '' };
  await deps.scratch(async (folder) => {
    await writeSshFiles(deps.files, folder, host, null);
    result = await ssh(deps, folder, host.id, command);
  });
  return result;
}

/** Writes the host's private ssh_config and known_hosts into a folder. */
export const writeSshFiles = (files: Files, folder: string, host: Host, remoteCommand: string | null): Promise<void> =>
  writeSshFor(files, folder, configName, [{ host, remoteCommand }]);

/** Writes one private ssh_config of a name for some hosts, and adds their keys to those that the folder knows. */
export async function writeSshFor(
  files: Files,
  folder: string,
  config: string,
  some: readonly { host: Host; remoteCommand: string | null }[],
): Promise<void> {
  const texts = some.map(({ host, remoteCommand }) => sshConfig(host, { alias: host.id, remoteCommand, hostKey: host.hostKey }));
  await files.write(join(folder, config), texts.join('\n'));
  const lines = some.map(({ host }) => knownHosts(host.id, host.hostKey));
  const known = (await files.text(join(folder, knownHostsName), 1_048_576)) ?? '';
  await files.write(join(folder, knownHostsName), known + lines.filter((line) => !known.includes(line)).join(''));
}

function failureOf(answer: ShortResult): { cause: ConnectionCause; line: string } {
  if (answer.kind === 'timed-out') return { cause: 'timed-out', line: '' };
  return connectionCause(answer.stderr) ?? { cause: 'unreachable', line: answer.stderr.trim().split('\n').at(-1) ?? '' };
}
