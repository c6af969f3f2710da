import { describe, expect, it } from 'vitest';
import type { ProcessMark, Run } from '../contract/run.ts';
import { sampleRun } from '../contract/samples.testing.ts';
import { fakeClock, fakeFiles, fakeProcesses } from '../platform/fakes.testing.ts';
import type { LongCommand, Processes } from '../platform/ports.ts';
import type { RunStore } from './run-store.ts';
import { createSteps } from './steps.ts';

const mark: ProcessMark = { pid: 900, startTime: '7', bootId: 'boot' };
const folder = '/home/runs/7';

type World = {
  /** What happens at a time of the clock, in ms. */
  at?: Record<
    number,
    (world: { end: (code: string | null) => void; cancel: () => void; write: (path: string, text: string) => void }) => void
  >;
  /** What a signal does to the group. */
  onSignal?: (signal: string, ms: number, end: (code: string | null) => void) => void;
  leftovers?: number;
  texts?: Record<string, string>;
  processes?: Partial<Processes>;
};

function setup({ at = {}, onSignal, leftovers = 0, texts = {}, processes = {} }: World = {}) {
  const contents = new Map(Object.entries(texts));
  const signals: [string, number][] = [];
  const launched: LongCommand[] = [];
  let record: Run = sampleRun({ state: 'running', outcome: null });
  let members = [900, ...Array.from({ length: leftovers }, (_, index) => 901 + index)];
  let resolve: () => void = () => undefined;
  const ended = new Promise<void>((done) => {
    resolve = done;
  });
  const end = (code: string | null) => {
    members = members.filter((pid) => pid !== 900);
    if (code !== null) contents.set(`${folder}/backup.exit`, code);
    resolve();
  };
  const world = {
    end,
    cancel: () => void (record = { ...record, cancelledAt: 1 }),
    write: (path: string, text: string) => contents.set(path, text),
  };
  const clock = fakeClock(1000, (ms) => at[ms]?.(world));
  const store = {
    get: () => record,
    update: (_: number, change: (run: Run) => Run) => (record = change(record)),
  } as unknown as RunStore;
  const steps = createSteps({
    clock,
    files: fakeFiles(contents),
    processes: fakeProcesses({
      launch: (command) => {
        launched.push(command);
        return { mark, ended };
      },
      group: () => members,
      signalGroup: (_, signal) => {
        signals.push([signal, clock.monotonic()]);
        onSignal?.(signal, clock.monotonic(), end);
        if (members[0] !== 900 && signal === 'SIGKILL') members = [];
      },
      ...processes,
    }),
    store,
    home: '/home',
    maxLogBytes: 100,
  });
  const perform = (stdin: string | null = null) =>
    steps.perform(record, 'backup', ['/usr/bin/tool', 'a b'], stdin, () => Promise.resolve());
  return { steps, perform, signals, launched, contents, record: () => record };
}

const paths = {
  stdin: `${folder}/backup.in`,
  stdout: `${folder}/backup.out`,
  stderr: `${folder}/backup.err`,
  exitFile: `${folder}/backup.exit`,
  pidFile: `${folder}/backup.pid`,
};

