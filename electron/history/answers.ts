import { Refusal } from '../contract/failure.ts';
import type { HistoryState, PastSession } from '../contract/history.ts';
import type { Asked } from '../contract/requests.ts';
import { jobNamed } from '../jobs/jobs.ts';
import type { FoundSession } from '../rdiff-backup/rdiff-backup.ts';
import type { AnswerDeps, AskIndex, HistoryAnswers, Readers } from './asking.ts';
import { findEverywhere } from './find-everywhere.ts';
import { isRestricted, onlyWhole, usable } from './keeper.ts';
import { isKnownAt } from './known-at.ts';
import { createLookAlong } from './look-along.ts';
import { marksBetween } from './marks.ts';
import { resolveAmongListed, resolveMoment } from './moment.ts';
import type { Questions } from './questions/questions.ts';
import { readable } from './readable.ts';
import { shelfByTool, shelfOf, type Shelf } from './shelf.ts';

/**
 * The questions of the contract about the past. Each waits for an index that is true of what it asks, and names the session it used.
 */
export function historyAnswers(deps: AnswerDeps): {
  answers: Omit<HistoryAnswers, `history.${'preview' | 'difference' | 'take' | 'piece' | 'leave'}`>;
  readers: Readers;
} {
  const { clock, zone, store, threads, keeper, byTool } = deps;
  const lookAlong = createLookAlong(keeper, clock);

  async function shelfNamed(name: string): Promise<Shelf> {
    const settings = await deps.settings();
    return shelfOf(jobNamed(settings, name), settings, deps.home);
  }

  const put: Readers['put'] = async (shelf, work) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error) || !isBrokenFile.test(error.message)) throw error;
      usable(shelf, await keeper.bring(shelf, 'anew'));
      return await work();
    }
  };
  const ask: AskIndex = (shelf, question, input) =>
    put(shelf, () => threads.ask('ask', { file: shelf.file, question, input }) as Promise<never>);

  async function ready(name: string, moments?: readonly string[]): Promise<Shelf> {
    const { shelf, isByTool } = await readyOrByTool(name, moments);
    if (isByTool) throw restricted(shelf);
    return shelf;
  }

  async function readyToRestore(name: string): Promise<Shelf> {
    const shelf = await shelfNamed(name);
    const state = await keeper.bring(shelf);
    if (state.state === 'restricted') return brought(shelf);
    usable(shelf, state);
    return shelf;
  }

  /** The shelf with what rdiff-backup itself has brought by now. */
  async function brought(restricted: Shelf): Promise<Shelf> {
    const shelf = shelfByTool(restricted);
    usable(shelf, onlyWhole(await keeper.bring(shelf)));
    return shelf;
  }

  const rebuilding = new Map<string, Promise<void>>();

  /** Reads all anew, by rdiff-backup where its host lets nothing else read. */
  async function rebuilt(shelf: Shelf): Promise<void> {
    byTool.forget(shelf);
    const { state } = await keeper.bring(shelf, 'anew');
    if (state === 'restricted') await keeper.bring(shelfByTool(shelf), 'anew');
  }

  // The keeper's state is another object after each look: as long as it is the same, so are the sessions.
  const known = new Map<string, { state: HistoryState; times: Promise<number[]> }>();

  async function timesOf(shelf: Shelf): Promise<number[]> {
    const state = await keeper.state(shelf);
    const before = known.get(shelf.file);
    if (before?.state === state) return before.times;
    const times = ask(shelf, 'sessionTimes', undefined).then((all) => all.map(({ time }) => time));
    known.set(shelf.file, { state, times });
    times.catch(() => known.delete(shelf.file));
    return times;
  }

  const knownWith = (sessions: readonly number[]) => ({ sessions, now: Math.floor(clock.now() / 1000), zone: zone() });

  const at = async (shelf: Shelf, moment: string): Promise<number> =>
    named(
      shelf,
      timesOf(shelf).then((times) => resolveMoment(moment, knownWith(times))),
    );

  async function atByTool(shelf: Shelf, moment: string): Promise<number> {
    const session = resolveAmongListed(moment, knownWith(await byTool.times(shelf)));
    if (session === undefined) throw restricted(shelf);
    return session;
  }

  /** Where files cannot be read, rdiff-backup itself says what it can. Without `moments`, the repository is always looked at before. */
  async function readyOrByTool(name: string, moments?: readonly string[]): Promise<{ shelf: Shelf; isByTool: boolean }> {
    const own = await shelfNamed(name);
    if (moments && (await isKnownAt({ keeper, timesOf }, own, moments))) return { shelf: own, isByTool: false };
    const { shelf, state, isByTool } = await readable(deps, own);
    if (!isByTool) usable(shelf, state);
    return { shelf, isByTool };
  }

  /** One question about one job at one moment. */
  async function asked<Q extends keyof Questions>(
    { name, at: moment, ...rest }: { name: string; at: string },
    question: Q,
    found: (name: string, moments: readonly string[]) => Promise<Shelf> = ready,
  ): Promise<ReturnType<Questions[Q]>> {
    const shelf = await found(name, [moment]);
    return named(shelf, ask(shelf, question, { ...rest, session: await at(shelf, moment) } as unknown as Parameters<Questions[Q]>[0]));
  }

  /** What was begun and never ended is no restore point, and so not in an index. A backup that is at work is not that. */
  async function interruptedIn(shelf: Shelf): Promise<Omit<PastSession, 'run'>[]> {
    const { state } = await keeper.state(shelf);
    if (state === 'behind' || state === 'failed') return [];
    return ((await threads.ask('interrupted', { data: shelf.data })) as FoundSession[]).map(plain).reverse();
  }

  /** Sessions are known before there is an index: they stand in files of their own. */
  async function sessions({ name, before, limit }: Asked<'history.sessions'>) {
    const shelf = await shelfNamed(name);
    const state = await keeper.state(shelf);
    const runs = store.runsOfSessions(shelf.job.id);
    const withRun = (session: Omit<PastSession, 'run'>): PastSession => ({ ...session, run: runs.get(session.time) ?? null });
    // Where all are damaged, only the index knows it.
    if (state.newest !== null || state.damaged > 0) {
      const { total, sessions: page } = await ask(shelf, 'sessions', { before, limit });
      const left = before === null ? await interruptedIn(shelf) : [];
      return { total: total + left.length, sessions: [...left, ...page].slice(0, limit).map(withRun) };
    }
    if (isRestricted(state)) {
      if (await byTool.mayList(shelf)) return byTool.sessions(shelf, { before, limit });
      const { total, sessions: page } = await ask(await brought(shelf), 'sessions', { before, limit });
      return { total, sessions: page.map(withRun) };
    }
    const isAtWork = state.state === 'behind';
    const found = ((await threads.ask('sessions', { data: shelf.data })) as FoundSession[])
      .filter(({ state: kind }) => kind === 'good' || !isAtWork)
      .reverse();
    const page = found.filter(({ time }) => before === null || time < before).slice(0, limit);
    return { total: found.length, sessions: page.map((session) => withRun(plain(session))) };
  }

  const answers: ReturnType<typeof historyAnswers>['answers'] = {
    'history.open': async ({ name, again }) => {
      const shelf = await shelfNamed(name);
      const state = await keeper.state(shelf);
      if (again) {
        keeper.forget(shelf.job.id);
        byTool.forget(shelf);
      }
      void keeper.bring(shelf);
      return state;
    },
    'history.rebuild': async ({ name }) => {
      const shelf = await shelfNamed(name);
      const work = rebuilt(shelf).finally(() => {
        if (rebuilding.get(shelf.file) === work) rebuilding.delete(shelf.file);
      });
      rebuilding.set(shelf.file, work);
      return keeper.state(shelf);
    },
    'history.settled': async ({ name }) => {
      const shelf = await shelfNamed(name);
      await rebuilding.get(shelf.file);
      return keeper.bring(shelf);
    },
    'history.sessions': sessions,
    'history.marks': async ({ name, from, to }) => marksBetween(deps, jobNamed(await deps.settings(), name).id, { from, to }),
    'history.moment': async ({ name, at: moment }) => {
      const { shelf, isByTool } = await readyOrByTool(name, [moment]);
      return { session: await (isByTool ? atByTool(shelf, moment) : at(shelf, moment)) };
    },
    'history.folder': async (input) => {
      const { shelf, isByTool } = await readyOrByTool(input.name, [input.at]);
      return isByTool ? byTool.folder(shelf, { ...input, session: await atByTool(shelf, input.at) }) : asked(input, 'folder');
    },
    'history.versions': async ({ name, ...input }) => {
      const shelf = await ready(name, []);
      return named(shelf, ask(shelf, 'versions', input));
    },
    'history.find': async (input) => findEverywhere({ ...deps, ask, at, timesOf, lookAlong }, input),
    'history.changes': async ({ name, from, to, ...input }) => {
      const shelf = await ready(name, [from, to]);
      const ends = { from: await at(shelf, from), to: await at(shelf, to) };
      return named(shelf, ask(shelf, 'changes', { ...input, ...ends }));
    },
    // Counted of what is to be restored; what that needs is brought anyway.
    'history.totals': (input) => asked(input, 'totals', readyToRestore),
    'history.largest': (input) => asked(input, 'largest'),
  };
  return { answers, readers: { ready: (name) => ready(name), readyToRestore, at, ask, put } };
}

/** What SQLite says of an index that only a question finds broken. */
const isBrokenFile = /disk image is malformed|file is not a database/;

const restricted = ({ job, host }: Shelf) => new Refusal('history-restricted', { job: job.name, host: host?.name ?? '' });

/** A thread knows no jobs: its refusals get the name of theirs here. */
export async function named<T>({ job }: Shelf, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.kind, { ...error.facts, job: job.name }) : error;
  }
}

/** A session as it is told, without what only an index needs. */
function plain(session: FoundSession): Omit<PastSession, 'run'> {
  const { time, state, seconds, files, bytes, newFiles, changedFiles, deletedFiles, changedBytes, incrementBytes, errors } = session;
  return { time, state, seconds, files, bytes, newFiles, changedFiles, deletedFiles, changedBytes, incrementBytes, errors };
}
