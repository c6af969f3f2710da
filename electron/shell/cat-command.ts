import { formatBytes } from '../contract/words/format.ts';
import { must, type Shell } from './context.ts';
import { openOutput } from './pages.ts';
import { placeOf } from './past-commands.ts';
import { sessionName } from './past-lines.ts';
import { exit, say } from './say.ts';
import { settleHistory } from './settled-history.ts';
import { typedEntry } from './typed-entry.ts';

/** Writes a file as it was to the standard output, byte for byte. With JSON it answers as a preview does, with what can be shown of it. */
export async function showFile(shell: Shell, name: string, typed: string, at: string): Promise<number> {
  const { engine, t, language } = shell;
  const path = await typedEntry(shell, name, typed);
  await settleHistory(shell, name);
  if (shell.json) {
    const preview = must(await engine.ask('history.preview', { name, path, at }));
    say(shell, preview, []);
    return preview.content.kind === 'none' ? exit.failed : exit.ok;
  }
  const { session, handle, size } = must(await engine.ask('history.take', { name, path, at }));
  const facts = { when: sessionName(session, language), path: placeOf(name, path), size: formatBytes(size, language) };
  process.stderr.write(`${t('past.file', facts)}\n`);
  const write = openOutput();
  try {
    for (let offset: number | null = 0; offset !== null;) {
      const piece: { base64: string; next: number | null } = must(await engine.ask('history.piece', { handle, offset }));
      offset = (await write(Buffer.from(piece.base64, 'base64'))) ? piece.next : null;
    }
  } finally {
    await engine.ask('history.leave', { handle });
  }
  return exit.ok;
}
