import { expect, it } from 'vitest';
import { nameOf, parentOf, pathOf, trailOf } from './place.ts';

it.each([
  ['a', '', 'a'],
  ['a/b', 'a', 'b'],
  ['a/b/c d', 'a/b', 'c d'],
])('%j lies in %j under the name %j', (path, folder, name) => {
  expect([parentOf(path), nameOf(path)]).toEqual([folder, name]);
  expect(pathOf(folder, name)).toBe(path);
});

it('the source itself lies in itself and has no name', () => {
  expect([parentOf(''), nameOf('')]).toEqual(['', '']);
});

it('the trail to a folder begins at the source and ends at the folder', () => {
  expect(trailOf('')).toEqual(['']);
  expect(trailOf('a/b/c')).toEqual(['', 'a', 'a/b', 'a/b/c']);
});
