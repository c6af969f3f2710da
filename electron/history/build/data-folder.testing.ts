import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { localFiles } from '../../platform/files.ts';
import { openIndexFile } from '../../platform/index-file.ts';
import { dumpIndex, type DumpedVersion } from './dump-index.testing.ts';
import { fits, updateIndex, type Fit, type IndexNews, type IndexTools, type Updated } from './update.ts';

/** Day `n` of a repository whose sessions are a day apart, epoch seconds. */
export const day = (n: number): number => Date.UTC(2026, 2, n, 10) / 1000;
export const stampOf = (time: number): string => new Date(time * 1000).toISOString().replace('.000', '');

export type Fields = Record<string, string | number>;
/** The text of a record. Its path is quoted already. */
export const record = (path: string, fields: Fields): string =>
  `File ${path}\n${Object.entries(fields)
    .map(([name, value]) => `  ${name} ${value}\n`)
    .join('')}`;
const owner = { Uid: 1000, Uname: 'office', Gid: 1000, Gname: 'office' };
export const file = (path: string, size: number, more: Fields = {}): string =>
  record(path, {
    Type: 'reg',
    Size: size,
    SHA1Digest: size.toString(16).padStart(40, '0'),
    ModTime: 1772000000 + size,
    ...owner,
    Permissions: 420,
    ...more,
  });
export const folder = (path: string, more: Fields = {}): string =>
  record(path, { Type: 'dir', ModTime: 1772000000, ...owner, Permissions: 493, ...more });
export const link = (path: string, target: string): string => record(path, { Type: 'sym', SymData: target, ...owner, Permissions: 511 });
export const gone = (path: string): string => record(path, { Type: 'None' });
export const root = folder('.');

/** The tools of a program to which files come in pieces of so many bytes, from a disk that fails where `fails` says so. */
const toolsFor = (piece: number | undefined, fails: (path: string) => boolean): IndexTools => ({
  open: openIndexFile,
  files: {
    ...localFiles,
    stream: (path, size) => {
      if (fails(path)) return failed();
      return piece === undefined ? localFiles.stream(path, size) : cutUp(localFiles.stream(path), piece);
    },
  },
});

async function* failed(): AsyncGenerator<Buffer> {
  await Promise.resolve();
  throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
}

async function* cutUp(pieces: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  for await (const piece of pieces) for (let at = 0; at < piece.length; at += size) yield piece.subarray(at, at + size);
}

/** A folder `rdiff-backup-data` made by hand, and an index of it. */
export function createDataFolder({ piece }: { piece?: number | undefined } = {}) {
  let failures: [pattern: RegExp, left: number] = [/^/, 0];
  const tools = toolsFor(piece, (path) => failures[0].test(path) && failures[1]-- > 0);
  const top = mkdtempSync(join(tmpdir(), 'modosu-history-'));
  const data = join(top, 'rdiff-backup-data');
  mkdirSync(data);
  let written = 0;

  function put(name: string, content: string | Buffer): void {
    writeFileSync(join(data, name), content);
    // Two files of one name within a tick of the clock are different files all the same.
    written += 1;
    utimesSync(join(data, name), 1_800_000_000 + written, 1_800_000_000 + written);
  }
  const packed = (text: string) => gzipSync(Buffer.from(text, 'latin1'));
  const remove = (pattern: RegExp) => {
    for (const name of readdirSync(data)) if (pattern.test(name)) rmSync(join(data, name));
  };
  put('chars_to_quote', '');

  return {
    data,
    index: join(top, 'index.db'),
    put,
    remove,
    snapshot: (time: number, ...records: string[]) => put(`mirror_metadata.${stampOf(time)}.snapshot.gz`, packed(records.join(''))),
    /** A difference takes the place of the session's snapshot. */
    diff: (time: number, ...records: string[]) => {
      remove(new RegExp(`^mirror_metadata\\.${stampOf(time)}\\.`));
      if (records.length === 0) put(`mirror_metadata.${stampOf(time)}.diff`, '');
      else put(`mirror_metadata.${stampOf(time)}.diff.gz`, packed(records.join('')));
    },
    /** The one marker of a healthy repository. */
    marker: (...times: number[]) => {
      remove(/^current_mirror/);
      for (const time of times) put(`current_mirror.${stampOf(time)}.data`, 'PID 1\n');
    },
    statistics: (time: number, text = 'ElapsedTime 2.00 (2 seconds)\nSourceFiles 4\nErrors 0\n') =>
      put(`session_statistics.${stampOf(time)}.data`, text),
    /** The disk fails to give files whose paths the pattern fits, so many times. */
    fail: (pattern: RegExp, times: number) => {
      failures = [pattern, times];
    },
    forget: (time: number) => remove(new RegExp(`\\.${stampOf(time)}\\.`)),
    update: (options: { rebuild?: boolean } = {}, tell?: (news: IndexNews) => void): Promise<Updated> =>
      updateIndex(tools, { data, file: join(top, 'index.db'), ...options }, tell),
    fits: (): Promise<Fit> => fits(tools, { data, file: join(top, 'index.db') }),
    dump: (): DumpedVersion[] => dumpOf(join(top, 'index.db')),
    /** What an index built anew says. */
    anew: async (): Promise<DumpedVersion[]> => {
      await updateIndex(tools, { data, file: join(top, 'anew.db'), rebuild: true });
      return dumpOf(join(top, 'anew.db'));
    },
    [Symbol.dispose]: () => rmSync(top, { recursive: true }),
  };
}
export type DataFolder = ReturnType<typeof createDataFolder>;

function dumpOf(path: string): DumpedVersion[] {
  const index = openIndexFile(path, { readOnly: true });
  try {
    return dumpIndex(index);
  } finally {
    index.close();
  }
}

/** Each path with its sizes and the days (`-` for still there) that it was there, as `a 5 1-3, a 7 3-`. */
export const spansIn = (dump: readonly DumpedVersion[]): string[] =>
  dump.map(({ path, size, since, until }) => `${path || '.'} ${size ?? '·'} ${dayOf(since)}-${until === null ? '' : dayOf(until)}`);
const dayOf = (time: number) => String((time - day(0)) / 86_400);
