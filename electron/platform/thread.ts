import { getPriority, setPriority } from 'node:os';
import { Worker, parentPort, workerData } from 'node:worker_threads';
import { Refusal, type Facts, type FailureKind } from '../contract/failure.ts';
import type { Thread, ThreadManner, Threads } from './ports.ts';

type Asked = { id: number; task: string; input: unknown };
type Told =
  | { id: number; kind: 'news'; news: unknown }
  | { id: number; kind: 'done'; value: unknown }
  | { id: number; kind: 'refused'; failure: FailureKind; facts: Facts }
  | { id: number; kind: 'threw'; message: string };
type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void; heard: (news: unknown) => void };

/** What is held for a moment is given back before it comes to so much. */
const maxOldGenerationSizeMb = 512;

/** What a thread can do: for each task a function of its input, which may tell news on the way. */
export type Tasks = Record<string, (input: never, tell: (news: unknown) => void) => unknown>;

/** Where the program of a thread lies: beside this folder among the sources, or beside the built program, of which this may be a chunk. */
function programOf(name: string): URL {
  if (import.meta.url.endsWith('.ts')) return new URL(`../${name}.ts`, import.meta.url);
  return new URL(`${import.meta.url.includes('/chunks/') ? '..' : '.'}/${name}.js`, import.meta.url);
}

/** Threads that work on the indexes of repositories. */
export const historyThreads: Threads = { start: (manner) => startThread(programOf('history-worker'), manner) };

/** Starts a thread that runs a program, which calls `serveThread`. */
export function startThread(file: URL, manner: ThreadManner = 'prompt'): Thread {
  const worker = new Worker(file, { name: 'modosu-history', workerData: manner, resourceLimits: { maxOldGenerationSizeMb } });
  // It never keeps the program from its end: whoever waits for an answer has something else open.
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let isOver = false;
  const fail = (error: Error) => {
    isOver = true;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    worker.unref();
  };
  worker.on('message', (told: Told) => {
    const asked = waiting.get(told.id);
    if (told.kind === 'news') {
      asked?.heard(told.news);
      return;
    }
    waiting.delete(told.id);
    if (waiting.size === 0) worker.unref();
    if (told.kind === 'done') asked?.resolve(told.value);
    else if (told.kind === 'refused') asked?.reject(new Refusal(told.failure, told.facts));
    else asked?.reject(new Error(told.message));
  });
  worker.on('error', fail);
  worker.on('exit', (code) => {
    fail(new Error(`the thread ended with ${String(code)}`));
  });
  return {
    ask: (task, input, heard = () => undefined) =>
      new Promise((resolve, reject) => {
        if (isOver) {
          reject(new Error('the thread has ended'));
          return;
        }
        const id = (last += 1);
        waiting.set(id, { resolve, reject, heard });
        worker.ref();
        worker.postMessage({ id, task, input } satisfies Asked);
      }),
    end: async () => {
      await worker.terminate();
    },
  };
}

/** The other half: answers in this thread what its program is asked. */
export function serveThread(tasks: Tasks): void {
  const port = parentPort;
  if (!port) throw new Error('not in a thread');
  if ((workerData as ThreadManner) === 'patient') yieldToOthers();
  const tell = (told: Told) => {
    port.postMessage(told);
  };
  port.on('message', ({ id, task, input }: Asked) => {
    const work = Object.hasOwn(tasks, task) ? tasks[task] : undefined;
    void Promise.resolve()
      .then(() => {
        if (!work) throw new Error(`no task ${task}`);
        return work(input as never, (news) => {
          tell({ id, kind: 'news', news });
        });
      })
      .then((value) => {
        tell({ id, kind: 'done', value });
      })
      .catch((error: unknown) => {
        if (error instanceof Refusal) tell({ id, kind: 'refused', failure: error.kind, facts: error.facts });
        else tell({ id, kind: 'threw', message: error instanceof Error ? error.message : String(error) });
      });
  });
}

/** On Linux a thread has a priority of its own; elsewhere this one would be that of the whole program. Only root may take a higher one. */
function yieldToOthers(): void {
  if (process.platform === 'linux') setPriority(Math.max(10, getPriority()));
}
