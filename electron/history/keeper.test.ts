import { describe, expect, it, vi } from 'vitest';
import { Refusal } from '../contract/failure.ts';
import type { HistoryState } from '../contract/history.ts';
import { sampleJob, sampleRun } from '../contract/samples.testing.ts';
import { placeOf } from '../contract/location.ts';
import { fakeClock, fakeFiles, fakeProcesses } from '../platform/fakes.testing.ts';
import type { Run } from '../contract/run.ts';
import { createKeeper, usable } from './keeper.ts';
import { shelfByTool, shelfOf } from './shelf.ts';

const job = sampleJob({ repository: { host: null, path: '/backup/web1' } });
const shelf = shelfOf(job, { hosts: [] }, '/home/modosu');
const ready = { sessions: 3, damaged: 1, newest: 300, bytes: 4096 };

function setup({
  fit = 'none',
  hasIndex = false,
  hasRepository = true,
}: { fit?: string; hasIndex?: boolean; hasRepository?: boolean } = {}) {
  const texts = new Map<string, string>();
  if (hasRepository) texts.set(`${shelf.data}/current_mirror.x`, '');
  if (hasIndex) texts.set(shelf.file, 'index');
  const asked: string[] = [];
  const heard: HistoryState[] = [];
  const world = {
    active: [] as Run[],
    writers: [] as number[],
    good: undefined as Run | undefined,
    fit,
    fails: undefined as Error | undefined,
    garbled: false,
    lost: undefined as Error | undefined,
    ms: 0,
    folder: 'one',
    builds: undefined as Promise<never> | undefined,
  };
  const fake = fakeFiles(texts);
  const files = {
    ...fake,
    remove: (path: string) => Promise.resolve(void texts.delete(path)),
    info: async (path: string) => {
      if (world.lost) throw world.lost;
      const found = await fake.info(path);
      return found && path === shelf.data ? { ...found, inode: world.folder } : found;
    },
  };
  const keeper = createKeeper({
    clock: { ...fakeClock(), monotonic: () => world.ms },
    files,
    processes: fakeProcesses({ writersOf: () => world.writers }),
    store: { active: () => world.active, lastGoodOf: () => world.good },
    scratch: () => Promise.reject(new Error('no host here')),
    home: '/home/modosu',
    changed: (state) => heard.push(state),
    threads: {
      ask: (task) => {
        asked.push(task);
        if (task === 'about' && world.garbled) return Promise.reject(new Error('file is not a database'));
        return Promise.resolve(task === 'fits' ? world.fit : ready);
      },
      build: (task, input, tell) => {
        asked.push(`${task}${(input as { rebuild: boolean }).rebuild ? ' anew' : ''}`);
        if (world.fails) return Promise.reject(world.fails);
        tell?.({ share: 0.5 });
        if (world.builds) return world.builds;
        texts.set(shelf.file, 'index');
        return Promise.resolve({ how: 'rebuilt', ...ready });
      },
      compare: () => Promise.reject(new Error('nothing to compare')),
      close: () => undefined,
    },
  });
  return { keeper, asked, heard, world, texts };
}

