import { describe, expect, it } from 'vitest';
import type { Host } from '../contract/host.ts';
import type { ConnectionCause } from '../contract/outcome.ts';
import type { Reading } from '../contract/requests.ts';
import { sampleHost } from '../contract/samples.testing.ts';
import { answered, fakeFiles, fakeProcesses } from '../platform/fakes.testing.ts';
import type { ShortCommand, ShortResult } from '../platform/ports.ts';
import { fingerprintOf } from './host-key.ts';
import { isCompatible, testHost } from './test-host.ts';

const host = sampleHost();
const otherKey = { type: 'ssh-ed25519', key: `${host.hostKey.key.slice(0, -4)}AAAA` } as const;

const pwd = 'sftp> pwd\nRemote working directory: /root\n';

/** A host whose ssh answers `answer` and whose sftp `files`; a scan finds `offered`. */
function setup(answer: ShortResult, offered = '', files = answered(0, pwd), host = sampleHost()) {
  const texts = new Map([
    [host.keyFile, 'a key'],
    ['/k/read', 'another'],
  ]);
  const commands: ShortCommand[] = [];
  const processes = fakeProcesses({
    run: (command) => {
      if (command.file === '/usr/bin/ssh-keygen') return Promise.resolve(answered(0, 'ssh-ed25519 AAAAC3Nz me@here\n'));
      commands.push(command);
      if (command.file === '/usr/bin/sftp') return Promise.resolve(files);
      if (command.args.at(-1) === 'true') texts.set('/scratch/known_hosts', offered);
      return Promise.resolve(answer);
    },
  });
  const scratch = (work: (folder: string) => Promise<void>) => work('/scratch');
  return { test: () => testHost({ files: fakeFiles(texts), processes, scratch }, host, '2.2.2'), commands, texts };
}

const df = 'modosu-space\n/dev/sda1 1000 400 600 40% /\n';
const failed = (code: number, stderr: string) => setup(answered(code, '', stderr)).test();

describe('a test of a host says which it is (fault rows D7 to D10, B19, rdiff-backup 12.3)', () => {
  it('ok, with version and free space', async () => {
    const { test } = setup(answered(0, `rdiff-backup 2.2.6\n${df}`));
    expect(await test()).toEqual({
      host: 'web1',
      verdict: 'ok',
      facts: { address: '192.0.2.7', port: 22, user: 'backup', keyFile: '/home/me/.ssh/modosu', command: 'rdiff-backup', version: '2.2.6' },
      versionHere: '2.2.2',
      versionThere: '2.2.6',
      restricted: false,
      space: [{ mount: '/', free: 614_400, size: 1_024_000 }],
      pinned: fingerprintOf(host.hostKey),
      seen: null,
      reading: {
        verdict: 'ok',
        facts: { address: '192.0.2.7', port: 22, user: 'backup', keyFile: '/home/me/.ssh/modosu', line: '' },
        keyLine: null,
      },
    });
  });

  it.each<[ConnectionCause, number, string]>([
    ['refused', 255, 'ssh: connect to host 192.0.2.7 port 22: Connection refused'],
    ['name-not-found', 255, 'ssh: Could not resolve hostname web1: Name or service not known'],
    ['login-refused', 255, 'backup@192.0.2.7: Permission denied (publickey).'],
    ['tool-missing', 127, 'sh: 1: rdiff-backup: not found'],
    ['sudo-refused', 1, 'sudo: a password is required'],
    ['connection-lost', 255, 'Connection closed by 192.0.2.7 port 22'],
    ['connection-lost', 255, ''],
    ['tool-missing', 126, 'sh: 1: something new'],
  ])('%s (exit %d)', async (verdict, code, stderr) => {
    expect(await failed(code, stderr)).toMatchObject({ verdict, facts: { line: stderr }, versionThere: null, restricted: false });
  });

  it('timed-out, when ssh itself does not come back', async () => {
    expect(await setup({ kind: 'timed-out', code: -1, stdout: '', stderr: '' }).test()).toMatchObject({ verdict: 'timed-out' });
  });

  it.each(['2.5.0', '2.6.0', '3.0.0', '1.2.8'])('version, when %s is there', async (version) => {
    const { test } = setup(answered(0, `rdiff-backup ${version}\n${df}`));
    expect(await test()).toMatchObject({ verdict: 'version', versionThere: version });
  });

  it('greeting, when the login shell prints before the tool does (fault row D9)', async () => {
    const { test } = setup(answered(0, `Welcome to web1\nrdiff-backup 2.2.2\n${df}`));
    expect(await test()).toMatchObject({ verdict: 'greeting', facts: { line: 'Welcome to web1' } });
  });

  it('ok but restricted, when the key may do nothing but start the server (rdiff-backup 12.21)', async () => {
    const stderr = "rdiff_backup.connection.ConnectionReadError: Truncated header <b''> (problem probably originated remotely)";
    expect(await failed(1, stderr)).toMatchObject({ verdict: 'ok', restricted: true, versionThere: null, space: [] });
  });

  it('a changed host key is shown next to the confirmed one and not pinned (I6, attack row J2)', async () => {
    const { test } = setup(answered(255, '', 'Host key verification failed.'), `host-00000000 ${otherKey.type} ${otherKey.key}\n`);
    expect(await test()).toMatchObject({
      verdict: 'host-key-changed',
      pinned: fingerprintOf(host.hostKey),
      seen: { hostKey: otherKey, fingerprint: fingerprintOf(otherKey) },
    });
  });

  it('a key file that cannot work is said without a word to the network', async () => {
    const { test, commands, texts } = setup(answered(0));
    texts.delete(host.keyFile);
    expect(await test()).toMatchObject({ verdict: 'key-unreadable' });
    expect(commands).toEqual([]);
  });
});

