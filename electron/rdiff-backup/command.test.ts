import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AbsolutePath } from '../contract/location.ts';
import { sampleJob } from '../contract/samples.testing.ts';
import { systemProcesses } from '../platform/processes.ts';
import {
  backupCommand,
  bringDataCommand,
  listCommand,
  regressCommand,
  removeCommand,
  restoreCommand,
  shellLine,
  verifyCommand,
} from './command.ts';

const there = { host: 'host-0000000a', path: '/srv/www' };
const tool = '/usr/bin/rdiff-backup';
const rule = { action: 'exclude', pattern: '**/*.tmp' } as const;
const remote = ['--remote-schema', 'ssh -F ./ssh_config -- {h}'];
const talk = ['-v3', '--terminal-verbosity', '5', '--null-separator'];

describe('generic options, the action, its own options, --, the locations (rdiff-backup 12.5)', () => {
  it('a local backup says progress on the terminal only, so that backup.log stays small (rdiff-backup 12.18)', () => {
    expect(backupCommand(tool, sampleJob())).toEqual([
      ...[tool, '--new', ...talk, 'backup', '--exclude-other-filesystems', '--exclude-if-present=.nobackup'],
      ...['--', '/srv/www', '/backup/www'],
    ]);
  });
  it('a pull has a full remote schema of its own and never the default one (rdiff-backup 12.2)', () => {
    expect(backupCommand(tool, sampleJob({ source: there, selection: [rule], marker: null, oneFileSystem: false }))).toEqual([
      ...[tool, '--new', ...remote, ...talk, 'backup', '--include-globbing-filelist-stdin'],
      ...['--', 'host-0000000a::/srv/www', '/backup/www'],
    ]);
  });
  it('a push prints its statistics, which cannot be read from here, and may make folders there', () => {
    expect(backupCommand(tool, sampleJob({ repository: there, marker: null }))).toEqual([
      ...[tool, '--new', ...remote, ...talk, 'backup', '--print-statistics', '--create-full-path', '--exclude-other-filesystems'],
      ...['--', '/srv/www', 'host-0000000a::/srv/www'],
    ]);
  });
  it('regress and list', () => {
    expect(regressCommand(tool, { host: null, path: '/b' })).toEqual([
      tool,
      '--new',
      '-v3',
      '--terminal-verbosity',
      '5',
      'regress',
      '--',
      '/b',
    ]);
    expect(listCommand(tool, there)).toEqual([
      ...[
        tool,
        '--new',
        ...remote,
        '--terminal-verbosity',
        '2',
        '--parsable-output',
        'list',
        'increments',
        '--',
        'host-0000000a::/srv/www',
      ],
    ]);
  });
});

it('remove gets a time in epoch seconds, and --force only for several (rdiff-backup 12.1, rdiff-backup 12.19)', () => {
  const [olderThan, here] = [1_772_000_000, { host: null, path: '/backup/www' }];
  const end = ['-v3', 'remove', 'increments', '--older-than', '1772000000', '--'];
  expect(removeCommand(tool, here, { olderThan, several: false })).toEqual([tool, '--new', ...end, '/backup/www']);
  expect(removeCommand(tool, there, { olderThan, several: true })).toEqual([
    ...[tool, '--new', ...remote, '--force', ...end, 'host-0000000a::/srv/www'],
  ]);
});

it('verify names a session in epoch seconds, and is told to name each file (rdiff-backup 12.1, rdiff-backup 12.20)', () => {
  const begin = ['-v3', '--terminal-verbosity', '5', 'verify', '--at', '1772000000', '--'];
  expect(verifyCommand(tool, { host: null, path: '/backup/www' }, 1_772_000_000)).toEqual([tool, '--new', ...begin, '/backup/www']);
  expect(verifyCommand(tool, there, 1_772_000_000)).toEqual([tool, '--new', ...remote, ...begin, 'host-0000000a::/srv/www']);
});

