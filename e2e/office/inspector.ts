import { once } from 'node:events';
import { WebSocket } from 'ws';

/** The inspector of a Node process (Chrome DevTools Protocol). */
export type Inspector = {
  /** Rejects when the process is gone. */
  evaluate(expression: string): Promise<unknown>;
  /** The same for an expression that answers with a promise. */
  settle(expression: string): Promise<unknown>;
  /** Node does not end before its debugger has left. */
  leave(): void;
};

type Line = {
  id?: number;
  method?: string;
  result?: { result?: { value?: unknown }; exceptionDetails?: unknown };
  error?: unknown;
};

/** Connects to a process that was started with `--inspect-brk`, runs `first` in it before any code of its own, and lets it go on. */
export async function inspectFromTheStart(address: string, first: string): Promise<Inspector> {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  let next = 0;
  const waiting = new Map<number, (line: Line) => void>();
  const gone = once(socket, 'close').then(() => {
    throw new Error('the process is gone');
  });
  gone.catch(() => undefined);
  let paused = (): void => undefined;
  const isPaused = new Promise<void>((resolve) => (paused = resolve));
  socket.on('message', (data: Buffer) => {
    const line = JSON.parse(data.toString()) as Line;
    if (line.method === 'Debugger.paused') paused();
    if (line.id !== undefined) waiting.get(line.id)?.(line);
  });

  async function send(method: string, params: object = {}): Promise<Line> {
    const id = (next += 1);
    const answer = new Promise<Line>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params }));
    const line = await Promise.race([answer, gone]);
    waiting.delete(id);
    return line;
  }
  async function run(expression: string, awaitPromise: boolean): Promise<unknown> {
    const { result, error } = await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise });
    if (!result || result.exceptionDetails !== undefined) throw new Error(JSON.stringify(result?.exceptionDetails ?? error));
    return result.result?.value;
  }
  const evaluate = (expression: string) => run(expression, false);
  // Held in a variable, for the inspector lets a promise go that nobody holds.
  const settle = (expression: string) => run(`globalThis.inspected = ${expression}`, true);

  await send('Debugger.enable');
  await send('Runtime.runIfWaitingForDebugger');
  await isPaused;
  await evaluate(first);
  await send('Debugger.resume');
  await send('Debugger.disable');
  return { evaluate, settle, leave: () => socket.terminate() };
}
