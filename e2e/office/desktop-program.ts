import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { asRoot, findElectron } from './electron.ts';
import { endTree, waitUntil } from './processes.ts';

const top = fileURLToPath(new URL('../..', import.meta.url));

/** The desktop program as a person starts it, watched through the inspector of its main process. */
export type DesktopProgram = {
  readonly pid: number;
  /** The addresses of its windows that can be seen. */
  windows(): Promise<string[]>;
  /** The longest time in ms that its main loop stood still since the last call. */
  longestStall(): Promise<number>;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** Asks it to end, and makes sure that it does. */
  end(): Promise<void>;
};

const every = 5;
// Runs inside the program, which has no hooks of its own. The first measure is begun before the program's own code is done starting.
const watch = `{
  let last = performance.now();
  globalThis.longestStall = 0;
  setInterval(() => {
    const now = performance.now();
    globalThis.longestStall = Math.max(globalThis.longestStall, now - last - ${every});
    last = now;
  }, ${every});
}
true`;
const isBegun = `typeof setInterval === 'function' && typeof performance === 'object'`;
const takeStall = '(() => { const was = globalThis.longestStall; globalThis.longestStall = 0; return was; })()';
const takeWindows = `process.getBuiltinModule('node:module').createRequire('/')('electron').BrowserWindow.getAllWindows()
  .filter((window) => window.isVisible()).map((window) => window.webContents.getURL())`;

/** Starts the built program in a session, on its home. */
export async function startDesktopProgram(
  env: Record<string, string | undefined>,
  home: string,
  ...args: string[]
): Promise<DesktopProgram> {
  const line = ['--inspect=0', ...asRoot, top, `--home=${home}`, ...args];
  const child = spawn(findElectron() ?? '', line, {
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', LANGUAGE: '', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('Electron did not start');
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  let said = '';
  const inspector = await new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /ws:\/\/\S+/.exec(said);
      if (found) resolve(found[0]);
    });
    void ended.then(() => reject(new Error(`the program ended at once: ${said}`)));
  });
  const { evaluate, detach } = await inspect(inspector);
  // At the very beginning there is nothing yet that could evaluate.
  const ready = () =>
    evaluate(isBegun).then(
      (begun) => begun === true,
      () => false,
    );
  await waitUntil(ready, { what: 'the inspector to answer', everyMs: 1 });
  await evaluate(watch);
  return {
    pid,
    ended,
    windows: () => evaluate(takeWindows) as Promise<string[]>,
    longestStall: () => evaluate(takeStall) as Promise<number>,
    end: async () => {
      // Node does not end before its debugger has left.
      detach();
      child.kill('SIGTERM');
      const late = setTimeout(() => endTree(pid), 5000);
      await ended;
      clearTimeout(late);
    },
  };
}

type Inspector = { evaluate(expression: string): Promise<unknown>; detach(): void };
type Answer = { result?: { result: { value?: unknown }; exceptionDetails?: unknown }; error?: unknown };

/** Connects to the inspector of a Node process (Chrome DevTools Protocol, Runtime.evaluate). */
async function inspect(address: string): Promise<Inspector> {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  let next = 0;
  const waiting = new Map<number, (answer: string) => void>();
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    const { id } = JSON.parse(text) as { id?: number };
    if (id !== undefined) waiting.get(id)?.(text);
  });
  async function evaluate(expression: string): Promise<unknown> {
    const id = (next += 1);
    const answer = new Promise<string>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression, returnByValue: true } }));
    const { result, error } = JSON.parse(await answer) as Answer;
    if (!result || result.exceptionDetails !== undefined) throw new Error(JSON.stringify(result?.exceptionDetails ?? error));
    return result.result.value;
  }
  return { evaluate, detach: () => socket.terminate() };
}
