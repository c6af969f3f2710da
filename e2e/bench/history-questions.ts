import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { join } from 'node:path';
import type { Input, Output, RequestName } from '../../electron/contract/requests.ts';
import { createEngine, tables } from '../../electron/engine.ts';
import { machinePorts } from '../../electron/platform/machine.ts';
import { askIndex } from '../office/ask-index.ts';
import { random, type Random } from '../office/random.ts';
import type { SyntheticRepository } from '../office/synthetic-repository.ts';
import { somePaths } from './history-index.ts';
import { median, secondsOf, type Row } from './row.ts';

const asked = 500;
const toolCalls = 9;
const indexings = 3;
/** As many entries as the window asks for at once. */
const windowPage = 200;
const limits = { folderMs: 5, versionsMs: 5, findMs: 80, folderTimes: 40, wholeTimes: 500, stallMs: 50 };

/** Parts of words, whole names, patterns, another script, two letters, much that is found and nothing at all. */
const searches = [
  'invoice',
  'budget 00',
  '請求書',
  'report*.pdf',
  '*.xlsx',
  'copy 2',
  '0815',
  'renamed',
  're',
  'qqqq',
  'PHOTO',
  'カ',
  'inv?ice*12',
  'meeting-plan',
];

type Bench = { dir: string; file: string; made: SyntheticRepository; name: string };
type Engine = { ask<N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>>; close(): Promise<void> };

/** What an index answers, by the function that its thread calls and through the engine, and the tool beside it. */
export async function measureQuestions({ dir, file, made, name }: Bench): Promise<Row[]> {
  const numbers = random(17);
  const folders = ['', ...made.folders()];
  const session = () => made.timeOf(numbers.int(1, made.sessions));
  const page = { offset: 0, limit: 500 };
  const folderInput = () => ({ path: numbers.pick(folders), order: 'name' as const, later: false, ...page });
  const paths = somePaths(file, asked);

  const directFolder = await msOf(asked, () => askIndex(file, 'folder', { ...folderInput(), session: session() }));
  const directVersions = await msOf(asked, (at) => askIndex(file, 'versions', { path: paths[at % paths.length] ?? '', ...page }));
  const directFind = await msOf(searches.length * 10, (at) =>
    askIndex(file, 'find', { text: searches[at % searches.length] ?? '', session: null, cursor: null, limit: 100 }),
  );

  const engine = await openEngine(dir, made);
  try {
    const stalls = await stallsWhileIndexing(engine);
    const engineFolder = await msOf(asked, () => engine.ask('history.folder', { name: 'bench', at: String(session()), ...folderInput() }));
    const engineVersions = await msOf(asked, (at) =>
      engine.ask('history.versions', { name: 'bench', path: paths[at % paths.length] ?? '', ...page }),
    );
    const engineFind = await msOf(searches.length * 10, (at) => engine.ask('history.find', { text: searches[at % searches.length] ?? '' }));
    const pairs = await besideTool(engine, made, numbers, folders.slice(1));
    return [
      ratios(`list files of a folder at a date / our answer, screen open, ${name}`, pairs.folder, limits.folderTimes),
      ratios(`list files of all at a date / our first page of its root, screen open, ${name}`, pairs.whole, limits.wholeTimes),
      times(`folder at any session, in the thread, ${name}`, directFolder, limits.folderMs),
      times(`folder at any session, through the engine, ${name}`, engineFolder, limits.folderMs),
      times(`versions of a path, in the thread, ${name}`, directVersions, limits.versionsMs),
      times(`versions of a path, through the engine, ${name}`, engineVersions, limits.versionsMs),
      times(`${searches.length} searches of names over all dates, in the thread, ${name}`, directFind, limits.findMs),
      times(`${searches.length} searches of names over all dates, through the engine, ${name}`, engineFind, limits.findMs),
      {
        what: `longest stall of the main loop while indexing, ${indexings} times, ${name}`,
        measured: `${Math.max(...stalls).toFixed(0)} ms`,
        limit: `< ${limits.stallMs} ms`,
        within: Math.max(...stalls) < limits.stallMs,
        unit: 'ms',
        values: { longest: stalls },
      },
    ];
  } finally {
    await engine.close();
  }
}