describe('and whether files can be read there', () => {
  const readable = async (files: ShortResult, change: Partial<Host> = {}) => {
    const { test, texts } = setup(answered(0, `rdiff-backup 2.2.6\n${df}`), '', files, sampleHost(change));
    return { reading: (await test()).reading, config: texts.get('/scratch/ssh_config') ?? '' };
  };

  it.each<[string, Reading['verdict'], ShortResult, string]>([
    ['a key that starts something else', 'restricted', answered(255, '', 'Connection closed\n'), ''],
    [
      'a shell that greets',
      'restricted',
      answered(255, '', 'Received message too long 1466658147\nEnsure the remote shell produces no output.\nConnection closed.\r\n'),
      'Ensure the remote shell produces no output.',
    ],
    [
      'a server without SFTP',
      'restricted',
      answered(255, '', 'subsystem request failed on channel 0\nConnection closed\n'),
      'subsystem request failed on channel 0',
    ],
    [
      'a second key that is not known there',
      'login-refused',
      answered(255, '', 'backup@192.0.2.7: Permission denied (publickey).\nConnection closed\n'),
      'backup@192.0.2.7: Permission denied (publickey).',
    ],
  ])('%s: %s', async (_what, verdict, files, line) => {
    expect((await readable(files)).reading).toMatchObject({ verdict, facts: { line } });
  });

  it('by the second key where there is one, with the line for it', async () => {
    const { reading, config } = await readable(answered(0, pwd), { readKeyFile: '/k/read' });
    expect(reading).toMatchObject({
      verdict: 'ok',
      facts: { keyFile: '/k/read' },
      keyLine: 'restrict,command="internal-sftp -R" ssh-ed25519 AAAAC3Nz',
    });
    expect(config).toContain('IdentityFile "/k/read"');
    expect(config).not.toContain(host.keyFile);
  });

  it('a second key that ssh would not take is named without a word to the network', async () => {
    const { reading } = await readable(answered(0, pwd), { readKeyFile: '/k/nothing' });
    expect(reading).toMatchObject({ verdict: 'key-unreadable', facts: { keyFile: '/k/nothing' }, keyLine: null });
  });
});

it('only constants and the closed set of commands are sent, behind -- (I5, attack row I2)', async () => {
  const { test, commands } = setup(answered(0, `rdiff-backup 2.2.2\n${df}`));
  await test();
  expect(commands.map(({ file, args, cwd }) => ({ file, args, cwd }))).toEqual([
    {
      file: '/usr/bin/ssh',
      args: [
        ...['-F', './ssh_config', '--', 'host-0000000a'],
        "sh -c 'rdiff-backup --version; code=$?; echo modosu-space; df -Pk; exit $code'",
      ],
      cwd: '/scratch',
    },
    { file: '/usr/bin/sftp', args: ['-F', './ssh_config', '-b', './batch', '--', 'host-0000000a'], cwd: '/scratch' },
  ]);
});

it('2.0 to 2.4 there can be spoken to from 2.2 (measured matrix, fault row B19)', () => {
  const versions = ['1.2.8', '2.0.0', '2.0.5', '2.2.2', '2.2.6', '2.4.0', '2.5.0', '2.6.0', '2.10.1', '3.0.0', '2', ''];
  expect(versions.filter(isCompatible)).toEqual(['2.0.0', '2.0.5', '2.2.2', '2.2.6', '2.4.0']);
});
