import { bytesOf, type EntryPath } from '../contract/entry-path.ts';

// rdiff-backup takes a path that ends like this for an increment, wherever it stands.
const looksLikeIncrement = /\.[^.]*\d[^.]*\.(?:snapshot|dir|missing|diff|data)(?:\.gz)?$/;
const dataFolder = 'rdiff-backup-data';

/**
 * Whether `restore` can be asked for a path by an argument: rdiff-backup turns each backslash of one into a slash, and Node can give it no
 * byte that is not UTF-8. A path that cannot is restored by a list (`restoreList`), which reaches every path.
 */
export const canBeArgument = (path: EntryPath): boolean =>
  path.isWellFormed() && !path.includes('\\') && !path.split('/').includes(dataFolder) && !looksLikeIncrement.test(path);

/**
 * The list for `restoreCommand` of paths that are restored into the folder `into`, itself a name without a sign of its own. Nothing in it is
 * a pattern: each line bears its sign, so that none of a name is read as one, and ends in a slash, because rdiff-backup takes carriage
 * returns off the end of a line.
 */
export const restoreList = (paths: readonly EntryPath[], into: string): Uint8Array =>
  Buffer.concat(paths.flatMap((path) => [Buffer.from(`+ ${into}/`), bytesOf(path), Buffer.from('/\0')]));