async function openEngine(dir: string, made: SyntheticRepository): Promise<Engine> {
  const home = join(dir, 'home');
  const source = join(dir, 'source');
  await mkdir(source);
  const engine = createEngine(machinePorts(home, tables), home);
  const ask: Engine['ask'] = async (name, input) => {
    const reply = await engine.ask(name, input);
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.failure)}`);
    return reply.value as never;
  };
  await ask('job.add', { name: 'bench', from: source, to: made.repository });
  return {
    ask,
    close: async () => {
      await engine.idle();
      engine.close();
    },
  };
}

/** The longest that the loop of this very process stood still while its thread built the index, in ms, each time. */
async function stallsWhileIndexing(engine: Engine): Promise<number[]> {
  const longest: number[] = [];
  while (longest.length < indexings) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await engine.ask('history.rebuild', { name: 'bench' });
    const { state, line } = await engine.ask('history.settled', { name: 'bench' });
    delay.disable();
    if (state !== 'ready') throw new Error(`the index is ${state}: ${line ?? ''}`);
    longest.push(delay.max / 1e6);
  }
  return longest;
}

type Pair = { tool: number; own: number };

/** The same folders at the same sessions, asked of the tool and of the engine in turn. */
async function besideTool(engine: Engine, made: SyntheticRepository, numbers: Random, folders: readonly string[]) {
  const folder: Pair[] = [];
  const whole: Pair[] = [];
  for (let call = 0; call < toolCalls; call += 1) {
    const [time, path] = [made.timeOf(numbers.int(1, made.sessions)), numbers.pick(folders)];
    const list = (below: string) => toolLists(`${made.repository}${below}`, time);
    const open = (below: string) => engine.ask('history.folder', { name: 'bench', at: String(time), path: below, limit: windowPage });
    const pair = async (below: string, tool: () => Promise<unknown>) => {
      const listed = await secondsOf(tool);
      // As it is in a window: the repository was looked at when the screen was opened.
      await engine.ask('history.settled', { name: 'bench' });
      return { tool: listed, own: await secondsOf(() => open(below)) };
    };
    folder.push(await pair(path, () => list(`/${path}`)));
    if (call % 3 === 0) whole.push(await pair('', () => list('')));
  }
  return { folder, whole };
}

/** Lets the tool list into nowhere, so that nobody who reads too slowly holds it up. */
async function toolLists(place: string, time: number): Promise<void> {
  const env = { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8' };
  const child = spawn('rdiff-backup', ['--new', 'list', 'files', '--at', String(time), '--', place], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`rdiff-backup list files ended with ${String(code)}`);
}

async function msOf(count: number, ask: (at: number) => Promise<unknown>): Promise<number[]> {
  const all: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const begun = performance.now();
    await ask(at);
    all.push(performance.now() - begun);
  }
  return all;
}

function times(what: string, ms: readonly number[], most: number): Row {
  const p95 = [...ms].sort((a, b) => a - b)[Math.ceil(ms.length * 0.95) - 1] ?? NaN;
  return {
    what,
    measured: `p95 ${p95.toFixed(2)} ms, median ${median(ms).toFixed(2)} ms`,
    limit: `p95 <= ${most} ms`,
    within: p95 <= most,
    unit: 'ms',
    values: { ms: [...ms] },
  };
}

function ratios(what: string, pairs: readonly Pair[], least: number): Row {
  const [tool, own] = [pairs.map((pair) => pair.tool), pairs.map((pair) => pair.own)];
  const ratio = median(pairs.map((pair) => pair.tool / pair.own));
  return {
    what,
    measured: `${median(tool).toFixed(2)} s / ${(median(own) * 1000).toFixed(1)} ms = ${ratio.toFixed(0)}`,
    limit: `median ratio >= ${least}`,
    within: ratio >= least,
    unit: 's',
    values: { tool, own },
  };
}
