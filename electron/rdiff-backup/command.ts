import type { EntryPath } from '../contract/entry-path.ts';
import type { Job } from '../contract/job.ts';
import type { Location } from '../contract/location.ts';
import { remoteSchema } from '../ssh/ssh.ts';
import { encodeLocation } from './location.ts';

type Arguments = [string, ...string[]];

// `--new` selects the current command line of 2.2 and later. Options stand in full (argparse takes `--forc` for `--force`), in the order
// generic, action, its own, `--`, locations. `--force` appears once in this file, and no text of a person becomes an option.
const generic = (locations: readonly Location[]) => [
  '--new',
  ...(locations.some((place) => place.host !== null) ? ['--remote-schema', remoteSchema] : []),
];

// Progress lines on the terminal's level, while backup.log inside the repository stays small (2.2 MB per 40,000 files at -v5, never rotated).
const talkative = ['-v3', '--terminal-verbosity', '5'];

/** `rdiff-backup backup` for a job. A selection, when there is one, is read from standard input. */
export function backupCommand(tool: string, job: Pick<Job, 'source' | 'repository' | 'selection' | 'oneFileSystem' | 'marker'>): Arguments {
  return [
    tool,
    ...generic([job.source, job.repository]),
    ...talkative,
    '--null-separator',
    'backup',
    ...(job.repository.host === null ? [] : ['--print-statistics', '--create-full-path']),
    ...(job.oneFileSystem ? ['--exclude-other-filesystems'] : []),
    ...(job.marker === null ? [] : [`--exclude-if-present=${job.marker}`]),
    ...(job.selection.length === 0 ? [] : ['--include-globbing-filelist-stdin']),
    '--',
    encodeLocation(job.source),
    encodeLocation(job.repository),
  ];
}

/** `rdiff-backup regress`: takes an interrupted session back. */
export const regressCommand = (tool: string, repository: Location): Arguments => [
  tool,
  ...generic([repository]),
  ...talkative,
  'regress',
  '--',
  encodeLocation(repository),
];

/**
 * `rdiff-backup remove increments`: takes every session older than a time (epoch seconds). `several` is for more than one increment, which
 * the tool takes only with `--force`; the whole of a removal must have been announced.
 */
export const removeCommand = (
  tool: string,
  repository: Location,
  { olderThan, several }: { olderThan: number; several: boolean },
): Arguments => [
  tool,
  ...generic([repository]),
  ...(several ? ['--force'] : []),
  // Not talkative: a line for each file would be a hundred megabytes.
  '-v3',
  'remove',
  'increments',
  '--older-than',
  String(olderThan),
  '--',
  encodeLocation(repository),
];

/** `rdiff-backup list increments` in its parsable form. */
export const listCommand = (tool: string, repository: Location): Arguments => [
  tool,
  ...generic([repository]),
  '--terminal-verbosity',
  '2',
  '--parsable-output',
  'list',
  'increments',
  '--',
  encodeLocation(repository),
];

const leftAlone = { access_control_lists: '--no-acls', extended_attributes: '--no-eas' } as const;

/**
 * `rdiff-backup restore` of what stood at `path` in a session (epoch seconds), as `./into` in the folder that it is started in, which nothing
 * of that name may be in. `path` null: what `restoreList` names, read from standard input, each at its place below `./into`. The contents alone:
 * no list of attributes is read, which may be broken.
 */
export const restoreCommand = (
  tool: string,
  repository: Location,
  { session, path, into }: { session: number; path: EntryPath | null; into: string },
): Arguments => [
  tool,
  ...generic([repository]),
  '--null-separator',
  'restore',
  '--at',
  String(session),
  ...Object.values(leftAlone),
  ...(path === null ? ['--include-filelist-stdin', '--exclude', '**'] : []),
  '--',
  encodeLocation(path === null ? repository : { ...repository, path: `${repository.path}/${path}` }),
  `./${into}`,
];

/**
 * `rdiff-backup restore` of what `restoreList` names for the folder `to`, read from standard input, each at its place below it. Nothing may be
 * there yet; folders above it are made. `without`: what the session records and nobody can read, so that rdiff-backup must not try to.
 */
export const restoreListCommand = (
  tool: string,
  repository: Location,
  { session, to, without }: { session: number; to: Location; without: readonly (keyof typeof leftAlone)[] },
): Arguments => [
  tool,
  ...generic([repository, to]),
  '--null-separator',
  'restore',
  '--create-full-path',
  ...without.map((each) => leftAlone[each]),
  '--at',
  String(session),
  '--include-filelist-stdin',
  '--exclude',
  '**',
  '--',
  encodeLocation(repository),
  encodeLocation(to),
];

/** `rdiff-backup verify` of all files of a session (epoch seconds), with a line for each. */
export const verifyCommand = (tool: string, repository: Location, session: number): Arguments => [
  tool,
  ...generic([repository]),
  ...talkative,
  'verify',
  '--at',
  String(session),
  '--',
  encodeLocation(repository),
];

/** `rdiff-backup list files`: the paths of a folder of a repository, and of all below it, at a session (epoch seconds). */
export const listFilesCommand = (tool: string, folder: Location, session: number): Arguments => [
  tool,
  ...generic([folder]),
  '--terminal-verbosity',
  '2',
  'list',
  'files',
  '--at',
  String(session),
  '--',
  encodeLocation(folder),
];

/**
 * `rdiff-backup backup` of the data folder of a repository into a new one, `./into` in the folder that it is started in: the only way by which
 * files come through a key that may run rdiff-backup and nothing else. What is wanted of it is read from standard input (`selectionList`).
 */
export const bringDataCommand = (tool: string, data: Location, into: string): Arguments => [
  tool,
  ...generic([data]),
  '--no-fsync',
  '--null-separator',
  'backup',
  '--no-compression',
  '--no-file-statistics',
  '--no-acls',
  '--no-eas',
  '--no-hard-links',
  '--include-globbing-filelist-stdin',
  '--',
  encodeLocation(data),
  `./${into}`,
];

/** A command as a person could type it into a POSIX shell. */
export function shellLine(args: readonly string[]): string {
  return args.map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`)).join(' ');
}
