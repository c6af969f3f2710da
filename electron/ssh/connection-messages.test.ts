import { describe, expect, it } from 'vitest';
import type { ConnectionCause } from '../contract/outcome.ts';
import { connectionCause, lineAround } from './connection-messages.ts';

const frame = '@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@';

describe('what ssh, the login shell and the tool print is one of a closed list of causes (table 2.2, rdiff-backup 12.3, rdiff-backup 12.11)', () => {
  it.each<[ConnectionCause, string, string]>([
    ['refused', 'ssh: connect to host 192.0.2.7 port 22: Connection refused', ''],
    ['name-not-found', 'ssh: Could not resolve hostname web1: Name or service not known', ''],
    ['name-not-found', 'ssh: Could not resolve hostname web1: Temporary failure in name resolution', ''],
    ['timed-out', 'ssh: connect to host 192.0.2.7 port 22: Connection timed out', ''],
    ['timed-out', 'Connection timed out during banner exchange', '\nConnection to 192.0.2.7 port 22 timed out'],
    ['unreachable', 'ssh: connect to host 192.0.2.7 port 22: No route to host', ''],
    ['unreachable', 'ssh: connect to host 192.0.2.7 port 22: Network is unreachable', ''],
    [
      'host-key-changed',
      'No ED25519 host key is known for [127.0.0.1]:2222 and you have requested strict checking.',
      '\nHost key verification failed.',
    ],
    ['host-key-changed', 'Host key verification failed.', ''],
    ['host-key-changed', '@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @', `\n${frame}\nHost key verification failed.`],
    ['host-key-changed', 'Unable to negotiate with 192.0.2.7 port 22: no matching host key type found. Their offer: rsa-sha2-512', ''],
    ['login-refused', 'root@127.0.0.1: Permission denied (publickey).', ''],
    ['login-refused', 'alice@127.0.0.1: Permission denied (publickey,password).', ''],
    ['key-unreadable', 'Warning: Identity file /k not accessible: No such file or directory.', '\nroot@h: Permission denied (publickey).'],
    ['key-unreadable', 'Load key "/k": error in libcrypto', '\nroot@h: Permission denied (publickey).'],
    [
      'key-too-open',
      '@         WARNING: UNPROTECTED PRIVATE KEY FILE!          @',
      `\n${frame}\nLoad key "/k": bad permissions\nroot@h: Permission denied (publickey).`,
    ],
    ['tool-missing', 'bash: line 1: rdiff-backup: command not found', ''],
    ['tool-missing', 'sh: 1: rdiff-backup: not found', ''],
    ['tool-missing', 'env: ‘rdiff-backup’: No such file or directory', ''],
    ['tool-missing', 'env: ‘/opt/bin/rdiff-backup’: No such file or directory', ''],
    ['tool-missing', 'zsh:1: command not found: rdiff-backup', ''],
    ['sudo-refused', 'sudo: a password is required', ''],
    ['sudo-refused', 'backup is not in the sudoers file.', ''],
    ['greeting', "'Impossibly high data amount evaluated in header <b'Welcome t'>", ''],
    ['version', 'Fatal Error: Switches missing or wrong number of arguments', ''],
    ['version', 'rdiff-backup: error: the following arguments are required: action', ''],
    ['version', 'WARNING: Security Violation due to invalid request for function: Globals.get', ''],
    ['restricted', 'WARNING: Security Violation due to invalid request for function: fs_abilities.single_set_globals', ''],
    [
      'connection-lost',
      'rdiff_backup.connection.ConnectionWriteError',
      '\n    conn.Globals.set_local(setting_name, Globals.get(setting_name))',
    ],
    ['connection-lost', 'Timeout, server 127.0.0.1 not responding.', '\nrdiff_backup.connection.ConnectionWriteError'],
    ['connection-lost', "rdiff_backup.connection.ConnectionReadError: Truncated header <b''> (problem probably originated remotely)", ''],
    ['connection-lost', 'Connection closed by 192.0.2.7 port 22', ''],
    ['connection-lost', 'client_loop: send disconnect: Broken pipe', ''],
  ])('%s: %s', (cause, line, rest) => {
    expect(connectionCause(`before\n${line}${rest}`)).toEqual({ cause, line });
  });

  it.each(['', 'something new', 'Permission denied, please try again.', "WARNING: ListError: 'a' [Errno 13] Permission denied: b'a'"])(
    '%j is not guessed at',
    (printed) => {
      expect(connectionCause(printed)).toBeUndefined();
    },
  );

  it('a changed host key goes before everything else that was printed with it (I6)', () => {
    const printed = 'root@h: Permission denied (publickey).\nConnection refused\nREMOTE HOST IDENTIFICATION HAS CHANGED';
    expect(connectionCause(printed)?.cause).toBe('host-key-changed');
  });
});

it('the line around a place is whole', () => {
  const text = 'one\n  two \nthree';
  expect([0, 3, 5, 9, 12, 16].map((index) => lineAround(text, index))).toEqual(['one', 'one', 'two', 'two', 'three', 'three']);
});
