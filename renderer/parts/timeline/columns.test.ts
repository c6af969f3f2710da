import { expect, it } from 'vitest';
import { gather, grainOf, nearest, usualGap } from './columns.ts';

const day = 86_400_000;
const daily = (count: number) => Array.from({ length: count }, (_, index) => index * day + (index % 3) * 600_000);

it('what has room stays apart, and what would lie over each other becomes one', () => {
  expect(gather([0, 10, 20], 5)).toEqual([
    { at: 0, first: 0, last: 0 },
    { at: 10, first: 1, last: 1 },
    { at: 20, first: 2, last: 2 },
  ]);
  expect(gather([0, 3, 4, 9, 30], 5)).toEqual([
    { at: 0, first: 0, last: 2 },
    { at: 9, first: 3, last: 3 },
    { at: 30, first: 4, last: 4 },
  ]);
  expect(gather([], 5)).toEqual([]);
});
it('every moment is in exactly one column, and no two bars touch, at any scale', () => {
  const moments = daily(3650);
  for (const pxPerMs of [400, 700, 1500, 20_000, 400_000].map((px) => px / (3650 * day))) {
    const { room, thick } = grainOf(usualGap(moments), pxPerMs);
    const columns = gather(moments, room);
    expect(columns.reduce((count, { first, last }) => count + last - first + 1, 0)).toBe(3650);
    const closest = Math.min(...columns.slice(1).map(({ at }, index) => (at - (columns[index]?.at ?? 0)) * pxPerMs));
    expect(closest).toBeGreaterThan(thick);
    expect(columns.length * thick).toBeLessThan(3650 * day * pxPerMs + thick);
  }
});
it('backups once a day that do not begin to the second are gathered evenly', () => {
  const moments = daily(365);
  const { room } = grainOf(usualGap(moments), 1.3 / day);
  expect(
    new Set(
      gather(moments, room)
        .slice(0, -1)
        .map(({ first, last }) => last - first + 1),
    ),
  ).toEqual(new Set([4]));
});
it('bars grow with the room there is, up to a width that is no wall', () => {
  expect(grainOf(day, 8 / day).thick).toBe(5);
  expect(grainOf(day, 500 / day).thick).toBe(13);
  expect(grainOf(undefined, 1 / day).thick).toBe(12);
});
it('the nearest column is found only within reach', () => {
  const columns = gather([0, 100], 1);
  expect(nearest(columns, 40, 50)?.at).toBe(0);
  expect(nearest(columns, 60, 50)?.at).toBe(100);
  expect(nearest(columns, 50, 40)).toBeUndefined();
  expect(nearest([], 0, 1e9)).toBeUndefined();
});
