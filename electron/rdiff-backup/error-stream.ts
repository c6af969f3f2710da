import type { NotSaved } from '../contract/run.ts';
import type { Files } from '../platform/ports.ts';
import { parseNotSaved } from './not-saved.ts';

/** What an error stream holds that matters, in bounded memory however long it is. */
export type ErrorStream = {
  notSaved: NotSaved[];
  notSavedCount: number;
  /** WARNING and ERROR lines that are not about a single file. */
  warnings: string[];
  /** The last lines, progress lines left out. */
  tail: string[];
  /** The first and the last lines together: what a cause is looked for in. */
  printed: string;
};

const pieceBytes = 262_144;
const longestLine = 8192;
const kept = 100;
const keptTail = 40;

/** Reads an error stream from its file, piece by piece. */
export async function readErrorStream(files: Files, path: string): Promise<ErrorStream> {
  const found = { notSaved: [] as NotSaved[], notSavedCount: 0, warnings: [] as string[], head: [] as string[], last: [] as string[] };
  const seen = new Set<string>();

  const take = (raw: string) => {
    const line = raw.slice(0, longestLine);
    if (line.startsWith('* ') || line.trim() === '') return;
    const notSaved = parseNotSaved(line);
    // The same file is often named twice, by the reading and by the writing side.
    if (notSaved && !seen.has(notSaved.path)) {
      found.notSavedCount += 1;
      if (seen.size < 100_000) seen.add(notSaved.path);
      if (found.notSaved.length < kept) found.notSaved.push(notSaved);
    } else if (!notSaved && /^(?:WARNING|ERROR|Fatal Error):/.test(line) && found.warnings.length < kept) found.warnings.push(line);
    if (found.head.length < kept) found.head.push(line);
    else if (found.last.push(line) > kept) found.last.shift();
  };

  let rest = '';
  const decoder = new TextDecoder();
  for (let offset = 0; ;) {
    const piece = await files.read(path, offset, pieceBytes);
    if (!piece || piece.length === 0) break;
    offset += piece.length;
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = (lines.pop() ?? '').slice(0, longestLine);
    lines.forEach(take);
  }
  take(rest);
  const lines = [...found.head, ...found.last];
  const { notSaved, notSavedCount, warnings } = found;
  return { notSaved, notSavedCount, warnings, tail: lines.slice(-keptTail), printed: lines.join('\n') };
}
