import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localFiles } from '../platform/files.ts';
import { readSessions } from './data-folder.ts';

const at = (text: string) => Date.parse(text) / 1000;
let data = '';
const put = (name: string, content: string | Buffer = '') => writeFileSync(join(data, name), content);
const stateOf = async () => (await readSessions(localFiles, data)).map(({ time, state, metadata }) => [time, state, metadata?.file]);

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'modosu-data-'));
});
afterEach(() => rmSync(data, { recursive: true }));

describe('the sessions of a repository', () => {
  it('are one per instant, whatever zone and form the stamps of its files have', async () => {
    put('mirror_metadata.2026-02-28T01:13:20-05:00.diff.gz', 'x');
    put('session_statistics.2026-02-28T06:13:20Z.data', 'ElapsedTime 3.5 (3.5 seconds)\n');
    put('mirror_metadata.2026-03-01T07-13-20+01-00.snapshot', 'File .\n');
    put('current_mirror.2026-03-01T06:13:20Z.data');
    expect(await stateOf()).toEqual([
      [at('2026-02-28T06:13:20Z'), 'good', 'mirror_metadata.2026-02-28T01:13:20-05:00.diff.gz'],
      [at('2026-03-01T06:13:20Z'), 'good', 'mirror_metadata.2026-03-01T07-13-20+01-00.snapshot'],
    ]);
  });

  it('are found by quoted names where the repository quotes', async () => {
    put('chars_to_quote', 'A-Z:"');
    put('current_mirror.2026-11-22;08406-19-41;090.data');
    put('mirror_metadata.2026-11-22;08406-19-41;090.snapshot.gz', 'x');
    expect(await stateOf()).toEqual([[at('2026-11-22T06:19:41Z'), 'good', 'mirror_metadata.2026-11-22;08406-19-41;090.snapshot.gz']]);
  });

  it('are none where no session was ever completed, but not where only the marker of the newest is missing', async () => {
    put('mirror_metadata.2026-03-01T10:00:00Z.snapshot.gz', 'x');
    expect(await stateOf()).toEqual([]);
    put('mirror_metadata.2026-02-28T10:00:00Z.diff.gz', 'x');
    await expect(stateOf()).rejects.toThrow('current_mirror');
    rmSync(data, { recursive: true });
    expect(await stateOf()).toEqual([]);
    mkdirSync(data);
  });

  it('are interrupted when they are newer than the oldest marker', async () => {
    put('mirror_metadata.2026-03-01T10:00:00Z.snapshot.gz', 'x');
    put('mirror_metadata.2026-03-02T10:00:00Z.snapshot.gz', 'x');
    put('current_mirror.2026-03-01T10:00:00Z.data');
    put('current_mirror.2026-03-02T10:00:00Z.data');
    expect((await stateOf()).map(([, state]) => state)).toEqual(['good', 'interrupted']);
  });

  it('are known by their snapshot where there is a difference of the same instant as well', async () => {
    put('mirror_metadata.2026-03-01T10:00:00Z.diff.gz', 'x');
    put('mirror_metadata.2026-03-01T10:00:00Z.snapshot.gz', 'x');
    put('mirror_metadata.2026-03-01T11:00:00+01:00.diff', 'x');
    put('current_mirror.2026-03-01T10:00:00Z.data');
    expect((await stateOf()).map(([, , file]) => file)).toEqual(['mirror_metadata.2026-03-01T10:00:00Z.snapshot.gz']);
  });

  it('are told of by increments alone, by statistics in a copy without those, and by metadata only where that is a file', async () => {
    put('session_statistics.2026-03-01T10:00:00Z.data');
    mkdirSync(join(data, 'mirror_metadata.2026-03-03T10:00:00Z.snapshot'));
    put('error_log.2026-03-04T10:00:00Z.data');
    put('current_mirror.2026-03-05T10:00:00Z.data');
    const times = (...days: number[]) => days.map((n) => [at(`2026-03-0${n}T10:00:00Z`), 'good', undefined]);
    expect(await stateOf()).toEqual(times(1, 3, 5));
    put('increments.2026-03-02T10:00:00Z.dir');
    expect(await stateOf()).toEqual(times(2, 3, 5));
  });
});

