import type { HistoryState, IndexState } from '../contract/history.ts';
import type { Host } from '../contract/host.ts';
import { Refusal } from '../contract/failure.ts';
import type { Clock, Files, Processes } from '../platform/ports.ts';
import type { RunStore } from '../runs/runs.ts';
import { readingKeyLine } from '../ssh/ssh.ts';
import type { Fit, IndexNews, Updated } from './build/update.ts';
import { keepCopy, type Uncopied } from './remote/keep-copy.ts';
import type { FetchDeps } from './remote/keep-metadata.ts';
import { historyFolder, type Shelf } from './shelf.ts';
import type { HistoryThreads } from './threads.ts';
import { isWrittenByUs } from './writing.ts';

export type KeeperDeps = FetchDeps & {
  clock: Clock;
  files: Files;
  processes: Processes;
  store: Pick<RunStore, 'active' | 'lastGoodOf'>;
  threads: HistoryThreads;
  home: string;
  changed: (state: HistoryState) => void;
};

export type Keeper = {
  /** Where the index of a job stands, as far as it is known. */
  state(shelf: Shelf): Promise<HistoryState>;
  /**
   * Brings the index to what its repository is now, unless that was looked at just before. Whoever asks meanwhile waits for the same work.
   * Resolves also when it cannot be brought there: the state says why, and whether an older index is left to be asked (`newest`).
   */
  bring(shelf: Shelf, how?: 'look' | 'anew'): Promise<HistoryState>;
  /**
   * Whether the index may be asked at once about a session that it has: this program has looked at it before, and no session has come or gone
   * since, as far as its folder shows. It is looked at meanwhile, where a look does not hold any more; what that finds is announced.
   */
  glance(shelf: Shelf): Promise<boolean>;
  /** What was looked at of this job, and what is being looked at, is looked at again by the next question. */
  forget(job: string): void;
  /** Whether nothing was found out about an index since this program began. */
  isUnseen(shelf: Shelf): boolean;
  /** Resolves when nothing is being built. */
  idle(): Promise<void>;
};

/** How long a look holds: what this program does itself is announced, so only what others do waits for it. A look at a host takes a connection. */
const looksHoldMs = { here: 1000, host: 60_000 };
const tellEveryMs = 200;

/**
 * `anew`: the work that throws the index away, until it ends. `isForgotten`: what is being looked at now will not hold. `folder`: by what the
 * folder of the metadata is known as the one that was looked at last.
 */
type Card = {
  state: HistoryState;
  isSeen: boolean;
  lookedAt: number;
  folder: string | null;
  work: Promise<HistoryState> | null;
  anew: Promise<HistoryState> | null;
  isForgotten: boolean;
  told: number;
  by: Shelf['by'];
};

