import { join } from 'node:path';
import type { EntryPath } from '../../contract/entry-path.ts';
import type { Host } from '../../contract/host.ts';
import { listCommand, listFilesCommand, namesInListing, parseListing, type ListedName } from '../../rdiff-backup/rdiff-backup.ts';
import type { FetchDeps, Unread } from '../../ssh/ssh.ts';
import { noTool, runThere, troubleOf, withTool } from './tool-there.ts';

type Repository = { host: Host; path: string };
/**
 * `unclear` counts the rows that cannot be told. `absent`: that session has no such folder. `unaddressable`: the tool cannot be given that path.
 * `unwanted`: it was ended before it was done.
 */
export type Listing =
  | { kind: 'listed'; names: ListedName[]; unclear: number }
  | { kind: 'absent' }
  | { kind: 'unaddressable' }
  | { kind: 'unwanted' }
  | Exclude<Unread, { kind: 'restricted' }>;

const sessionsWithinMs = 120_000;
const filesWithinMs = 900_000;

/**
 * The names in a folder of a repository on a host at a session (epoch seconds), as rdiff-backup itself lists them: for a key that may do
 * nothing else. It reads all that lies below the folder, so it takes seconds to a minute, and knows names only. It ends when it is not wanted any
 * more.
 */
export async function listFiles(
  deps: FetchDeps,
  { host, path, session, folder, isWanted = () => true }: Repository & { session: number; folder: EntryPath; isWanted?: () => boolean },
): Promise<Listing> {
  if (!isAddressable(folder)) return { kind: 'unaddressable' };
  let answer: Listing = noTool;
  await withTool(deps, host, async (tool, work) => {
    const place = { host: host.id, path: folder === '' ? path : join(path, folder) };
    const said = await runThere(deps, { args: listFilesCommand(tool, place, session), cwd: work, stdin: null }, filesWithinMs, isWanted);
    if (!isWanted()) answer = { kind: 'unwanted' };
    else if (said.code !== 0) answer = troubleOf(said.errors);
    else {
      const found = await namesInListing(deps.files, said.printed, folder);
      answer = found ? { kind: 'listed', ...found } : { kind: 'absent' };
    }
  });
  return answer;
}

/** The sessions of a repository on a host as rdiff-backup lists them (epoch seconds, oldest first); those that changed nothing are not among them. */
export async function listSessions(
  deps: FetchDeps,
  { host, path }: Repository,
): Promise<{ kind: 'listed'; times: number[] } | Exclude<Unread, { kind: 'restricted' }>> {
  let answer: Awaited<ReturnType<typeof listSessions>> = noTool;
  await withTool(deps, host, async (tool, work) => {
    const [file, ...args] = listCommand(tool, { host: host.id, path });
    const said = await deps.processes.run({ file, args, cwd: work, timeoutMs: sessionsWithinMs, startsSsh: true });
    const listing = parseListing(said.code, said.stdout, said.stderr);
    if (said.kind === 'timed-out') answer = { kind: 'unreachable', cause: 'timed-out', line: '' };
    else if (listing.kind === 'none') answer = listing;
    else answer = listing.kind === 'unreadable' ? troubleOf(said.stderr) : { kind: 'listed', times: listing.times };
  });
  return answer;
}

// rdiff-backup makes a slash of every backslash, an argument holds no bytes that are not UTF-8, and a newline makes two rows.
const isAddressable = (folder: EntryPath): boolean => folder.isWellFormed() && !/[\\\p{Cc}]/u.test(folder);
