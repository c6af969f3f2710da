import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pathOf } from '../history/place.ts';
import { choiceOf, foldersAbove, partedBy, tickOf, withoutPath, withPath, type Choice } from './choice.ts';

const folders = new Map([
  ['', ['a', 'b', 'c.txt']],
  ['a', ['x', 'y', 'z.txt']],
  ['a/x', ['1', '2']],
  ['b', ['x']],
]);
const paths = ['', ...[...folders].flatMap(([folder, names]) => names.map((name) => pathOf(folder, name)))];
const leaves = paths.filter((path) => !folders.has(path));
/** What a choice brings back, leaf by leaf. */
const broughtBy = (choice: Choice) => leaves.filter((leaf) => tickOf(choice, leaf) === 'all');
const isIn = (leaf: string, path: string) => path === '' || leaf === path || leaf.startsWith(`${path}/`);

it.each([
  [['a'], 'a', 'all'],
  [['a'], 'a/x/1', 'all'],
  [['a/x'], 'a', 'some'],
  [['a/x'], '', 'some'],
  [['a/x'], 'a/y', 'none'],
  [['a'], 'ab', 'none'],
  [['ab'], 'a', 'none'],
  [[''], 'b/x', 'all'],
  [[], '', 'none'],
] as const)('of %j the path %j is ticked: %s', (chosen, path, tick) => {
  expect(tickOf(choiceOf(chosen), path)).toBe(tick);
});

it('what lies below a chosen folder is not named again', () => {
  expect([...withPath(choiceOf(['a/x', 'b', 'a/z.txt']), 'a')].sort()).toEqual(['a', 'b']);
  expect([...withPath(choiceOf(['a', 'b']), '')]).toEqual(['']);
});

it('to leave something out of a chosen folder, the others in it are named, level by level', () => {
  const all = choiceOf(['']);
  expect(partedBy(all, 'a/x/1')).toEqual(['', 'a', 'a/x']);
  expect([...withoutPath(all, 'a/x/1', folders)].sort()).toEqual(['a/x/2', 'a/y', 'a/z.txt', 'b', 'c.txt']);
  expect([...withoutPath(choiceOf(['a', 'b']), 'a', folders)]).toEqual(['b']);
});

it('ticking and unticking in any order brings back exactly what a list of single files would', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ path: fc.constantFrom(...paths), on: fc.boolean() }), { maxLength: 12 }), (deeds) => {
      let choice: Choice = new Set();
      let wanted = new Set<string>();
      for (const { path, on } of deeds) {
        choice = on ? withPath(choice, path) : withoutPath(choice, path, folders);
        wanted = new Set(leaves.filter((leaf) => (isIn(leaf, path) ? on : wanted.has(leaf))));
      }
      expect(broughtBy(choice)).toEqual([...wanted]);
    }),
    { seed: 6 },
  );
});

it('what is chosen before the screen opens can be seen in the tree', () => {
  expect([...foldersAbove(choiceOf(['a/x/1', 'b']))].sort()).toEqual(['', 'a', 'a/x']);
  expect([...foldersAbove(choiceOf(['']))]).toEqual(['']);
});