describe('the keeper of an index', () => {
  it('builds one that is not there, and tells how far it is', async () => {
    const { keeper, asked, heard } = setup();
    expect(await keeper.bring(shelf)).toMatchObject({ name: job.name, state: 'ready', ...ready });
    expect(asked).toEqual(['fits', 'update']);
    expect(heard.map(({ state, share }) => [state, share])).toEqual([
      ['indexing', 0],
      ['ready', null],
    ]);
  });

  it('lets whoever asks meanwhile wait for the same work, and looks again only after a while or when it is told', async () => {
    const { keeper, asked, world } = setup({ fit: 'same', hasIndex: true });
    await Promise.all([keeper.bring(shelf), keeper.bring(shelf)]);
    await keeper.bring(shelf);
    expect(asked).toEqual(['fits', 'about']);
    world.ms += 5000;
    await keeper.bring(shelf);
    keeper.forget(job.id);
    await keeper.bring(shelf);
    expect(asked.filter((task) => task === 'fits')).toHaveLength(3);
  });

  it('knows apart what rdiff-backup itself brings, and announces nothing of that', async () => {
    const { keeper, asked, heard, texts } = setup();
    const brought = shelfByTool(shelf);
    texts.set(`${brought.data}/current_mirror.x`, '');
    expect(await keeper.bring(brought)).toMatchObject({ state: 'ready', newest: 300 });
    await keeper.bring(shelf);
    await keeper.bring(brought);
    expect(asked).toEqual(['fits', 'update', 'fits', 'update']);
    expect(heard.map(({ state }) => state)).toEqual(['indexing', 'ready']);
    keeper.forget(job.id);
    await keeper.bring(brought);
    expect(asked).toHaveLength(6);
  });

  it('looks once more after what was being looked at as a run ended', async () => {
    const { keeper, asked } = setup({ fit: 'same', hasIndex: true });
    const during = keeper.bring(shelf);
    keeper.forget(job.id);
    const after = keeper.bring(shelf);
    expect(keeper.bring(shelf)).toBe(after);
    await Promise.all([during, after]);
    expect(asked.filter((task) => task === 'fits')).toHaveLength(2);
    await keeper.bring(shelf);
    expect(asked.filter((task) => task === 'fits')).toHaveLength(2);
    void keeper.bring(shelf, 'anew');
    keeper.forget(job.id);
    await keeper.idle();
    await keeper.bring(shelf);
    expect(asked.filter((task) => task === 'fits')).toHaveLength(3);
  });

  it('builds one anew once for all who find it broken meanwhile', async () => {
    const { keeper, asked } = setup({ fit: 'same', hasIndex: true });
    await Promise.all([keeper.bring(shelf, 'anew'), keeper.bring(shelf, 'anew'), keeper.bring(shelf, 'anew')]);
    expect(asked).toEqual(['update anew']);
    await keeper.bring(shelf, 'anew');
    expect(asked).toEqual(['update anew', 'update anew']);
  });

  it('knows of which one nothing was found out since the start', async () => {
    const { keeper } = setup({ hasRepository: false });
    expect([keeper.isUnseen(shelf), (await keeper.state(shelf)).state]).toEqual([true, 'empty']);
    await keeper.bring(shelf);
    expect([keeper.isUnseen(shelf), (await keeper.state(shelf)).state]).toEqual([false, 'empty']);
  });

  it('builds anew when a person wants it, also while it works', async () => {
    const { keeper, asked } = setup({ fit: 'same', hasIndex: true });
    const first = keeper.bring(shelf);
    await keeper.bring(shelf, 'anew');
    await first;
    expect(asked).toEqual(['fits', 'about', 'update anew']);
  });

  it.each([
    ['a run of this program', { active: [sampleRun({ place: placeOf(job.repository), state: 'running' })] }],
    ['a writer of somebody else', { writers: [4711] }],
  ])('reads no repository on which %s works, and says that what is there is behind', async (_, busy) => {
    const { keeper, asked, world } = setup({ fit: 'ahead', hasIndex: true });
    Object.assign(world, busy);
    expect(await keeper.bring(shelf)).toMatchObject({ state: 'behind', newest: 300 });
    expect(asked).toEqual(['about']);
    Object.assign(world, { active: [], writers: [] });
    expect(await keeper.bring(shelf)).toMatchObject({ state: 'ready' });
  });

  it('says nothing of one that cannot be read, until it is made anew', async () => {
    const { keeper, world } = setup({ hasIndex: true });
    world.garbled = true;
    expect(await keeper.state(shelf)).toMatchObject({ state: 'empty', newest: null });
    expect(await keeper.bring(shelf)).toMatchObject({ state: 'ready', newest: 300 });
  });

  it.each([
    ['unreachable', { hasRepository: false }, [], '/backup/web1'],
    ['behind', {}, [4711], null],
  ])('says what stands in the way also where what is left cannot be read: %s', async (state, given, writers, line) => {
    const { keeper, world } = setup({ hasIndex: true, ...given });
    Object.assign(world, { garbled: true, writers });
    expect(await keeper.bring(shelf)).toMatchObject({ state, line, newest: null });
  });

  it('says why nothing can be said where not even that is known', async () => {
    const { keeper, world } = setup({ hasIndex: true, fit: 'same' });
    world.garbled = true;
    expect(await keeper.bring(shelf)).toMatchObject({ state: 'failed', line: 'file is not a database', newest: null });
    world.lost = new Error('EIO: i/o error, lstat');
    world.ms += 5000;
    expect(await keeper.bring(shelf)).toMatchObject({ state: 'failed', line: 'EIO: i/o error, lstat', newest: null });
  });

  it('does not trust a look when a run of ours has begun to write since (B9)', async () => {
    const { keeper, world } = setup();
    await keeper.bring(shelf);
    world.active = [sampleRun({ place: placeOf(job.repository), state: 'running', action: 'backup' })];
    expect(await keeper.bring(shelf)).toMatchObject({ state: 'behind', newest: 300 });
  });

  it('keeps what it knows of a repository that is not there, and says so', async () => {
    const { keeper } = setup({ hasIndex: true, hasRepository: false });
    expect(await keeper.bring(shelf)).toMatchObject({ state: 'unreachable', line: '/backup/web1', newest: 300 });
  });

  it('calls a repository empty that is not there and never was, and unreachable one that had a good backup', async () => {
    const { keeper, world } = setup({ hasRepository: false });
    expect(await keeper.bring(shelf)).toMatchObject({ state: 'empty', newest: null });
    world.good = sampleRun();
    world.ms += 5000;
    expect(await keeper.bring(shelf)).toMatchObject({ state: 'unreachable', newest: null });
  });

  it('is asked at once about what it has while nothing came or went, and looked at meanwhile', async () => {
    const { keeper, asked, world, texts } = setup({ fit: 'same', hasIndex: true });
    expect(await keeper.glance(shelf)).toBe(false);
    await keeper.bring(shelf);
    const looks = () => asked.filter((task) => task === 'fits').length;
    expect([await keeper.glance(shelf), looks()]).toEqual([true, 1]);
    world.ms += 5000;
    expect(await keeper.glance(shelf)).toBe(true);
    expect(await keeper.glance(shelf)).toBe(true);
    await keeper.idle();
    expect(looks()).toBe(2);
    world.folder = 'another';
    expect(await keeper.glance(shelf)).toBe(false);
    await keeper.bring(shelf);
    world.ms += 5000;
    await keeper.bring(shelf);
    expect(await keeper.glance(shelf)).toBe(true);
    texts.delete(shelf.file);
    expect(await keeper.glance(shelf)).toBe(false);
  });

  it('is asked while it is read on, and waited for from the end of a run until then', async () => {
    const { keeper, world } = setup({ fit: 'same', hasIndex: true });
    await keeper.bring(shelf);
    keeper.forget(job.id);
    expect(await keeper.glance(shelf)).toBe(false);
    world.fit = 'ahead';
    world.builds = new Promise(() => undefined);
    void keeper.bring(shelf);
    await vi.waitFor(async () => expect((await keeper.state(shelf)).state).toBe('indexing'));
    expect(await keeper.glance(shelf)).toBe(true);
  });

  it('throws the index away when its repository has no session any more', async () => {
    const { keeper, texts } = setup({ fit: 'empty', hasIndex: true });
    expect(await keeper.bring(shelf)).toMatchObject({ state: 'empty', newest: null });
    expect(texts.has(shelf.file)).toBe(false);
  });

  it('says why an index could not be built, and tries again at the next question after a while', async () => {
    const { keeper, world } = setup();
    world.fails = new Error('No space left on device');
    expect(await keeper.bring(shelf)).toMatchObject({ state: 'failed', line: 'No space left on device', newest: null });
    world.fails = undefined;
    world.ms += 5000;
    expect(await keeper.bring(shelf)).toMatchObject({ state: 'ready' });
  });
});

describe('an index that cannot be asked is refused with what stands in the way', () => {
  const state: HistoryState = { name: job.name, state: 'ready', share: null, ...ready, newest: null, line: 'l', keyLine: null };
  it.each([
    ['behind', 'repository-busy'],
    ['empty', 'no-session'],
    ['ready', 'session-damaged'],
    ['restricted', 'history-restricted'],
    ['unreachable', 'history-unread'],
    ['failed', 'history-unread'],
  ] as const)('%s: %s', (kind, failure) => {
    const refusal = (() => {
      try {
        usable(shelf, { ...state, state: kind });
        return undefined;
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ kind: failure });
  });
  it('and one with a session is not', () => {
    expect(() => usable(shelf, { ...state, state: 'failed', newest: 300 })).not.toThrow();
  });
});