/** Keeps an index for each job: built when it is first asked for, brought forward by what is new, built anew when it does not fit any more. */
export function createKeeper(deps: KeeperDeps): Keeper {
  const { clock, files, processes, store, threads } = deps;
  const cards = new Map<string, Card>();

  function cardOf({ job, by }: Shelf): Card {
    const key = keyOf(job.id, by);
    const card = cards.get(key) ?? { ...blankCard, state: blank(job.name), by };
    card.state.name = job.name;
    cards.set(key, card);
    return card;
  }

  function set(card: Card, change: Partial<HistoryState>): HistoryState {
    const before = card.state;
    card.state = { ...before, share: null, line: null, keyLine: null, ...change };
    card.isSeen = true;
    const isStep = before.state === card.state.state && card.state.share !== null;
    if (isStep && clock.monotonic() - card.told < tellEveryMs) return card.state;
    card.told = clock.monotonic();
    // What only a restore asks is no state of the history.
    if (card.by === 'files' && JSON.stringify(before) !== JSON.stringify(card.state)) deps.changed(card.state);
    return card.state;
  }

  /** A writer, ours or another's: its repository is not read before it has ended. */
  async function isWrittenTo(shelf: Shelf): Promise<boolean> {
    const { job, host } = shelf;
    if (isWrittenByUs(store, shelf)) return true;
    if (host) return false;
    const path = (await files.realPath(job.repository.path)) ?? job.repository.path;
    return processes.writersOf(path, null).length > 0;
  }

  /** It changes when a file comes there or goes. */
  async function markOf({ data }: Shelf): Promise<string | null> {
    const info = await files.info(data);
    return info ? `${info.inode} ${String(info.mtimeMs)}` : null;
  }

  const known = async ({ file }: Shelf) => (await files.info(file)) !== undefined;

  /** What is there already, when nothing more can be read. An index that cannot be asked is as good as none, but it is not ready. */
  async function left(shelf: Shelf, card: Card, state: IndexState, more: Partial<HistoryState> = {}): Promise<HistoryState> {
    const told = async () =>
      (await known(shelf)) ? ((await threads.ask('about', { file: shelf.file })) as Partial<HistoryState>) : nothing;
    const about = state === 'ready' ? await told() : await told().catch(() => nothing);
    return set(card, { ...about, state, ...more });
  }

  /** There is no repository where it should be: one that was there may be on a disk that is not connected. */
  async function gone(shelf: Shelf, card: Card): Promise<HistoryState> {
    const wasThere = (await known(shelf)) || store.lastGoodOf(shelf.job.id) !== undefined;
    return wasThere ? left(shelf, card, 'unreachable', { line: shelf.job.repository.path }) : set(card, { ...nothing, state: 'empty' });
  }

  /** The repository has no session, whatever one at its place had before. */
  async function emptied(shelf: Shelf, card: Card): Promise<HistoryState> {
    await files.remove(shelf.file);
    return set(card, { ...nothing, state: 'empty' });
  }

  /** What stands in the way of the kept copy, and for a key that may read no files the line that would let another one. */
  async function explained(
    host: Host,
    kept: Exclude<Uncopied, { kind: 'none' | 'unbegun' }>,
  ): Promise<[IndexState, Partial<HistoryState>]> {
    switch (kept.kind) {
      case 'restricted':
        return ['restricted', { keyLine: await lineFor(host) }];
      case 'unreachable':
        return ['unreachable', { line: kept.line }];
      case 'failed':
        return ['failed', { line: kept.line }];
      case 'unwanted':
        return ['behind', {}];
      default:
        return kept satisfies never;
    }
  }

  async function lineFor({ readKeyFile }: Host): Promise<string | null> {
    const made = readKeyFile === null ? undefined : await readingKeyLine(deps, readKeyFile);
    return made && 'line' in made ? made.line : null;
  }

  async function work(shelf: Shelf, card: Card, anew: boolean): Promise<HistoryState> {
    await files.makeFolder(historyFolder(deps.home));
    card.folder = await markOf(shelf);
    if (await isWrittenTo(shelf)) return left(shelf, card, 'behind');
    if (shelf.host) {
      const tell = (share: number) => set(card, { state: 'reading', share });
      const kept = await keepCopy(deps, { ...shelf, host: shelf.host }, { anew, tell, isWanted: () => !isWrittenByUs(store, shelf) });
      if (kept.kind === 'none') return gone(shelf, card);
      if (kept.kind === 'unbegun') return emptied(shelf, card);
      if (kept.kind !== 'kept') return left(shelf, card, ...(await explained(shelf.host, kept)));
    } else if (!(await files.info(shelf.data))) return gone(shelf, card);
    const fit = anew ? 'none' : ((await threads.ask('fits', shelf)) as Fit);
    if (fit === 'same') return left(shelf, card, 'ready');
    if (fit === 'empty') return emptied(shelf, card);
    set(card, { state: 'indexing', share: 0 });
    const input = { data: shelf.data, file: shelf.file, rebuild: anew };
    const { sessions, damaged, newest, bytes } = (await threads.build('update', input, (news) => {
      set(card, { state: 'indexing', share: (news as IndexNews).share });
    })) as Updated;
    return set(card, { sessions, damaged, newest, bytes, state: sessions === 0 ? 'empty' : 'ready' });
  }

  function begin(shelf: Shelf, card: Card, anew: boolean): Promise<HistoryState> {
    const begun = (card.work ?? Promise.resolve())
      .then(() => work(shelf, card, anew))
      .catch((error: unknown) => left(shelf, card, 'failed', { line: error instanceof Error ? error.message : String(error) }))
      .finally(() => {
        if (card.anew === begun) card.anew = null;
        if (card.work !== begun) return;
        card.work = null;
        card.lookedAt = card.isForgotten ? -Infinity : clock.monotonic();
      });
    card.work = begun;
    card.isForgotten = false;
    if (anew) card.anew = begun;
    return begun;
  }

  const holds = ({ host }: Shelf, { lookedAt, state }: Card): boolean =>
    clock.monotonic() - lookedAt < (host ? looksHoldMs.host : looksHoldMs.here) && state.state !== 'behind';

  return {
    state: async (shelf) => {
      const card = cardOf(shelf);
      const isFresh = card.lookedAt === -Infinity && !card.work && (await known(shelf));
      // An index that cannot be read says nothing; whoever brings it makes it anew.
      return isFresh ? left(shelf, card, 'ready').catch(() => card.state) : card.state;
    },
    bring: (shelf, how = 'look') => {
      const card = cardOf(shelf);
      // Whoever finds the index broken meanwhile needs no other one than that.
      if (how === 'anew') return card.anew ?? begin(shelf, card, true);
      if (card.work) return card.isForgotten ? begin(shelf, card, false) : card.work;
      return holds(shelf, card) && !isWrittenByUs(store, shelf) ? Promise.resolve(card.state) : begin(shelf, card, false);
    },
    glance: async (shelf) => {
      const card = cardOf(shelf);
      if (!card.isSeen || card.state.newest === null) return false;
      // What is kept of a host changes by a look alone; what is here may have changed since, or has never been looked at.
      const isLookedAt = card.lookedAt > -Infinity || card.state.state === 'indexing';
      if (!shelf.host && (!isLookedAt || (await markOf(shelf)) !== card.folder)) return false;
      if (!card.work && !holds(shelf, card)) void begin(shelf, card, false);
      return known(shelf);
    },
    forget: (job) => {
      for (const by of ['files', 'tool'] as const) {
        const card = cards.get(keyOf(job, by));
        if (card) [card.lookedAt, card.isForgotten] = [-Infinity, true];
      }
    },
    isUnseen: (shelf) => !cardOf(shelf).isSeen,
    idle: async () => {
      const working = () => [...cards.values()].flatMap(({ work }) => work ?? []);
      while (working().length > 0) await Promise.all(working());
    },
  };
}

