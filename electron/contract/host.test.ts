import { describe, expect, it } from 'vitest';
import { Host, HostDraft, HostKey, KeyFile, RemoteCommand, Version } from './host.ts';
import { sampleHost } from './samples.testing.ts';

describe('the command on a host is one of a closed set: it becomes part of a remote command line (I5)', () => {
  it.each(['rdiff-backup', 'sudo -n rdiff-backup', '/usr/bin/rdiff-backup', '/opt/rdiff-backup_2.2+local/bin/rdiff-backup'])(
    '%j is fine',
    (command) => {
      expect(RemoteCommand.parse(command)).toBe(command);
    },
  );
  it.each([
    '',
    'sudo rdiff-backup',
    'rdiff-backup ',
    'rdiff-backup;id',
    'rdiff-backup\nid',
    '/usr/bin/rdiff-backup server',
    '/usr/bin/$(id)',
    '/usr/bin/`id`',
    '/usr//bin/x',
    '/usr/../x',
    '/usr/.x',
    '/-x',
    '/',
    'bin/rdiff-backup',
    '/{h}',
    '/%h',
    '/a\n',
    '/a'.repeat(17),
  ])('%j is refused', (command) => {
    expect(RemoteCommand.safeParse(command).error?.issues[0]?.message).toBe('remote-command');
  });
});

describe('a key file stands in ssh_config and must mean itself there (attack row I3)', () => {
  it.each(['/home/me/.ssh/id', "/home/o'neill/key 1", '/鍵/秘密', '/a#b;c'])('%j is fine', (path) => {
    expect(KeyFile.parse(path)).toBe(path);
  });
  it.each([
    '',
    'id',
    '~/.ssh/id',
    '/',
    '/a"b',
    '/a%d',
    '/${HOME}/x',
    '/a\\b',
    '/a\nProxyCommand x',
    '/a\tb',
    '/\ud800',
    `/${'x'.repeat(4095)}`,
  ])('%j is refused', (path) => {
    expect(KeyFile.safeParse(path).error?.issues[0]?.message).toBe('key-file');
  });
});

it('only host keys of known types and plain base64 are kept', () => {
  const { key } = sampleHost().hostKey;
  const given = [
    { type: 'ssh-ed25519', key },
    { type: 'ssh-dss', key },
    { type: 'ssh-ed25519', key: `${key} comment` },
    { type: 'ssh-ed25519', key: `${key}\n@cert-authority` },
    { type: 'ssh-ed25519', key: 'short' },
    { type: 'ssh-ed25519', key, option: 'x' },
  ];
  expect(given.map((value) => HostKey.safeParse(value).success)).toEqual([true, false, false, false, false, false]);
});

it('a version is what rdiff-backup prints, never a text of another shape', () => {
  const given = ['2.2.2', '2.0.5', '2.2.6.dev1+g12', '2', '2.2.2; id', '2.2.2\n', 'two'];
  expect(given.map((text) => Version.safeParse(text).success)).toEqual([true, true, true, false, false, false, false]);
});

it('a host and its draft hold nothing that the program does not know (I9)', () => {
  const { name, address, port, user, keyFile, command } = sampleHost();
  const draft = { name, address, port, user, keyFile, command };
  expect(HostDraft.parse(draft)).toEqual({ ...draft, readKeyFile: null });
  expect(HostDraft.parse({ ...draft, readKeyFile: '/k/read' }).readKeyFile).toBe('/k/read');
  expect(Host.safeParse({ ...sampleHost(), proxyCommand: 'id' }).success).toBe(false);
  expect(HostDraft.safeParse({ ...draft, hostKey: sampleHost().hostKey }).success).toBe(false);
});
