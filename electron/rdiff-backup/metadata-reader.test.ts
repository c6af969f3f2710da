import { describe, expect, it } from 'vitest';
import { comparePaths, unquotePath } from './metadata-path.ts';
import { closeRecords, openRecords, pass, takeIn } from './metadata-reader.ts';
import { absentKind, DamagedMetadata, ended, look, recordKinds, seen, unknown } from './metadata-record.ts';

/** Files of which a stream hands on the bytes, so many at once. */
const streamOf = (text: string) => ({
  stream: async function* (_: string, piece = 1024) {
    const bytes = Buffer.from(text, 'latin1');
    for (let at = 0; at < bytes.length; at += piece) yield await Promise.resolve(bytes.subarray(at, at + piece));
  },
});

type Read = { path: string; kind: string; size: number | null; text: string };

async function read(text: string, piece: number): Promise<Read[]> {
  const reader = openRecords(streamOf(text), '/data', 'mirror_metadata', piece);
  const found: Read[] = [];
  for (;;) {
    let next = look(reader);
    while (next === unknown) {
      await takeIn(reader);
      next = look(reader);
    }
    if (next === ended) break;
    const { bytes, key, keyFrom, keyTo, kind, size, at, end } = reader;
    const lineAt = (from: number) => bytes.toString('latin1', from, bytes.indexOf(10, from));
    found.push({
      path: key.toString('latin1', keyFrom, keyTo),
      kind: kind === absentKind ? 'absent' : (recordKinds[kind] ?? ''),
      size: size === 0 ? null : Number(lineAt(size)),
      text: bytes.toString('latin1', at, end),
    });
    pass(reader);
  }
  await closeRecords(reader);
  return found;
}

const pathsOf = async (text: string) => (await read(text, 7)).map(({ path }) => path);
const file = (path: string, size = 1) => `File ${path}\n  Type reg\n  Size ${size}\n  ModTime 5\n`;

