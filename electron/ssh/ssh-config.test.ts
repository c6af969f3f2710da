import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sampleHost } from '../contract/samples.testing.ts';
import { systemProcesses } from '../platform/processes.ts';
import { knownHosts, remoteSchema, serverCommand, sshConfig } from './ssh-config.ts';

const host = sampleHost();
const pinned = { alias: host.id, remoteCommand: 'env TZ=UTC rdiff-backup server', hostKey: host.hostKey };

it('everything that guards a connection stands in the file, and nothing else (reliability 5, rdiff-backup 12.2)', () => {
  expect(sshConfig(host, pinned).split('\n')).toEqual(
    `Host host-0000000a
  HostName 192.0.2.7
  Port 22
  User backup
  IdentityFile "/home/me/.ssh/modosu"
  IdentitiesOnly yes
  IdentityAgent none
  BatchMode yes
  StrictHostKeyChecking yes
  HostKeyAlgorithms ssh-ed25519
  HostKeyAlias host-0000000a
  UserKnownHostsFile ./known_hosts
  GlobalKnownHostsFile /dev/null
  UpdateHostKeys no
  CheckHostIP no
  HashKnownHosts no
  VerifyHostKeyDNS no
  CanonicalizeHostname no
  PasswordAuthentication no
  KbdInteractiveAuthentication no
  ProxyCommand none
  PermitLocalCommand no
  ClearAllForwardings yes
  ForwardAgent no
  ForwardX11 no
  Tunnel no
  ControlMaster no
  ControlPath none
  RequestTTY no
  EscapeChar none
  ConnectTimeout 10
  ConnectionAttempts 1
  ServerAliveInterval 5
  ServerAliveCountMax 3
  LogLevel ERROR
  RemoteCommand env TZ=UTC rdiff-backup server
`.split('\n'),
  );
});

it('first contact notes the key and logs nobody in: nothing is trusted by it (I6, attack row J1)', () => {
  const scan = sshConfig(host, { alias: 'host-00000000', remoteCommand: null, hostKey: null });
  expect(scan).toContain('StrictHostKeyChecking accept-new\n  PreferredAuthentications none\n');
  expect(scan).not.toMatch(/StrictHostKeyChecking yes|HostKeyAlgorithms|RemoteCommand/);
});

it('the remote schema is a constant: an id is all that a shell ever sees of a host (I5, rdiff-backup 12.2, attack row I10)', () => {
  expect(remoteSchema).toBe('ssh -F ./ssh_config -- {h}');
});

describe('the command that starts the other half', () => {
  it.each([
    ['rdiff-backup', '2.2.2', 'env TZ=UTC rdiff-backup server'],
    ['rdiff-backup', null, 'env TZ=UTC rdiff-backup server'],
    ['rdiff-backup', '2.4.0', 'env TZ=UTC rdiff-backup server'],
    ['rdiff-backup', '2.0.5', 'env TZ=UTC rdiff-backup --server'],
    ['sudo -n rdiff-backup', '2.0.3', 'env TZ=UTC sudo -n rdiff-backup --server'],
    ['/opt/bin/rdiff-backup', '2.2.6', 'env TZ=UTC /opt/bin/rdiff-backup server'],
  ])('%s %s: %s (rdiff-backup 12.1, rdiff-backup 12.3)', (command, version, expected) => {
    expect(serverCommand({ command, version })).toBe(expected);
  });
});

it('the pinned key is one line under the alias', () => {
  expect(knownHosts(host.id, host.hostKey)).toBe(`host-0000000a ssh-ed25519 ${host.hostKey.key}\n`);
});

it.for([
  { address: '192.0.2.7', port: 22, user: 'backup', keyFile: '/home/me/.ssh/modosu' },
  { address: '2001:db8::1', port: 65_535, user: 'machine$', keyFile: "/home/o'neill/my key #1" },
  { address: 'www.example.org', port: 2222, user: 'a.b-c', keyFile: '/鍵/秘密;x' },
])('ssh itself reads the file as it was meant: %o (attack rows I3, J8)', async (target, { skip }) => {
  const processes = systemProcesses();
  const file = processes.find('ssh') ?? skip('ssh is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'ssh_config'), sshConfig(target, pinned));
  const answer = await processes.run({ file, args: ['-G', '-F', './ssh_config', '--', host.id], cwd: folder, timeoutMs: 10_000 });
  const lines = answer.stdout.split('\n');
  const wanted = [`hostname ${target.address}`, `port ${target.port}`, `user ${target.user}`, `identityfile ${target.keyFile}`];
  const guards = ['batchmode yes', 'stricthostkeychecking true', 'identitiesonly yes', 'forwardagent no', 'permitlocalcommand no'];
  expect([...wanted, ...guards].filter((line) => !lines.includes(line))).toEqual([]);
  expect(answer.code).toBe(0);
});
