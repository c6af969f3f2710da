import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { RequestName } from '../contract/requests.ts';
import type { Engine } from '../engine.ts';
import { answerText } from '../platform/wire.ts';
import { pageOrigin } from './scheme.ts';

type Deps = {
  ipc: Pick<IpcMain, 'handle'>;
  engine: Pick<Engine, 'ask'>;
  /** The contents of the window, while there is one. */
  contents: () => WebContents | undefined;
};

/** Answers the window's questions, and those of nobody else: text in, text out. */
export function serveQuestions({ ipc, engine, contents }: Deps): void {
  ipc.handle('ask', (event, ...args: unknown[]) => {
    if (!isFromWindow(event, contents())) throw new Error('refused');
    return answerText((name, input) => engine.ask(name as RequestName, input as never), args.length === 1 ? args[0] : undefined);
  });
}

/** True for the main frame of our own page in our own window. */
export function isFromWindow(
  { sender, senderFrame }: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  contents: WebContents | undefined,
): boolean {
  return contents !== undefined && sender === contents && senderFrame?.parent === null && senderFrame.origin === pageOrigin;
}
