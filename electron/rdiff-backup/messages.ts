import type { Cause } from '../contract/outcome.ts';
import { connectionCause, lineAround } from '../ssh/ssh.ts';

type Sign = [pattern: RegExp, cause: Cause];

// rdiff-backup 2.2 on either side (rdiff-backup.md, chapters 2.1-2.3). The first match decides.
const repositorySigns: readonly Sign[] = [
  // 2.2.2 and 2.2.3 fail with this on a disk that is still full (its issue 850).
  [/No space left on device|Disk quota exceeded|'str' object has no attribute 'lstat'/, 'disk-full'],
  [/Read-only file system/, 'read-only'],
  [/more than one current_mirror/, 'dead-end'],
  [/last backup is not in the past/, 'clock'],
  [/previous rdiff-backup session with process\s+id \d+/, 'writer'],
  [/Previous backup to .* seems to have failed\. Use rdiff-backup to 'regress' first/s, 'session-interrupted'],
  [/Repository is locked by file|strange state with lockfile/, 'repository-locked'],
  [/ERROR: Source path .* does not exist/s, 'source-missing'],
  [/ERROR: Source path .* is not a directory/s, 'source-not-folder'],
  [/does not look like a rdiff-backup repository/, 'repository-foreign'],
  [/exists and is not a directory/, 'repository-not-folder'],
  [/BadGzipFile|CRC check failed|Compressed file ended before|Bad rdiff-backup-data dir/, 'repository-damaged'],
];
const vagueSigns: readonly Sign[] = [
  [/PermissionError|\[Errno 13\]|Permission denied|Operation not permitted|Unable to delete and\/or create directory/, 'permission'],
];

/** Why rdiff-backup ended badly, and the line that says so. */
export function causeOf(printed: string): { cause: Cause; line: string } | undefined {
  return matched(repositorySigns, printed) ?? connectionCause(printed) ?? matched(vagueSigns, printed);
}

function matched(signs: readonly Sign[], printed: string): { cause: Cause; line: string } | undefined {
  for (const [pattern, cause] of signs) {
    const found = pattern.exec(printed);
    if (found) return { cause, line: lineAround(printed, found.index) };
  }
  return undefined;
}

const damageSigns = /zlib\.error|while decompressing|librsync|BadGzipFile|CRC check failed|EOFError|Compressed file ended/;

/** True where rdiff-backup stopped because it could not make sense of what a repository holds. */
export const saysDamage = (printed: string): boolean => damageSigns.test(printed);

/** True where it named something that it keeps in a repository: a file, or an increment of one. */
export const namesFileIn = (printed: string, repository: string): boolean =>
  printed.split(`${repository.replace(/\/+$/, '')}/`).some((rest, at) => at > 0 && !/^rdiff-backup-data(?!\/increments\/)/.test(rest));

const harmless: readonly RegExp[] = [
  /^WARNING:\s+Previous backup seems to have failed, regressing destination now/,
  /^WARNING:\s+Action \w+ emitted warnings, see previous messages/,
  // Preflight has made sure that a repository inside its source is excluded.
  /^WARNING:\s+The target directory .* may be contained in the\s+source directory/,
  /^WARNING: this command line interface is deprecated/,
  // 2.2.6 says this at every remote run with API 200 and cannot be silenced (its issue 925).
  /^WARNING:\s+Server will be called with deprecated command line interface/,
  /^WARNING:\s+Local version \S+ does not match remote version/,
  /^WARNING:\s+Data directory '.*' doesn't have an 'increments' sub-directory/,
];

/** True for a warning that says nothing against a backup. */
export const isHarmless = (warning: string): boolean => harmless.some((pattern) => pattern.test(warning));