const keyOf = (job: string, by: Shelf['by']): string => `${by} ${job}`;

const blankCard = { isSeen: false, lookedAt: -Infinity, folder: null, work: null, anew: null, isForgotten: false, told: -Infinity };
const nothing = { sessions: 0, damaged: 0, newest: null, bytes: 0 } satisfies Partial<HistoryState>;
const blank = (name: string): HistoryState => ({ name, state: 'empty', share: null, ...nothing, line: null, keyLine: null });

/** The index of a job that can be asked now. Refuses with what stands in its way. */
export function usable(shelf: Shelf, state: HistoryState): void {
  const { job } = shelf;
  if (state.newest !== null) return;
  if (state.state === 'behind') throw new Refusal('repository-busy', { to: job.repository.path });
  if (state.state === 'empty') throw new Refusal('no-session', { job: job.name });
  if (state.state === 'ready') throw new Refusal('session-damaged', { job: job.name, session: '–' });
  if (state.state === 'restricted') throw new Refusal('history-restricted', { job: job.name, host: shelf.host?.name ?? '' });
  throw new Refusal('history-unread', { job: job.name, line: state.line ?? '' });
}

/** Whether the key of a host keeps the files of a repository from being read, and nothing of them is known from before. */
export const isRestricted = ({ state, newest }: HistoryState): boolean => state === 'restricted' && newest === null;

/** What rdiff-backup has brought is asked only where all of it is there: what is left of an older copy tells nothing of the repository as it is. */
export const onlyWhole = (state: HistoryState): HistoryState => (state.state === 'ready' ? state : { ...state, newest: null });
