import type { NotSaved } from '../contract/run.ts';
import type { Files } from '../platform/ports.ts';
import { scanLines } from './line-scan.ts';
import { isHarmless } from './messages.ts';
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

const edgeBytes = 65_536;
const longestLine = 8192;
const kept = 100;
const keptTail = 40;
const telling = ['WARNING', 'ERROR', 'Fatal Error', 'ListError', 'UpdateError', 'SpecialFileError'];

/** Reads an error stream from its file: its two ends whole, and whatever in between begins as a message. */
export async function readErrorStream(files: Files, path: string): Promise<ErrorStream> {
  const found = { notSaved: [] as NotSaved[], notSavedCount: 0, warnings: [] as string[] };
  const seen = new Set<string>();

  const take = (line: string) => {
    const notSaved = parseNotSaved(line);
    if (!notSaved) {
      // The explained ones may take half of the room, so that they can never push another out.
      if (found.warnings.length < (isHarmless(line) ? kept / 2 : kept)) found.warnings.push(line);
      return;
    }
    // The same file is often named twice, by the reading and by the writing side.
    if (seen.has(notSaved.path)) return;
    found.notSavedCount += 1;
    if (seen.size < 100_000) seen.add(notSaved.path);
    if (found.notSaved.length < kept) found.notSaved.push(notSaved);
  };

  await scanLines(files, path, telling, take);
  const lines = await edges(files, path);
  return { ...found, tail: lines.slice(-keptTail), printed: lines.join('\n') };
}

/** The first and the last lines of a file, progress lines left out. */
async function edges(files: Files, path: string): Promise<string[]> {
  const size = (await files.info(path))?.size ?? 0;
  const part = async (offset: number, bytes: number) => {
    const text = (await files.read(path, offset, bytes))?.toString('utf8') ?? '';
    return text
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.startsWith('* '))
      .map((line) => line.slice(0, longestLine));
  };
  if (size <= 2 * edgeBytes) {
    const all = await part(0, 2 * edgeBytes);
    return all.length <= 2 * kept ? all : [...all.slice(0, kept), ...all.slice(-kept)];
  }
  return [...(await part(0, edgeBytes)).slice(0, kept), ...(await part(-edgeBytes, edgeBytes)).slice(-kept)];
}