it('restore names a session in epoch seconds and a target of ours; a path is one argument, or all is said by a list (rdiff-backup 12.1, 12.5)', () => {
  const begin = ['--null-separator', 'restore', '--at', '1772000000', '--no-acls', '--no-eas'];
  expect(restoreCommand(tool, { host: null, path: '/backup/www' }, { session: 1_772_000_000, path: 'h;x #::/-y', into: 'out' })).toEqual([
    ...[tool, '--new', ...begin, '--', '/backup/www/h;x #\\:\\:/-y', './out'],
  ]);
  expect(restoreCommand(tool, there, { session: 1_772_000_000, path: null, into: 'out' })).toEqual([
    ...[tool, '--new', ...remote, ...begin, '--include-filelist-stdin', '--exclude', '**', '--', 'host-0000000a::/srv/www', './out'],
  ]);
});

it('the data of a repository comes as that of any source, into a folder of ours, and only what a list names (rdiff-backup 12.5)', () => {
  expect(bringDataCommand(tool, { ...there, path: '/srv/a::b/rdiff-backup-data' }, 'in')).toEqual([
    ...[tool, '--new', ...remote, '--no-fsync', '--null-separator', 'backup', '--no-compression', '--no-file-statistics', '--no-acls'],
    ...['--no-eas', '--no-hard-links', '--include-globbing-filelist-stdin', '--', 'host-0000000a::/srv/a\\:\\:b/rdiff-backup-data', './in'],
  ]);
});

const names = fc.constantFrom('--force', '-x', '@file', 'a b', "o'neill", '::', '$(id)', '日本', 'backup', '--api-version', '201', 'x:y');
const path = fc.array(names, { minLength: 1, maxLength: 4 }).map((parts) => AbsolutePath.parse(`/${parts.join('/')}`));
const location = fc.record({ host: fc.constantFrom(null, 'host-0000000a'), path });
const jobs = fc.record({
  source: location,
  repository: location,
  selection: fc.array(fc.constant(rule), { maxLength: 2 }),
  oneFileSystem: fc.boolean(),
  marker: fc.constantFrom(null, '.nobackup', '@x', '$(id)', 'force'),
});

describe('whatever a person wrote', () => {
  const constants = new Set([
    ...[
      '--new',
      ...remote,
      ...talk,
      '--parsable-output',
      '2',
      'backup',
      'regress',
      'list',
      'increments',
      'remove',
      '--older-than',
      '5',
      'restore',
      '--at',
      '--no-acls',
      '--no-eas',
    ],
    ...['--print-statistics', '--create-full-path', '--exclude-other-filesystems', '--include-globbing-filelist-stdin'],
  ]);
  it('--force and another API never appear (I12, rdiff-backup 12.4, rdiff-backup 12.6), and no text of a person is an option (I5)', () => {
    fc.assert(
      fc.property(jobs, (job) => {
        const { repository } = job;
        for (const args of [
          backupCommand(tool, job),
          regressCommand(tool, repository),
          listCommand(tool, repository),
          removeCommand(tool, repository, { olderThan: 5, several: false }),
          restoreCommand(tool, repository, { session: 5, path: job.source.path.slice(1), into: 'out' }),
        ]) {
          const end = args.indexOf('--');
          const options = args.slice(1, end).filter((option) => !option.startsWith('--exclude-if-present='));
          expect(options.filter((option) => !constants.has(option))).toEqual([]);
          expect(args.slice(end + 1).filter((place) => !/^(?:(?:host-0000000a::)?\/|\.\/out$)/.test(place))).toEqual([]);
          expect(args.filter((_, index) => args.indexOf('--') === index)).toHaveLength(1);
          expect(args.slice(0, end)).not.toContain('--force');
        }
      }),
      { numRuns: 500 },
    );
  });
});

it('a command shown to a person is read by a shell as exactly that command (I5)', async () => {
  const args = [
    '/usr/bin/printf',
    '%s\\0',
    'plain-1.2/x',
    'a b',
    "o'n'eill",
    '"',
    '$(id)',
    '`id`',
    '\\',
    '*',
    '~',
    '!x',
    'a\nb',
    '日本',
    '',
    '--x=y;z',
    '#',
    '&',
  ];
  const line = shellLine(args);
  const answer = await systemProcesses().run({ file: '/bin/sh', args: ['-c', line], cwd: '/', timeoutMs: 10_000 });
  expect(answer).toEqual({
    kind: 'ended',
    code: 0,
    stdout: args
      .slice(2)
      .map((arg) => `${arg}\0`)
      .join(''),
    stderr: '',
  });
  expect(shellLine(['rdiff-backup', '--new', '--', '/srv/www'])).toBe('rdiff-backup --new -- /srv/www');
});
