import { expect, it } from 'vitest';
import { heightsOf } from './height.ts';

it('heights are square roots of a round value above all others', () => {
  const heights = heightsOf([1e6, 25e6, 50e6, 75e6]);
  expect(heights.top).toBe(80e6);
  expect(heights.of(20e6)).toBe(0.5);
  expect([heights.of(0), heights.of(null), heights.of(80e6)]).toEqual([0, 0, 1]);
});
it('a first backup a thousand times as large does not press all others flat: it alone is cut', () => {
  const heights = heightsOf([84e9, ...Array.from({ length: 364 }, (_, index) => 1e6 * (1 + (index % 60)))]);
  expect(heights.of(30e6)).toBeGreaterThan(0.5);
  expect([heights.isCut(84e9), heights.of(84e9), heights.isCut(60e6)]).toEqual([true, 1, false]);
});
it('no bar is cut where one is only a few times as tall as the others', () => {
  expect(heightsOf([1e6, 2e6, 3e6, 8e6]).isCut(8e6)).toBe(false);
});
it('a past without numbers, or in which nothing changed, has heights all the same', () => {
  expect(heightsOf([null, 5]).of(null)).toBe(0);
  expect(heightsOf([null, 0]).of(0)).toBe(0);
});

it('where no value is known, as behind a key that lists names, each is there to be seen, and none is said', () => {
  const heights = heightsOf([null, null]);
  expect([heights.isKnown, heights.of(null), heightsOf([null, 5]).isKnown]).toEqual([false, 0.5, true]);
});