describe('reading records', () => {
  const text = [
    'File .\n  Type dir\n  ModTime 1772366400\n',
    'File a/b c\n  Type reg\n  Size 12\n  SHA1Digest 3f786850e387550fdab836ed7e6dc881de23001b\n  Uid 0\n  Uname root\n',
    'File back\\\\slash\n  Type sym\n  SymData tar\\nget\n',
    'File gone\n  Type None\n',
    'File name \xff\xfe\n  Type fifo\n',
    'File new\\nline\n  Type reg\n  Unknown field\n  Size 3\n',
  ].join('');

  it.each([1, 2, 5, 13, 64, 4096])('gives the same records however the file is cut into pieces (%i bytes)', async (piece) => {
    const records = await read(text, piece);
    expect(records.map(({ path, kind, size }) => [path, kind, size])).toEqual([
      ['', 'folder', null],
      ['a/b c', 'file', 12],
      ['back\\slash', 'link', null],
      ['gone', 'absent', null],
      ['name \xff\xfe', 'fifo', null],
      ['new\nline', 'file', 3],
    ]);
    expect(records.map((record) => record.text).join('')).toBe(text);
  });

  it('keeps the record that is seen while more is taken in', async () => {
    const reader = openRecords(streamOf(text), '/data', 'mirror_metadata', 70);
    const saidOf = () => {
      const { bytes, at, end, key, keyFrom, keyTo, size, sha1, lineEnd, owner, ownerEnd } = reader;
      const parts = [bytes.subarray(at, end), bytes.subarray(at, lineEnd), key.subarray(keyFrom, keyTo), bytes.subarray(owner, ownerEnd)];
      return [...parts, bytes.subarray(size, size + 2), bytes.subarray(sha1, sha1 + 40)].map((part) => part.toString('latin1'));
    };
    for (let found = look(reader); found !== seen || reader.size === 0; found = look(reader)) {
      if (found === unknown) await takeIn(reader);
      else pass(reader);
    }
    const before = saidOf();
    expect(before.slice(1)).toEqual(['File a/b c', 'a/b c', '  Uid 0\n  Uname root\n', '12', '3f786850e387550fdab836ed7e6dc881de23001b']);
    for (let more = 0; more < 9; more += 1) await takeIn(reader);
    expect(saidOf()).toEqual(before);
    await closeRecords(reader);
  });

  it.each([1, 9, 4096])('takes the last of several records of one path (pieces of %i bytes)', async (piece) => {
    const records = await read(
      file('a', 1) + file('b', 2) + file('b', 3) + file('b', 4) + file('b1', 5) + file('c', 6) + file('c', 7),
      piece,
    );
    expect(records.map(({ path, size }) => [path, size])).toEqual([
      ['a', 1],
      ['b', 4],
      ['b1', 5],
      ['c', 7],
    ]);
  });

  it('passes over paths that no file below a source can have, and types that do not exist', async () => {
    const hostile = ['/etc/passwd', 'a//b', '../up', 'a/../../up', 'a/.', './a', 'a/', '', '..', 'nul\0byte'];
    expect(
      await pathsOf(
        file('.') + hostile.map((path) => file(path)).join('') + 'File odd\n  Type whatever\nFile none\n  Size 1\n' + file('z'),
      ),
    ).toEqual(['', 'z']);
    expect(await pathsOf(file('...') + file('.a') + file('..b') + file('c./d'))).toEqual(['...', '.a', '..b', 'c./d']);
  });

  it('reads an empty file as no record', async () => {
    expect(await read('', 16)).toEqual([]);
  });

  it('leaves out a resource fork of any length', async () => {
    const fork = (length: number) => `File a\n  Type reg\n  Size 5\n  ResourceFork ${'ab'.repeat(length)}\n  ModTime 7\n`;
    for (const length of [10, 40_000, 3_000_000]) {
      for (const piece of [1000, 65_536, 1_000_000]) {
        const records = await read(fork(length) + file('b', 6), piece);
        expect(records.map(({ path, size }) => [path, size])).toEqual([
          ['a', 5],
          ['b', 6],
        ]);
      }
    }
  });

  it.each([
    ['what is no record', 'garbage\n'],
    ['garbage behind a record', `${file('a')}garbage\n`],
    ['a line that does not end', 'File a\n  Type reg\n  Size 1'],
    ['a path that does not end', 'File a'],
    ['a path of 70,000 bytes', file('a'.repeat(70_000))],
    ['a field of 70,000 bytes', `File a\n  Type sym\n  SymData ${'a'.repeat(70_000)}\n`],
    ['a record of 70,000 bytes', `File a\n  Type reg\n${'  Unknown field\n'.repeat(5000)}`],
    ['a resource fork that does not end', `File a\n  Type reg\n  ResourceFork ${'ab'.repeat(100_000)}`],
  ])('takes for damage: %s', async (_, damaged) => {
    for (const piece of [100, 1_000_000]) await expect(read(damaged, piece)).rejects.toThrow(DamagedMetadata);
  });

  it('says of a file that cannot be unpacked that it is damaged, and hands on what stands in the way of any reading', async () => {
    const failing = (error: Error) => ({
      stream: async function* () {
        yield await Promise.resolve(Buffer.from(file('a')));
        throw error;
      },
    });
    const takeAll = async (error: Error) => {
      const reader = openRecords(failing(error), '/data', 'mirror_metadata', 10);
      await takeIn(reader);
      await takeIn(reader);
    };
    await expect(takeAll(Object.assign(new Error('unexpected end of file'), { code: 'Z_BUF_ERROR' }))).rejects.toThrow(DamagedMetadata);
    await expect(takeAll(Object.assign(new Error('denied'), { code: 'EACCES' }))).rejects.toThrow('denied');
  });
});

describe('paths', () => {
  it('are in the order of their names, each by its bytes', () => {
    const ordered = ['', 'A', 'a', 'a/b', 'a/b/c', 'a/b c', 'a b', 'a-b', 'a.b', 'ab', 'b', '\xe3\x81\x82', '\xff'].map((path) =>
      Buffer.from(path, 'latin1'),
    );
    const compare = (a: Buffer, b: Buffer) => comparePaths(a, 0, a.length, b, 0, b.length);
    expect(ordered.toReversed().sort(compare)).toEqual(ordered);
    expect(ordered.map((path) => compare(path, path))).toEqual(ordered.map(() => 0));
  });

  it('have their newlines and backslashes quoted, and nothing else', () => {
    const plain = (path: string) => unquotePath(Buffer.from(path, 'latin1')).toString('latin1');
    expect(['a\\nb', 'a\\\\nb', '\\\\\\n', 'a\\tb', 'end\\', '\xff;065'].map(plain)).toEqual([
      'a\nb',
      'a\\nb',
      '\\\n',
      'a\\tb',
      'end\\',
      '\xff;065',
    ]);
  });
});
