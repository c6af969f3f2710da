import { Refusal, type Reply } from '../contract/failure.ts';
import type { EntryState } from '../contract/history.ts';
import { formatBytes } from '../contract/words/format.ts';
import { must, type Shell } from './context.ts';
import { openOutput } from './pages.ts';
import { placeOf } from './past-commands.ts';
import { sessionName } from './past-lines.ts';
import { whileReading } from './reading-line.ts';
import { exit, say } from './say.ts';
import { typedEntry } from './typed-entry.ts';

type Opened = {
  session: number;
  state: EntryState;
  content: { kind: 'reading'; handle: string; size: number } | { kind: 'none'; why: 'not-a-file' | 'damaged' };
};
type Piece = { base64: string; next: number | null };
type AskFile = {
  (name: 'history.read', input: { name: string; path: string; at: string }): Promise<Reply<Opened>>;
  (name: 'history.piece', input: { handle: string; offset: number }): Promise<Reply<Piece>>;
  (name: 'history.read-end', input: { handle: string }): Promise<Reply<object>>;
};

/** Writes a file as it was to the standard output, byte for byte. With JSON it answers as a preview does, with what can be shown of it. */
export async function showFile(shell: Shell, name: string, typed: string, at: string): Promise<number> {
  const { engine, t, language } = shell;
  const path = await typedEntry(shell, name, typed);
  if (shell.json) {
    say(shell, must(await engine.ask('history.preview', { name, path, at })), []);
    return exit.ok;
  }
  const ask: AskFile = engine.ask;
  const { session, state, content } = must(await whileReading(shell, name, () => ask('history.read', { name, path, at })));
  const size = state.size === null ? '' : formatBytes(state.size, language);
  process.stderr.write(`${t('past.file', { when: sessionName(session, language), path: placeOf(name, path), size })}\n`);
  if (content.kind === 'none') throw notThere(content.why, typed);
  const { handle } = content;
  const write = openOutput();
  try {
    for (let offset: number | null = 0; offset !== null;) {
      const piece: Piece = must(await ask('history.piece', { handle, offset }));
      offset = (await write(Buffer.from(piece.base64, 'base64'))) ? piece.next : null;
    }
  } finally {
    await ask('history.read-end', { handle });
  }
  return exit.ok;
}

const notThere = (why: 'not-a-file' | 'damaged', typed: string): Refusal =>
  why === 'damaged' ? new Refusal('restore-failed', { line: why }) : new Refusal('invalid', { field: 'path', reason: why, value: typed });
