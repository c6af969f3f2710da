import { Refusal } from '../contract/failure.ts';
import type { EntryState, Folder, PastSession } from '../contract/history.ts';
import type { Host } from '../contract/host.ts';
import type { RunStore } from '../runs/runs.ts';
import type { FetchDeps } from '../ssh/ssh.ts';
import { listFiles, listSessions } from './remote/list-files.ts';
import type { Shelf } from './shelf.ts';
import { isWrittenByUs } from './writing.ts';

/**
 * What can be known of a repository on a host whose key may run rdiff-backup and nothing else: its sessions (but for those that changed
 * nothing) and the names in a folder. Each answer takes a connection and seconds; the last ones are kept for a while.
 */
export type ByTool = {
  /** Lets the next question be asked there, whatever is known. */
  forget(shelf: Shelf): void;
  /** Whether it may list anything at all there. */
  mayList(shelf: Shelf): Promise<boolean>;
  /** Epoch seconds, oldest first. Refuses with `no-session`, `history-restricted` and `history-unread`. */
  times(shelf: Shelf): Promise<number[]>;
  sessions(shelf: Shelf, page: { before: number | null; limit: number }): Promise<{ total: number; sessions: PastSession[] }>;
  folder(shelf: Shelf, asked: { session: number; path: string; offset: number; limit: number }): Promise<Folder>;
};

const keptMs = 60_000;
const mostKept = 20;
const keyOf = (file: string): string => `${file}\n`;

export function createByTool(deps: FetchDeps & { store: Pick<RunStore, 'active'> }): ByTool {
  const kept = new Map<string, { at: number; answer: Promise<unknown> }>();

  /** Asks once within a minute. */
  function once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    for (const [each, { at }] of kept) if (deps.clock.monotonic() - at >= keptMs) kept.delete(each);
    const known = kept.get(key);
    if (known) return known.answer as Promise<T>;
    const answer = ask();
    kept.delete(key);
    kept.set(key, { at: deps.clock.monotonic(), answer });
    answer.catch(() => kept.delete(key));
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept))) kept.delete(oldest);
    return answer;
  }

  /** The times of all sessions; null where rdiff-backup is let in to read and to list nothing (`--restrict-mode read-only` of 2.2). */
  const listing = (shelf: Shelf) =>
    once(keyOf(shelf.file), async () => {
      free(shelf);
      const listed = await listSessions(deps, placeIn(shelf));
      if (listed.kind === 'listed') return listed.times;
      if (listed.kind === 'none') throw new Refusal('no-session', { job: shelf.job.name });
      if (listed.kind === 'unreachable' && listed.cause === 'restricted') return null;
      throw new Refusal('history-unread', { job: shelf.job.name, line: listed.line });
    });

  /** While a run of this program writes there nothing is listed; what was listed within the minute before is still told. */
  function free(shelf: Shelf): void {
    if (isWrittenByUs(deps.store, shelf)) throw new Refusal('repository-busy', { to: shelf.job.repository.path });
  }

  async function times(shelf: Shelf): Promise<number[]> {
    const all = await listing(shelf);
    if (all === null) throw new Refusal('history-restricted', { job: shelf.job.name, host: shelf.host?.name ?? '' });
    return all;
  }

  return {
    forget: ({ file }) => {
      for (const key of kept.keys()) if (key.startsWith(keyOf(file))) kept.delete(key);
    },
    mayList: async (shelf) => (await listing(shelf)) !== null,
    times,
    sessions: async (shelf, { before, limit }) => {
      const all = (await times(shelf)).toReversed();
      return {
        total: all.length,
        sessions: all
          .filter((time) => before === null || time < before)
          .slice(0, limit)
          .map(bare),
      };
    },
    folder: async (shelf, { session, path, offset, limit }) => {
      const facts = { job: shelf.job.name, path };
      const listed = await once(`${keyOf(shelf.file)}${session} ${path}`, async () => {
        const isWanted = () => !isWrittenByUs(deps.store, shelf);
        const found = await listFiles(deps, { ...placeIn(shelf), session, folder: path, isWanted });
        if (found.kind === 'unwanted') throw new Refusal('repository-busy', { to: shelf.job.repository.path });
        return found;
      });
      if (listed.kind === 'absent') throw new Refusal('unknown-path', facts);
      if (listed.kind === 'none') throw new Refusal('no-session', facts);
      if (listed.kind === 'unaddressable') throw new Refusal('history-restricted', { ...facts, host: shelf.host?.name ?? '' });
      if (listed.kind !== 'listed') throw new Refusal('history-unread', { ...facts, line: listed.line });
      const entries = listed.names
        .slice(offset, offset + limit)
        .map(({ name, holds }) => ({ name, state: holds ? folderState : null, differs: null }));
      return { session, path, total: listed.names.length, entries, isSorted: false, source: 'tool' };
    },
  };
}

function placeIn({ job, host }: Shelf): { host: Host; path: string } {
  if (!host) throw new Error('a repository on this machine is read by its files');
  return { host, path: job.repository.path };
}

/** What something lies in is a folder, whatever else is not known of it. */
const folderState: EntryState = {
  kind: 'folder',
  size: null,
  modified: null,
  mode: null,
  user: null,
  group: null,
  target: null,
  sha1: null,
};

const bare = (time: number): PastSession => ({
  time,
  state: 'good',
  seconds: null,
  files: null,
  bytes: null,
  newFiles: null,
  changedFiles: null,
  deletedFiles: null,
  changedBytes: null,
  incrementBytes: null,
  errors: null,
  run: null,
});
