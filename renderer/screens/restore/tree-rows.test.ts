import { expect, it } from 'vitest';
import type { EntryKind, EntryState, FolderEntry } from '../../../electron/contract/history.ts';
import { isFolder, rowAbove, treeRows, type Listing } from './tree-rows.ts';

const stateOf = (kind: EntryKind): EntryState => ({
  kind,
  ...{ size: null, modified: null, mode: null, user: null, group: null, target: null, sha1: null },
});
const entry = (name: string): FolderEntry => ({
  name: name.replace('/', ''),
  state: stateOf(name.endsWith('/') ? 'folder' : 'file'),
  differs: 'same',
});
const listing = (...names: (string | undefined)[]): Listing => ({
  total: names.length,
  entryAt: (index) => (names[index] === undefined ? undefined : entry(names[index])),
});
const listings = new Map([
  ['', listing('a/', 'b/', undefined, 'c.txt')],
  ['a', listing('x/', 'y.txt')],
  ['a/x', listing('z')],
]);
const seen = (open: string[]) => treeRows(new Set(open), listings).map(({ path, level }) => `${level} ${path}`);

it('the source comes first, the entries of open folders stand below them', () => {
  expect(seen([''])).toEqual(['1 ', '2 a', '2 b', '2 /', '2 c.txt']);
  expect(seen(['', 'a', 'a/x'])).toEqual(['1 ', '2 a', '3 a/x', '4 a/x/z', '3 a/y.txt', '2 b', '2 /', '2 c.txt']);
});

it('a folder that is not listed yet, or in one that is closed, adds nothing', () => {
  expect(seen(['', 'b', 'a/x'])).toEqual(['1 ', '2 a', '2 b', '2 /', '2 c.txt']);
  expect(seen([])).toEqual(['1 ']);
});

it('from a line one comes up to its folder, and from the source no further', () => {
  const rows = treeRows(new Set(['', 'a', 'a/x']), listings);
  expect(rows.map((_, index) => rowAbove(rows, index))).toEqual([0, 0, 1, 2, 1, 0, 0, 0]);
});

it('folders open, and what nothing is known of; files and lines that are not there yet do not', () => {
  const rows = treeRows(new Set(['', 'a']), listings);
  expect(rows.map(isFolder)).toEqual([true, true, true, false, true, false, false]);
  expect(isFolder({ path: 'q', folder: '', index: 0, level: 2, entry: { name: 'q', state: null, differs: null } })).toBe(true);
});
