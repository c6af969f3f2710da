import { describe, expect, it } from 'vitest';
import type { Cause } from '../contract/outcome.ts';
import { causeOf, isHarmless, namesFileIn, saysDamage } from './messages.ts';

const failed = '\nERROR: Action backup failed on step check';

/** The failures of a backup, measured on 2.2.2 (rdiff-backup.md, table 2.1). */
const backup: [cause: Cause | undefined, line: string, printed: string][] = [
  ['source-missing', 'ERROR: Source path nosuch does not exist', `ERROR: Source path nosuch does not exist${failed}`],
  ['source-not-folder', 'ERROR: Source path data/a is not a directory', `ERROR: Source path data/a is not a directory${failed}`],
  [
    'repository-foreign',
    "ERROR: Target path 'other' does not look like a rdiff-backup repository, call with '--force' to overwrite",
    `ERROR: Target path 'other' does not look like a rdiff-backup repository, call with '--force' to overwrite${failed}`,
  ],
  [
    'permission',
    'ERROR: Unable to delete and/or create directory none/x/repo',
    `ERROR: Unable to delete and/or create directory none/x/repo${failed}`,
  ],
  ['clock', 'ERROR: The last backup is not in the past. Aborting.', `ERROR: The last backup is not in the past. Aborting.${failed}`],
  [
    'dead-end',
    'ERROR: Either there is more than one current_mirror or the last backup is not in the past. Aborting.',
    `ERROR: Either there is more than one current_mirror or the last backup is not in the past. Aborting.${failed}`,
  ],
  [
    'repository-locked',
    "ERROR: An initial backup in a strange state with lockfile repo/rdiff-backup-data/lock.yml. Either it's just an initial backup running",
    "ERROR: An initial backup in a strange state with lockfile repo/rdiff-backup-data/lock.yml. Either it's just an initial backup running",
  ],
  [
    'writer',
    'Fatal Error: It appears that a previous rdiff-backup session with process id 857 is still running.',
    'Fatal Error: It appears that a previous rdiff-backup session with process id 857 is still running.',
  ],
  [
    'repository-locked',
    'ERROR: Repository is locked by file repo/rdiff-backup-data/lock.yml, another is probably on-going,',
    'ERROR: Repository is locked by file repo/rdiff-backup-data/lock.yml, another is probably on-going,',
  ],
  [
    'repository-damaged',
    'Fatal Error: Bad rdiff-backup-data dir on destination side',
    'Fatal Error: Bad rdiff-backup-data dir on destination side',
  ],
  [undefined, '', 'Traceback (most recent call last):\nrdiff_backup.robust.SignalException: 15'],
  [undefined, '', ''],
  [
    'disk-full',
    "WARNING: Exception '[Errno 28] No space left on device' raised of class '<class 'OSError'>':",
    "WARNING: Exception '[Errno 28] No space left on device' raised of class '<class 'OSError'>':\nTraceback\nOSError: [Errno 28] No space left on device",
  ],
  [
    'disk-full',
    "AttributeError: 'str' object has no attribute 'lstat'",
    "Traceback (most recent call last):\nAttributeError: 'str' object has no attribute 'lstat'",
  ],
  [
    'repository-damaged',
    'EOFError: Compressed file ended before the end-of-stream marker was reached',
    'Traceback (most recent call last):\nEOFError: Compressed file ended before the end-of-stream marker was reached',
  ],
  [undefined, '', "Fatal Error: The file specification 'b'cache'' cannot match any files in the base directory 'b'src''."],
  [undefined, '', "Fatal Error: Last selection expression Command-line include glob: b'src/docs' only specifies that files be included."],
  ['disk-full', 'OSError: [Errno 122] Disk quota exceeded', 'OSError: [Errno 122] Disk quota exceeded'],
  ['read-only', "OSError: [Errno 30] Read-only file system: b'/b/x'", "Traceback\nOSError: [Errno 30] Read-only file system: b'/b/x'"],
  [
    'permission',
    "PermissionError: [Errno 13] Permission denied: b'/b/x'",
    "Traceback\nPermissionError: [Errno 13] Permission denied: b'/b/x'",
  ],
  [
    'repository-damaged',
    'gzip.BadGzipFile: CRC check failed 0x5535364f != 0xe1a161e2',
    'gzip.BadGzipFile: CRC check failed 0x5535364f != 0xe1a161e2',
  ],
];

describe('why a backup failed is read from the text, exit 1 alone says nothing (table 2.1, rdiff-backup 12.11, rdiff-backup 12.22)', () => {
  it.each(backup)('%s: %s', (cause, line, printed) => {
    expect(causeOf(printed)).toEqual(cause && { cause, line });
  });
});

/** What 2.2.2 prints after every ssh failure, whatever it was (table 2.2). */
const always = `
ERROR: Couldn't start up the remote connection by executing 'ssh -F ./ssh_config -- host-0000000a'
due to exception 'Truncated header <b''> (problem probably originated remotely)'.

Remember that, under the default settings, rdiff-backup must be
installed in the PATH on the remote system.  See the man page for more
information on this.  This message may also be displayed if the remote
version of rdiff-backup is quite different from the local version (2.2.2)

Traceback (most recent call last):
AttributeError: 'NoneType' object has no attribute 'append_path'`;
const at = '@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\n';