describe('a step (I10, fault rows A1, A3, A4, A7)', () => {
  it('works with files only, is noted in the record before it is waited for, and ends with its noted code', async () => {
    const { perform, launched, record, contents } = setup({ at: { 500: ({ end }) => end('2\n') } });
    expect(await perform('- /x\0')).toEqual({ code: 2, cancelled: false, flooded: false, files: paths });
    expect(launched).toEqual([{ ...paths, args: ['/usr/bin/tool', 'a b'], cwd: folder }]);
    expect(contents.get(`${folder}/backup.in`)).toBe('- /x\0');
    expect(record().step).toEqual({ name: 'backup', process: mark, startedAt: 1000 });
  });

  it.each([
    ['nothing noted', null, null],
    ['garbage noted', 'x\n', null],
    ['0 noted', '0\n', 0],
    ['137 noted', '137\n', 137],
  ])('with %s has the code it has', async (_, note, code) => {
    expect(await setup({ at: { 250: ({ end }) => end(note) } }).perform()).toMatchObject({ code, cancelled: false });
  });

  it('that is cancelled gets SIGTERM once and is waited for (rdiff-backup 12.15)', async () => {
    const world = setup({ at: { 1000: ({ cancel }) => cancel(), 4000: ({ end }) => end('143\n') } });
    expect(await world.perform()).toMatchObject({ code: 143, cancelled: true });
    expect(world.signals).toEqual([['SIGTERM', 1250]]);
  });

  it('that does not listen gets SIGKILL ten seconds later, and then ends', async () => {
    const world = setup({
      at: { 1000: ({ cancel }) => cancel() },
      onSignal: (signal, _, end) => {
        if (signal === 'SIGKILL') end(null);
      },
    });
    expect(await world.perform()).toMatchObject({ code: null, cancelled: true });
    expect(world.signals).toEqual([
      ['SIGTERM', 1250],
      ['SIGKILL', 11_750],
    ]);
  });

  it('leaves nothing behind: what outlives its leader gets SIGTERM, after two seconds SIGKILL (fault row A8)', async () => {
    const world = setup({ leftovers: 2, at: { 250: ({ end }) => end('0\n') } });
    expect(await world.perform()).toMatchObject({ code: 0 });
    const kills = world.signals.filter(([signal]) => signal === 'SIGKILL');
    expect([world.signals[0], kills]).toEqual([['SIGTERM', 250], [['SIGKILL', 2250]]]);
  });

  it.each(['out', 'err'])('that floods backup.%s is ended (fault row D11)', async (ending) => {
    const world = setup({
      at: { 1000: ({ write }) => write(`${folder}/backup.${ending}`, 'x'.repeat(101)) },
      onSignal: (_, __, end) => end('143\n'),
    });
    expect(await world.perform()).toMatchObject({ code: 143, cancelled: false, flooded: true });
    expect(world.signals).toEqual([['SIGTERM', 1250]]);
  });

  it('of another program is followed until its group is empty (fault row A1)', async () => {
    let alive = [900, 901];
    const clock = fakeClock(0, (ms) => {
      if (ms >= 2000) alive = [];
    });
    const store = { get: () => sampleRun() } as unknown as RunStore;
    const files = fakeFiles(new Map([[`${folder}/backup.exit`, '0\n']]));
    const steps = createSteps({ clock, files, processes: fakeProcesses({ group: () => alive }), store, home: '/home', maxLogBytes: 100 });
    let ticks = 0;
    const step = { name: 'backup', process: mark, startedAt: 0 } as const;
    const end = await steps.follow(sampleRun(), step, () => {
      ticks += 1;
      return Promise.resolve();
    });
    expect([end.code, clock.monotonic(), ticks]).toEqual([0, 2000, 4]);
  });
});

describe('a step that was started but never noted is found by its pid file (fault row A2)', () => {
  const find = (texts: Record<string, string>, processes: Partial<Processes> = {}) =>
    setup({ texts, processes }).steps.unnoted(sampleRun());
  const living = { markOf: (pid: number) => ({ ...mark, pid }), workingFolder: () => folder };
  it('while its process lives in the run folder', async () => {
    expect(await find({ [`${folder}/backup.pid`]: '900\n' }, living)).toEqual({ name: 'backup', process: mark, startedAt: 0 });
  });
  it('the newer step first', async () => {
    const texts = { [`${folder}/regress.pid`]: '800\n', [`${folder}/backup.pid`]: '900\n' };
    expect((await find(texts, living))?.name).toBe('backup');
    expect(await find({ [`${folder}/regress.pid`]: '800\n' }, living)).toMatchObject({ name: 'regress', process: { pid: 800 } });
  });
  it('after its process has ended, or when its pid is another process by now (fault row A15)', async () => {
    const gone = { name: 'backup', process: { pid: 900, startTime: 'ended', bootId: 'ended' }, startedAt: 0 };
    expect(await find({ [`${folder}/backup.pid`]: '900\n' })).toEqual(gone);
    expect(await find({ [`${folder}/backup.pid`]: '900\n' }, { ...living, workingFolder: () => '/elsewhere' })).toEqual(gone);
  });
  it.each(['', 'x', '-5', '0', '9.5'])('but not by a file that holds %j, or none', async (text) => {
    expect([await find({ [`${folder}/backup.pid`]: text }, living), await find({}, living)]).toEqual([undefined, undefined]);
  });
});
