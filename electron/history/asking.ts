import type { Settings } from '../contract/settings.ts';
import type { Handlers } from '../platform/door.ts';
import type { Clock } from '../platform/ports.ts';
import type { RunStore } from '../runs/runs.ts';
import type { Slots } from '../schedule/schedule.ts';
import type { ByTool } from './by-tool.ts';
import type { Keeper } from './keeper.ts';
import type { Questions } from './questions/questions.ts';
import type { Shelf } from './shelf.ts';
import type { HistoryThreads } from './threads.ts';

/** What the answers are made of. */
export type AnswerDeps = {
  clock: Clock;
  zone: () => string;
  home: string;
  settings: () => Promise<Settings>;
  store: Pick<RunStore, 'runsOfSessions' | 'badBetween'>;
  slots: Pick<Slots, 'skippedBetween'>;
  threads: HistoryThreads;
  keeper: Keeper;
  byTool: ByTool;
};

/** The handlers of this folder. */
export type HistoryAnswers = Pick<Handlers, Extract<keyof Handlers, `history.${string}`>>;
/** A question put to one index; its answer is the question's own. */
export type AskIndex = <Q extends keyof Questions>(
  shelf: Shelf,
  question: Q,
  input: Parameters<Questions[Q]>[0],
) => Promise<ReturnType<Questions[Q]>>;

/** What the other questions are made of. */
export type Readers = {
  /** The shelf of a job whose index can be asked, brought to what its repository is now. */
  ready: (name: string) => Promise<Shelf>;
  /** The same for whoever restores: of a host whose key may run rdiff-backup and nothing else, what rdiff-backup itself has brought. */
  readyToRestore: (name: string) => Promise<Shelf>;
  /** The session that a moment means for a job. */
  at: (shelf: Shelf, moment: string) => Promise<number>;
  ask: AskIndex;
  /** Puts something to an index, and once more when it turns out to be broken and has been built anew. */
  put: <T>(shelf: Shelf, work: () => Promise<T>) => Promise<T>;
};
