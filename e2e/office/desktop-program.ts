import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { asRoot, findElectron } from './electron.ts';
import { inspectFromTheStart } from './inspector.ts';
import { missing } from './needs.ts';
import { endTree } from './processes.ts';

const top = fileURLToPath(new URL('../..', import.meta.url));

/** The desktop program as a person starts it, watched through the inspector of its main process: it has no hooks of its own. */
export type DesktopProgram = {
  readonly pid: number;
  /** The addresses of its windows that can be seen. */
  windows(): Promise<string[]>;
  /** Asks the engine as its window would, which must be open. */
  ask(name: string, input: object): Promise<unknown>;
  /** The longest time in ms that its main loop stood still since the last call, beyond what the machine's load made of it. */
  longestStall(): Promise<number>;
  /** Makes its main loop stand still. */
  stallFor(ms: number): Promise<unknown>;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** Watches it no more: a process does not end while its inspector is in use. */
  leave(): void;
  /** Asks it to end, and makes sure that it does. */
  end(): Promise<void>;
};

const every = 5;
const electronModule = "process.getBuiltinModule('node:module').createRequire('/')('electron')";
// Other tests have their share of the machine: what the main thread waited for a processor (second number of proc(5)'s schedstat, ns) is
// no stall, and neither is what a bare timer in the test's own process loses at the same time. Watched from the moment Electron is ready:
// before, Chromium starts and the program's code is read, which takes what the machine makes of it.
const watch = `{
  const { readFileSync } = process.getBuiltinModule('node:fs');
  const waited = () => {
    try {
      return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6;
    } catch {
      return 0;
    }
  };
  globalThis.longestStall = 0;
  ${electronModule}.app.once('ready', () => {
    let last = { at: performance.now(), waited: waited() };
    setInterval(() => {
      const now = { at: performance.now(), waited: waited() };
      globalThis.longestStall = Math.max(globalThis.longestStall, now.at - last.at - (now.waited - last.waited) - ${every});
      last = now;
    }, ${every});
  });
}
true`;
const takeStall = '(() => { const was = globalThis.longestStall; globalThis.longestStall = 0; return was; })()';
const allWindows = `${electronModule}.BrowserWindow.getAllWindows()`;
const takeWindows = `${allWindows}.filter((window) => window.isVisible()).map((window) => window.webContents.getURL())`;

type Env = Record<string, string | undefined>;
const electron = (env: Env, home: string, before: string[], after: string[]) =>
  spawn(findElectron() ?? 'electron', [...before, ...asRoot, top, `--home=${home}`, ...after], {
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', LANGUAGE: '', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });

/** Starts the built program in a session, on its home. */
export async function startDesktopProgram(env: Env, home: string, ...args: string[]): Promise<DesktopProgram> {
  const child = electron(env, home, ['--inspect-brk=0'], args);
  const { pid } = child;
  if (pid === undefined) throw new Error('Electron did not start');
  // What is measured is the program, and not the tests beside it: it comes before them, where that is allowed.
  if (missing.root === undefined) setPriority(pid, -15);
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const [found] = /ws:\/\/\S+(?=\s)/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => reject(new Error(`the program ended at once: ${said}`)));
  });
  const inspector = await inspectFromTheStart(address, watch);
  const here = monitorEventLoopDelay({ resolution: every });
  here.enable();
  const leave = () => {
    here.disable();
    inspector.leave();
  };
  return {
    pid,
    ended,
    windows: () => inspector.evaluate(takeWindows) as Promise<string[]>,
    ask: (name, input) => {
      const script = `modosu.ask(${JSON.stringify(name)}, ${JSON.stringify(input)})`;
      return inspector.settle(`${allWindows}[0].webContents.executeJavaScript(${JSON.stringify(script)})`);
    },
    longestStall: async () => {
      const stall = Number(await inspector.evaluate(takeStall)) - Math.max(0, here.max / 1e6 - every);
      here.reset();
      return Math.max(0, Math.round(stall));
    },
    stallFor: (ms) => inspector.evaluate(`Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms})`),
    leave,
    end: async () => {
      leave();
      child.kill('SIGTERM');
      const late = setTimeout(() => endTree(pid), 5000);
      await ended;
      clearTimeout(late);
    },
  };
}

/** Starts the program once more: the running one shows its window, and this one ends. */
export async function startAgain(env: Env, home: string): Promise<void> {
  const child = electron(env, home, [], []);
  child.stderr.resume();
  await once(child, 'exit');
}
