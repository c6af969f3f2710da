import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reply } from '../../electron/contract/failure.ts';
import type { RequestName } from '../../electron/contract/requests.ts';
import { createEngine, tables } from '../../electron/engine.ts';
import { machinePorts, noDesktop } from '../../electron/platform/machine.ts';
import { answerText } from '../../electron/platform/wire.ts';
import { asRoot } from './electron.ts';
import { launchElectron } from './launch-electron.ts';
import { enter, startServing } from './served.ts';
import { modosuShell } from './shell.ts';
import { openScreen } from './xvfb.ts';

const top = fileURLToPath(new URL('../..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8')) as { version: string };

/** A question with its input as JSON text, so that it may be anything at all; undefined is no input. */
export type Question = { name: string; input: string | undefined };

/** One way to ask the engine of a home. Questions are asked one after another. */
export type Transport = {
  readonly name: string;
  /** Whether a question can be put into it at all: not all that can be written as JSON can be held by a page. */
  carries(question: Question): boolean;
  ask(questions: readonly Question[]): Promise<Reply<unknown>[]>;
  close(): Promise<void>;
};

const textOf = (id: number, { name, input }: Question) =>
  `{"id":${id},"name":${JSON.stringify(name)}${input === undefined ? '' : `,"input":${input}`}}`;
const replyIn = (text: string) => (JSON.parse(text) as { reply: Reply<unknown> }).reply;

/** An engine in this very process. */
export function directly(home: string): Promise<Transport> {
  const engine = createEngine(machinePorts(home, tables, { desktop: { ...noDesktop('browser', version), systemLanguage: 'en' } }), home);
  return Promise.resolve({
    name: 'direct call',
    carries: () => true,
    ask: async (questions) => {
      const replies: Reply<unknown>[] = [];
      for (const [id, question] of questions.entries())
        replies.push(replyIn(await answerText((name, input) => engine.ask(name as RequestName, input as never), textOf(id, question))));
      return replies;
    },
    close: async () => {
      await engine.idle();
      engine.close();
    },
  });
}

/** A real `modosu serve`, over its WebSocket. */
export async function overSocket(home: string): Promise<Transport> {
  const served = await startServing(modosuShell(home), '--no-open');
  const { socket, closed } = await enter(served, served.token);
  let asked = 0;
  const askOne = (question: Question) =>
    new Promise<Reply<unknown>>((resolve, reject) => {
      const id = (asked += 1);
      const look = (data: unknown) => {
        const frame = JSON.parse((data as Buffer).toString()) as { id?: number; reply: Reply<unknown> };
        // -1 is the answer to what was no question at all.
        if (frame.id !== id && frame.id !== -1) return;
        socket.off('message', look);
        resolve(frame.reply);
      };
      socket.on('message', look);
      void closed.then((code) => reject(new Error(`closed with ${code}`)));
      socket.send(textOf(id, question));
    });
  return {
    name: 'WebSocket',
    carries: () => true,
    ask: async (questions) => {
      const replies: Reply<unknown>[] = [];
      for (const question of questions) replies.push(await askOne(question));
      return replies;
    },
    close: async () => {
      const { code, stderr } = await served.end();
      if (code !== 0 || stderr !== '') throw new Error(`serve ended with ${code}: ${stderr}`);
    },
  };
}

/** The real program in real Electron, from its page through the preload. */
export async function overIpc(home: string): Promise<Transport> {
  const screen = await openScreen();
  const config = join(home, '../config');
  await mkdir(config, { recursive: true });
  const electron = await launchElectron({
    args: [top, '--home', home, ...asRoot],
    chromiumSandbox: asRoot.length === 0,
    env: {
      ...(process.env as Record<string, string>),
      LANG: 'en_US.UTF-8',
      LC_ALL: 'en_US.UTF-8',
      DISPLAY: screen.display,
      DBUS_SESSION_BUS_ADDRESS: 'disabled:',
      XDG_CONFIG_HOME: config,
    },
  });
  const page = await electron.firstWindow();
  await page.waitForLoadState('domcontentloaded');
  return {
    name: 'Electron IPC',
    carries: ({ input }) => input === undefined || isPlain(JSON.parse(input)),
    ask: (questions) =>
      page.evaluate(async (list) => {
        const { modosu } = globalThis as unknown as { modosu: { ask(name: string, input: unknown): Promise<unknown> } };
        const replies: unknown[] = [];
        for (const { name, input } of list) replies.push(await modosu.ask(name, input === undefined ? undefined : JSON.parse(input)));
        return replies;
      }, questions) as Promise<Reply<unknown>[]>,
    close: async () => {
      const child = electron.process();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      screen.close();
    },
  };
}

/** Between page and preload an own key `__proto__` is left out, and what is too large for a number becomes null. */
const isPlain = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? !Object.hasOwn(value, '__proto__') && Object.values(value).every(isPlain)
    : typeof value !== 'number' || Number.isFinite(value);