describe('an ssh failure is told by the lines before the block that is always the same (table 2.2, rdiff-backup 12.3, rdiff-backup 12.11)', () => {
  it.each<[Cause, string]>([
    ['refused', 'ssh: connect to host 127.0.0.1 port 2299: Connection refused'],
    ['name-not-found', 'ssh: Could not resolve hostname nosuch: Name or service not known'],
    [
      'host-key-changed',
      'No ED25519 host key is known for [127.0.0.1]:2222 and you have requested strict checking.\nHost key verification failed.',
    ],
    ['host-key-changed', 'Host key verification failed.'],
    ['host-key-changed', `${at}@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n${at}Host key verification failed.`],
    ['login-refused', 'root@127.0.0.1: Permission denied (publickey).'],
    [
      'key-unreadable',
      'Warning: Identity file /k not accessible: No such file or directory.\nroot@127.0.0.1: Permission denied (publickey).',
    ],
    [
      'key-too-open',
      `${at}@         WARNING: UNPROTECTED PRIVATE KEY FILE!          @\n${at}Load key "/k": bad permissions\nroot@h: Permission denied (publickey).`,
    ],
    ['login-refused', 'Permission denied, please try again.\nalice@127.0.0.1: Permission denied (publickey,password).'],
    ['tool-missing', 'bash: line 1: rdiff-backup: command not found'],
    ['timed-out', 'ssh: connect to host 127.0.0.1 port 22: Connection timed out'],
    ['version', 'Fatal Error: Switches missing or wrong number of arguments'],
    ['version', 'rdiff-backup: error: the following arguments are required: action'],
  ])('%s', (cause, lines) => {
    expect(causeOf(`${lines}${always}`)?.cause).toBe(cause);
  });
  it('a login shell that prints is recognised by what the tool took for a header', () => {
    const block = always.replace("Truncated header <b''>", "Impossibly high data amount evaluated in header <b'Welcome t'>");
    expect(causeOf(block)?.cause).toBe('greeting');
  });
  it.each<[Cause, string]>([
    ['connection-lost', 'Timeout, server 127.0.0.1 not responding.\nTraceback\nrdiff_backup.connection.ConnectionWriteError'],
    ['connection-lost', "rdiff_backup.connection.ConnectionReadError: Truncated header <b''>"],
    [
      'restricted',
      "WARNING: Security Violation due to invalid request for function: fs_abilities.single_set_globals\nCompared to b'/srv/repos'",
    ],
    ['version', 'WARNING: Security Violation due to invalid request for function: Hardlink.initialize_dictionaries'],
    [
      'session-interrupted',
      "ERROR: Previous backup to r seems to have failed. Use rdiff-backup to 'regress' first the failed backup, then",
    ],
  ])('%s in the middle of a run', (cause, printed) => {
    expect(causeOf(printed)?.cause).toBe(cause);
  });
});

describe('a warning counts against a backup unless it is one of a few (rdiff-backup 12.10)', () => {
  it.each([
    'WARNING: Previous backup seems to have failed, regressing destination now',
    'WARNING: Action backup emitted warnings, see previous messages for details',
    "WARNING: The target directory 'in/repo' may be contained in the source directory 'in'. This could cause an infinite recursion.",
    "WARNING: this command line interface is deprecated and will disappear, start using the new one as described with '--new --help'.",
    "WARNING: Server will be called with deprecated command line interface to guarantee compatibility. It might lead to a deprecation warning from newer rdiff-backup versions. Use '--api-version 201' (or higher) to avoid it.",
    'WARNING: Local version 2.2.2 does not match remote version 2.0.5',
    "WARNING: Data directory 'r/rdiff-backup-data' doesn't have an 'increments' sub-directory",
  ])('harmless: %s', (line) => {
    expect(isHarmless(line)).toBe(true);
  });
  it.each([
    "WARNING: Computed SHA1 digest of file f '93ae' doesn't match recorded digest of 'e732'. Your backup repository may be corrupted!",
    "WARNING: Exception '[Errno 28] No space left on device' raised of class",
    'WARNING: Action backup failed on one or more files, see previous messages for details',
    'WARNING: Failed listing directory /srv/www',
    'ERROR: anything',
    '',
    // Names are chosen by whoever writes to the server: none of them may excuse a warning.
    "WARNING: Computed SHA1 digest of file deprecated/x 'a' doesn't match recorded digest of 'b'.",
    'WARNING: Failed listing directory /srv/deprecated-site',
    'WARNING: Failed listing directory /srv/Action x emitted warnings, see previous messages',
    "WARNING: Index a doesn't have an 'increments' sub-directory missing from CCPP cache",
  ])('not harmless (I2): %s', (line) => {
    expect(isHarmless(line)).toBe(false);
  });
});

describe('rdiff-backup blames a file when it says what is wrong with it (B4, K7)', () => {
  it.each([
    [true, "librsync.librsyncError: (100, b'patch job failed')"],
    [true, 'EOFError: Compressed file ended before the end-of-stream marker was reached'],
    [false, 'AssertionError: The answer is another one'],
  ])('says damage: %s: %s', (expected, printed) => {
    expect(saysDamage(printed)).toBe(expected);
  });

  it.each([
    [true, "PermissionError: [Errno 13] Permission denied: b'/srv/b/docs/a'"],
    [true, "FileNotFoundError: b'/srv/b/rdiff-backup-data/increments/docs/a.2026-02-25T06:13:20Z.diff.gz'"],
    [false, 'ERROR: Previous backup to /srv/b seems to have failed'],
    [false, 'The rdiff-backup data directory\n/srv/b/rdiff-backup-data\nexists'],
    [false, "PermissionError: [Errno 13] Permission denied: b'/srv/b/rdiff-backup-data/chars_to_quote'"],
    [false, 'cannot open /srv/bigger/docs/a'],
  ])('names a file: %s: %s', (expected, printed) => {
    expect(namesFileIn(printed, '/srv/b')).toBe(expected);
  });
});
