import { describe, expect, it } from 'vitest';
import { fakeFiles } from '../platform/fakes.testing.ts';
import { localFiles } from '../platform/files.ts';
import { namesInListing } from './list-files.ts';

const read = (rows: readonly string[], folder = '') =>
  namesInListing(fakeFiles(new Map([['/out', rows.map((row) => `${row}\n`).join('')]])), '/out', folder);
const names = async (rows: readonly string[], folder = '') => {
  const found = await read(rows, folder);
  return found && [found.names.map(({ name }) => name).join(' '), found.unclear];
};

describe('the entries of a folder are those rows of its listing that lie right in it', () => {
  const rows = ['.', 'a', 'a/b', 'a/b/c', 'a b', 'a-b', 'a-b/x', 'é', '写真', '写真/1'];
  it('at the top', async () => {
    expect(await read(rows)).toEqual({
      names: [
        { name: 'a', holds: true },
        { name: 'a b', holds: false },
        { name: 'a-b', holds: true },
        { name: 'é', holds: false },
        { name: '写真', holds: true },
      ],
      unclear: 0,
    });
  });
  it('and below', async () => {
    expect(await names(['a/b', 'a/b/c', 'a/b/c/d', 'a/b/e'], 'a/b')).toEqual(['c e', 0]);
    expect(await names(['写真', '写真/春'], '写真')).toEqual(['春', 0]);
    expect(await names(['a'], 'a')).toEqual(['', 0]);
  });
  it('of a folder that is not there, none is known', async () => {
    expect([await names([], 'a'), await names(['b', 'b/c'], 'a'), await names([])]).toEqual([undefined, undefined, undefined]);
  });
  it('over pieces of a file that end anywhere', async () => {
    const long = Array.from({ length: 300 }, (_, at) => `${String(at).padStart(4, '0')}é`);
    const text = ['.', ...long].map((row) => `${row}\n`).join('');
    for (const size of [1, 2, 7, 1000]) {
      const bytes = Buffer.from(text);
      const scan: typeof localFiles.scan = (_path, _from, _max, take) => {
        for (let at = 0; at < bytes.length; at += size) take(bytes.subarray(at, at + size));
        return Promise.resolve(bytes.length);
      };
      const found = await namesInListing({ ...fakeFiles(), scan }, '/out', '');
      expect(found?.names.map(({ name }) => name)).toEqual(long);
    }
  });
});

describe('rows that cannot be told are left out and counted (attack rows L4, L5)', () => {
  it.each<[string, string[], string, string, number]>([
    ['a newline whose second row lies in no such folder', ['d', 'd/a', 'd/new', 'line', 'd/z'], 'd', 'a z', 1],
    ['a newline that would move a row out of order', ['.', 'a', 'b', 'new', 'line', 'z'], '', 'a z', 1],
    ['a name that pretends to be another folder’s', ['d', 'd/a', 'd/new', 'e/secret', 'd/z'], 'd', 'a z', 1],
    ['a name below that pretends to be up here', ['.', 'a', 'a/x', 'b', 'a/y', 'c'], '', 'a c', 1],
    ['a row in a folder that was not listed', ['.', 'a', 'f/x', 'z'], '', 'z', 1],
    ['a name that ends in a newline', ['.', 'a', 'b', '', 'c'], '', 'a c', 1],
    ['what was not UTF-8', ['.', 'a', 'b\ufffd', 'b\ufffd/x', 'c'], '', 'a c', 1],
    ['the same row twice', ['.', 'a', 'a', 'c'], '', 'c', 1],
  ])('%s', async (_what, rows, folder, left, unclear) => {
    expect(await names(rows, folder)).toEqual([left, unclear]);
  });
});
