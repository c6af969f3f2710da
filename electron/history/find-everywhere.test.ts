import { expect, it } from 'vitest';
import { sampleJob } from '../contract/samples.testing.ts';
import { emptySettings } from '../contract/settings.ts';
import type { HistoryState } from '../contract/history.ts';
import { findEverywhere } from './find-everywhere.ts';
import type { AskIndex } from './asking.ts';
import { createLookAlong } from './look-along.ts';
import { shelfOf } from './shelf.ts';

const jobs = ['one', 'two', 'three'].map((name, index) =>
  sampleJob({ id: `job-0000000${index}`, name, repository: { host: null, path: `/backup/${name}` } }),
);
const names: Record<string, string[]> = { one: ['a1', 'a2', 'a3'], three: ['a4', 'b'] };
const entry = { kind: 'file', size: 1, modified: 1, mode: 1, user: null, group: null, target: null, sha1: null } as const;

/** Indexes of `one` and `three` that hand out a name at a time, every second answer being an empty one; `two` has none. */
function setup() {
  const brought: string[] = [];
  const state = (name: string): HistoryState =>
    ({ name, state: name === 'two' ? 'indexing' : 'ready', newest: name === 'two' ? null : 1 }) as HistoryState;
  const unseen = new Set<string>();
  const keeper = {
    state: ({ job }: ReturnType<typeof shelfOf>) => Promise.resolve(state(job.name)),
    bring: ({ job }: ReturnType<typeof shelfOf>) => (brought.push(job.name), Promise.resolve(state(job.name))),
    forget: () => undefined,
    glance: () => Promise.resolve(false),
    isUnseen: ({ job }: ReturnType<typeof shelfOf>) => unseen.has(job.name),
    idle: () => Promise.resolve(),
  };
  const ask = ((shelf: ReturnType<typeof shelfOf>, _: string, { text, cursor }: { text: string; cursor: string | null }) => {
    const all = (names[shelf.job.name] ?? []).filter((name) => name.includes(text));
    const at = Number(cursor ?? 0);
    const hits = at % 2 === 0 ? [] : all.slice((at - 1) / 2, (at + 1) / 2);
    const found = hits.map((path) => ({ path, state: entry, lastSeen: 1, isNow: true }));
    return Promise.resolve({ hits: found, cursor: at + 1 >= all.length * 2 ? null : String(at + 1) });
  }) as unknown as AskIndex;
  const byTool = { mayList: () => Promise.resolve(true) };
  const deps = {
    settings: () => Promise.resolve({ ...emptySettings, jobs }),
    home: '/home',
    keeper,
    byTool,
    ask,
    at: () => Promise.resolve(1),
    timesOf: () => Promise.resolve([1]),
    lookAlong: createLookAlong({ bring: (shelf) => keeper.bring(shelf) }, { sleep: () => new Promise<never>(() => undefined) }),
  };
  return {
    find: (input: object) => findEverywhere(deps, { text: 'a', name: null, at: null, cursor: null, best: false, limit: 2, ...input }),
    brought,
    unseen,
    deps,
  };
}

it('names a job of which nothing is known yet, but not one that has no session', async () => {
  const { deps, find, unseen } = setup();
  const empty = { name: 'two', state: 'empty', newest: null } as HistoryState;
  const [state, bring] = [deps.keeper.state, deps.keeper.bring];
  const isTwo = ({ job }: ReturnType<typeof shelfOf>) => job.name === 'two';
  deps.keeper.state = (shelf) => (isTwo(shelf) ? Promise.resolve(empty) : state(shelf));
  deps.keeper.bring = (shelf) => (isTwo(shelf) ? Promise.resolve(empty) : bring(shelf));
  expect((await find({ text: 'zzz' })).unread).toEqual([]);
  unseen.add('two');
  expect((await find({ text: 'zzz' })).unread).toEqual(['two']);
});

it('asks what rdiff-backup has brought where that may list nothing, and only all of it', async () => {
  const { deps, find } = setup();
  let mayList = false;
  deps.byTool.mayList = () => Promise.resolve(mayList);
  let ofBrought = { name: 'one', state: 'ready', newest: 1 } as HistoryState;
  const own = { name: 'one', state: 'restricted', newest: null } as HistoryState;
  deps.keeper.bring = ({ by }) => Promise.resolve(by === 'tool' ? ofBrought : own);
  expect(await find({ name: 'one' })).toMatchObject({ hits: [{ path: 'a1' }], unread: [] });
  ofBrought = { ...ofBrought, state: 'unreachable' };
  expect(await find({ name: 'one' })).toMatchObject({ hits: [], unread: ['one'] });
  [ofBrought, mayList] = [{ ...ofBrought, state: 'ready' }, true];
  expect(await find({ name: 'one' })).toMatchObject({ hits: [], unread: ['one'] });
});

it('goes from job to job and on from where it stopped, with nothing twice and nothing left out', async () => {
  const { find } = setup();
  const seen: string[] = [];
  const unread = new Set<string>();
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof find>> = await find({ cursor });
    seen.push(...page.hits.map(({ job, path }) => `${job} ${path}`));
    for (const name of page.unread) unread.add(name);
    expect(page.hits.length > 0 || page.cursor === null).toBe(true);
    cursor = page.cursor;
  } while (cursor !== null);
  expect(seen).toEqual(['one a1', 'one a2', 'one a3', 'three a4']);
  expect([...unread]).toEqual(['two']);
});

it('has each job on this machine looked at for the next question, and waits for the one that is asked about alone', async () => {
  const { find, brought } = setup();
  await find({ text: 'zzz' });
  await new Promise((done) => setImmediate(done));
  expect(brought.sort()).toEqual(['one', 'three', 'two']);
  expect((await find({ name: 'one' })).hits).toHaveLength(1);
});

it('begins at the first job when the one of the cursor is gone', async () => {
  const { find } = setup();
  expect((await find({ cursor: 'job-99999999 5' })).hits.map(({ path }) => path)).toEqual(['a1']);
});

it('the best of all jobs are the best, in whichever job they are', async () => {
  const { find } = setup();
  const best = await find({ text: 'a4', best: true, limit: 1 });
  expect(best).toMatchObject({ hits: [{ job: 'three', path: 'a4' }], cursor: null, unread: ['two'] });
  // `one` alone would fill the list with names that only begin so.
  names['three']?.unshift('a');
  expect((await find({ best: true, limit: 1 })).hits).toMatchObject([{ job: 'three', path: 'a' }]);
  names['three']?.shift();
});
