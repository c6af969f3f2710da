import { join } from 'node:path';
import type { Files } from '../platform/ports.ts';

/** What a session's statistics and log say of it; null where they say nothing. Sizes in bytes. */
export type SessionNumbers = {
  seconds: number | null;
  files: number | null;
  bytes: number | null;
  newFiles: number | null;
  changedFiles: number | null;
  deletedFiles: number | null;
  /** Of the files that were new or changed, as they were in the source. */
  changedBytes: number | null;
  incrementBytes: number | null;
  /** How many things it could not save: the higher of what its statistics and its log say. */
  errors: number | null;
};

const maxStatistics = 64 * 1024;
const maxLog = 4 * 1024 * 1024;

/**
 * What a small file of a session says; undefined where there is none and where it cannot be read, being damaged, a link or no file at all: the
 * session is a restore point all the same.
 */
export const smallText = (files: Pick<Files, 'text'>, path: string, maxBytes: number): Promise<string | undefined> =>
  files.text(path, maxBytes).catch(() => undefined);

/** Reads what the files of a session say of it. */
export async function readNumbers(
  files: Pick<Files, 'text'>,
  data: string,
  { statistics, errorLog }: { statistics: string | null; errorLog: string | null },
): Promise<SessionNumbers> {
  const [text, log] = await Promise.all([
    statistics === null ? undefined : smallText(files, join(data, statistics), maxStatistics),
    errorLog === null ? undefined : smallText(files, join(data, errorLog), maxLog),
  ]);
  const values = valuesIn(text ?? '');
  const value = (name: string) => values.get(name) ?? null;
  // With `--null-separator` the tool ends each entry with NUL.
  const logged = log?.split(/[\n\0]/).filter((line) => line.trim() !== '').length ?? null;
  return {
    seconds: value('ElapsedTime'),
    files: value('SourceFiles'),
    bytes: value('SourceFileSize'),
    newFiles: value('NewFiles'),
    changedFiles: value('ChangedFiles'),
    deletedFiles: value('DeletedFiles'),
    changedBytes: both(value('NewFileSize'), value('ChangedSourceSize'), (a, b) => a + b),
    incrementBytes: value('IncrementFileSize'),
    errors: both(value('Errors'), logged, Math.max) ?? value('Errors') ?? logged,
  };
}

const both = (a: number | null, b: number | null, of: (a: number, b: number) => number): number | null =>
  a === null || b === null ? null : of(a, b);

/** The lines `Name value` of statistics, as far as they are whole. */
function valuesIn(text: string): Map<string, number> {
  const values = new Map<string, number>();
  for (const line of text.split('\n').slice(0, -1)) {
    const found = /^\s*(\w+) (-?\d+(?:\.\d+)?)(?: \(|\s*$)/.exec(line);
    if (found?.[1] !== undefined) values.set(found[1], Number(found[2]));
  }
  return values;
}
