import type { WebSocket } from 'ws';
import type { Welcome } from '../contract/wire.ts';
import type { Engine } from '../engine.ts';
import { announce } from '../platform/announcer.ts';
import type { Clock } from '../platform/ports.ts';
import { answerText, type Asking } from '../platform/wire.ts';

/** What a window needs of the engine. */
export type Served = { ask: Asking; on: Engine['on'] };
export type Connected = { gone: Promise<void> };
type Options = { clock: Clock; session: string; spoke: () => void };

const mostWaiting = 8 * 1024 ** 2;
const mostAtOnce = 64;
const heartbeatMs = 30_000;
const notText = 1003;

/** Joins one window to the engine until either is gone. What it may burden the program with is bounded in every direction. */
export function connectWindow(socket: WebSocket, { ask, on }: Served, { clock, session, spoke }: Options): Connected {
  const over = new AbortController();
  const questions: string[] = [];
  let atWork = 0;
  let answered = true;
  let longest = 0;

  const send = (text: string) => {
    if (socket.readyState !== socket.OPEN) return;
    // A window that does not read is given up, and a closing frame would wait behind all the rest. One long answer is no sign of that.
    if (socket.bufferedAmount > mostWaiting + longest) {
      socket.terminate();
      return;
    }
    longest = Math.max(longest, 4 * text.length);
    socket.send(text);
  };
  /** Takes up what was asked; while more is waiting than may be at work, nothing more is read. */
  function takeUp(): void {
    while (atWork < mostAtOnce && questions.length > 0) void answer(questions.shift());
    if (questions.length > 0) socket.pause();
    else if (socket.isPaused) socket.resume();
  }

  async function answer(question: string | undefined): Promise<void> {
    atWork += 1;
    send(await answerText(ask, question));
    atWork -= 1;
    takeUp();
  }

  async function beat(): Promise<void> {
    for (;;) {
      await clock.sleep(heartbeatMs, over.signal);
      if (over.signal.aborted) return;
      if (answered) socket.ping();
      else socket.terminate();
      answered = false;
    }
  }

  const gone = new Promise<void>((resolve) => {
    socket.on('close', () => {
      over.abort();
      questions.length = 0;
      resolve();
    });
  });
  socket.on('pong', () => (answered = true));
  socket.on('message', (data, isBinary) => {
    if (isBinary) {
      socket.close(notText);
      return;
    }
    spoke();
    questions.push((data as Buffer).toString());
    takeUp();
  });
  announce({ clock, engine: { on }, send, over: over.signal });
  send(JSON.stringify({ session } satisfies Welcome));
  void beat();
  return { gone };
}
