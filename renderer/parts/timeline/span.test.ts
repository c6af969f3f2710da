import { expect, it } from 'vitest';
import { around, lengthOf, lengths, moved, scaleOf, scalesOf, shortest, showing, wholeOf, within, zoomed } from './span.ts';

const day = 86_400_000;
const whole = { from: 0, to: 1000 * day };

it('everything reaches from the first moment until now, and is at least a week', () => {
  expect(wholeOf(100 * day, 400 * day)).toEqual({ from: 100 * day, to: 400 * day });
  expect(wholeOf(399 * day, 400 * day)).toEqual({ from: 393 * day, to: 400 * day });
  expect(wholeOf(500 * day, 400 * day)).toEqual({ from: 493 * day, to: 500 * day });
});
it('zooming keeps a moment at its place, and ends at the shortest stretch and at everything', () => {
  const span = { from: 100 * day, to: 200 * day };
  expect(zoomed(span, 0.5, 125 * day, whole)).toEqual({ from: 112.5 * day, to: 162.5 * day });
  const closest = zoomed(span, 1e-9, 125 * day, whole);
  expect(lengthOf(closest)).toBe(shortest);
  expect((125 * day - closest.from) / shortest).toBeCloseTo(0.25);
  expect(zoomed(span, 1e9, 125 * day, whole)).toEqual(whole);
});
it('nothing outside of everything is ever seen, wherever it is moved or zoomed', () => {
  const span = { from: 10 * day, to: 110 * day };
  expect(moved(span, -50 * day, whole)).toEqual({ from: 0, to: 100 * day });
  expect(moved(span, 5000 * day, whole)).toEqual({ from: 900 * day, to: 1000 * day });
  expect(zoomed(span, 2, 110 * day, whole)).toEqual({ from: 0, to: 200 * day });
  expect(within({ from: -5, to: 5000 * day }, whole)).toEqual(whole);
});
it('a chosen length has its moment in the middle, or as near to it as the edge lets it', () => {
  expect(around(500 * day, 'week', whole)).toEqual({ from: 496.5 * day, to: 503.5 * day });
  expect(around(1000 * day, 'week', whole)).toEqual({ from: 993 * day, to: 1000 * day });
  expect(around(500 * day, 'all', whole)).toEqual(whole);
});
it('a length that would show nearly everything is not offered', () => {
  expect(scalesOf(whole)).toEqual(['day', 'week', 'month', 'year', 'all']);
  expect(scalesOf({ from: 0, to: 370 * day })).toEqual(['day', 'week', 'month', 'all']);
  expect(around(0, 'year', { from: 0, to: 370 * day })).toEqual({ from: 0, to: 370 * day });
});
it('the scale that is shown is named, and one in between is not', () => {
  expect(scaleOf(around(500 * day, 'month', whole), whole)).toBe('month');
  expect(scaleOf(whole, whole)).toBe('all');
  expect(scaleOf({ from: 0, to: lengths.week * 1.3 }, whole)).toBeNull();
});
it('a moment out of sight is brought in with no more movement than needed', () => {
  const span = { from: 100 * day, to: 200 * day };
  expect(showing(span, 150 * day, whole)).toEqual(span);
  expect(showing(span, 90 * day, whole)).toEqual({ from: 84 * day, to: 184 * day });
  expect(showing(span, 230 * day, whole)).toEqual({ from: 136 * day, to: 236 * day });
});
