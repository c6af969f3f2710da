import { once } from 'node:events';
import { WebSocket } from 'ws';

/** The inspector of a Node process (Chrome DevTools Protocol). */
export type Inspector = {
  evaluate(expression: string): Promise<unknown>;
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
    const line = await answer;
    waiting.delete(id);
    return line;
  }
  async function evaluate(expression: string): Promise<unknown> {
    const { result, error } = await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    if (!result || result.exceptionDetails !== undefined) throw new Error(JSON.stringify(result?.exceptionDetails ?? error));
    return result.result?.value;
  }

  await send('Debugger.enable');
  await send('Runtime.runIfWaitingForDebugger');
  await isPaused;
  await evaluate(first);
  await send('Debugger.resume');
  await send('Debugger.disable');
  return { evaluate, leave: () => socket.terminate() };
}
