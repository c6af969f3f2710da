import { join } from 'node:path';
import type { EntryPath } from '../../contract/entry-path.ts';
import type { Host } from '../../contract/host.ts';
import { ConnectionCause } from '../../contract/outcome.ts';
import { causeOf, listCommand, listFilesCommand, namesInListing, parseListing, type ListedName } from '../../rdiff-backup/rdiff-backup.ts';
import { serverCommand, writeSshFiles, type FetchDeps, type Unread } from '../../ssh/ssh.ts';

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
const lookEveryMs = 200;
const maxErrors = 65_536;
const noTool = { kind: 'failed', line: 'rdiff-backup: command not found' } as const;

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
    const at = { stdout: join(work, 'printed'), stderr: join(work, 'errors'), exitFile: join(work, 'exit'), pidFile: join(work, 'pid') };
    await launched(deps, { args: listFilesCommand(tool, place, session), cwd: work, stdin: null, ...at }, isWanted);
    const code = Number((await deps.files.text(at.exitFile, 16)) ?? '-1');
    if (!isWanted()) answer = { kind: 'unwanted' };
    else if (code !== 0) answer = troubleOf((await deps.files.text(at.stderr, maxErrors)) ?? '');
    else {
      const found = await namesInListing(deps.files, at.stdout, folder);
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
    const said = await deps.processes.run({ file, args, cwd: work, timeoutMs: sessionsWithinMs });
    const listing = parseListing(said.code, said.stdout, said.stderr);
    if (said.kind === 'timed-out') answer = { kind: 'unreachable', cause: 'timed-out', line: '' };
    else if (listing.kind === 'none') answer = listing;
    else answer = listing.kind === 'unreadable' ? troubleOf(said.stderr) : { kind: 'listed', times: listing.times };
  });
  return answer;
}

// rdiff-backup makes a slash of every backslash, an argument holds no bytes that are not UTF-8, and a newline makes two rows.
const isAddressable = (folder: EntryPath): boolean => folder.isWellFormed() && !/[\\\p{Cc}]/u.test(folder);

async function withTool(deps: FetchDeps, host: Host, use: (tool: string, work: string) => Promise<void>): Promise<void> {
  const tool = deps.processes.find('rdiff-backup');
  if (tool === undefined) return;
  await deps.scratch(async (work) => {
    await writeSshFiles(deps.files, work, host, serverCommand(host));
    await use(tool, work);
  });
}

/** Lets a command run to its end, or ends it when it takes too long or nobody waits for it any more. */
async function launched(
  { processes, clock, over }: FetchDeps,
  command: Parameters<typeof processes.launch>[0],
  isWanted: () => boolean,
): Promise<void> {
  const { mark, ended } = processes.launch(command);
  const end = new AbortController();
  void ended.then(() => {
    end.abort();
  });
  const until = clock.monotonic() + filesWithinMs;
  while (!end.signal.aborted) {
    await clock.sleep(lookEveryMs, end.signal);
    if (clock.monotonic() > until || over?.aborted === true || !isWanted()) processes.signalGroup(mark, 'SIGKILL');
  }
}

function troubleOf(errors: string): Exclude<Unread, { kind: 'restricted' }> {
  const known = causeOf(errors);
  const cause = ConnectionCause.safeParse(known?.cause);
  if (known && cause.success) return { kind: 'unreachable', cause: cause.data, line: known.line };
  if (/couldn't be identified as being within an existing backup repository|Could not get time of current mirror/.test(errors))
    return { kind: 'none' };
  return { kind: 'failed', line: known?.line ?? errors.trim().split('\n').at(-1) ?? '' };
}