const manyErrors = () => Array.from({ length: 300 }, (_, at) => `UpdateError: '${String(at * 7919)}' changed\n`).join('');

describe('what a session says of itself', () => {
  const only = async () => {
    put('current_mirror.2026-03-01T10:00:00Z.data');
    put('mirror_metadata.2026-03-01T10:00:00Z.snapshot.gz', 'x');
    const { time, state, metadata, proof, ...numbers } = (await readSessions(localFiles, data))[0]!;
    return { known: [time, state, metadata !== null, proof !== null], numbers };
  };
  const nothing = {
    seconds: null,
    files: null,
    bytes: null,
    newFiles: null,
    changedFiles: null,
    deletedFiles: null,
    changedBytes: null,
    incrementBytes: null,
    errors: null,
  };

  it('is read from its statistics', async () => {
    const lines = [
      'ElapsedTime 0.72 (0.72 seconds)',
      'SourceFiles 4',
      'SourceFileSize 17 (17 bytes)',
      'NewFiles 1',
      'NewFileSize 5 (5 bytes)',
      'DeletedFiles 3',
      'ChangedFiles 2',
      'ChangedSourceSize 11 (11 bytes)',
      'IncrementFileSize 64 (64 bytes)',
      'Errors 0',
    ];
    put('session_statistics.2026-03-01T10:00:00Z.data', `${lines.join('\n')}\n`);
    expect(await only()).toEqual({
      known: [at('2026-03-01T10:00:00Z'), 'good', true, true],
      numbers: {
        seconds: 0.72,
        files: 4,
        bytes: 17,
        newFiles: 1,
        changedFiles: 2,
        deletedFiles: 3,
        changedBytes: 16,
        incrementBytes: 64,
        errors: 0,
      },
    });
  });

  it('is nothing where there are no statistics, and what is whole of those that are cut off', async () => {
    expect((await only()).numbers).toEqual(nothing);
    put('session_statistics.2026-03-01T10:00:00Z.data', 'ElapsedTime 2 (2 seconds)\nNewFileSize 7 (7 bytes)\nSourceFiles 12');
    expect((await only()).numbers).toEqual({ ...nothing, seconds: 2 });
  });

  it.each<[string, (path: string) => void]>([
    ['garbage', (path) => writeFileSync(path, 'garbage')],
    ['damaged in its middle', (path) => writeFileSync(path, gzipSync(manyErrors()).fill(255, 60, 120))],
    ['a link', (path) => symlinkSync('/etc/passwd', path)],
    ['a folder', (path) => mkdirSync(path)],
  ])('is nothing where its files are %s, and the session is one all the same (B6)', async (_, spoil) => {
    spoil(join(data, 'error_log.2026-03-01T10:00:00Z.data.gz'));
    expect(await only()).toMatchObject({ known: [at('2026-03-01T10:00:00Z'), 'good', true, false], numbers: nothing });
    put('session_statistics.2026-03-01T10:00:00Z.data', 'SourceFiles 3\nErrors 2\n');
    expect((await only()).numbers).toEqual({ ...nothing, files: 3, errors: 2 });
    rmSync(join(data, 'session_statistics.2026-03-01T10:00:00Z.data'));
    spoil(join(data, 'session_statistics.2026-03-01T10:00:00Z.data'));
    expect((await only()).numbers).toEqual(nothing);
  });

  it('counts as errors what its log names, where that is more than the statistics say', async () => {
    put('error_log.2026-03-01T10:00:00Z.data.gz', gzipSync("ListError: 'a' [Errno 13]\nUpdateError: 'b' changed\n\n"));
    expect((await only()).numbers.errors).toBe(2);
    put('session_statistics.2026-03-01T10:00:00Z.data', 'Errors 1\n');
    expect((await only()).numbers.errors).toBe(2);
    put('session_statistics.2026-03-01T10:00:00Z.data', 'Errors 5\n');
    expect((await only()).numbers.errors).toBe(5);
  });
});
