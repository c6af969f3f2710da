import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { axisOf } from './ticks.ts';

const zoneBefore = process.env['TZ'];
const [hour, day] = [3_600_000, 86_400_000];
const at = (text: string) => new Date(text).getTime();
const labels = (ticks: readonly { label: string }[]) => ticks.map(({ label }) => label);

beforeEach(() => {
  process.env['TZ'] = 'Europe/Berlin';
});
afterEach(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

describe('the axis says as much as has room', () => {
  const now = at('2026-11-29T12:00:00Z');
  it.each([
    [10 * 365 * day, ['2017', '2018', '2019'], []],
    [365 * day, ['Dec', 'Jan', 'Feb'], ['2025', '2026']],
    [30 * day, ['2 Nov', '9 Nov', '16 Nov'], ['2026']],
    [7 * day, ['Mon 23', 'Tue 24', 'Wed 25'], ['November 2026']],
    [day, ['15:00', '18:00', '21:00'], ['Sat, 28 Nov 2026', 'Sun, 29 Nov 2026']],
  ])('over %d ms', (length, first, context) => {
    const axis = axisOf({ from: now - length, to: now }, 720, 'en');
    expect(labels(axis.ticks).slice(0, 3)).toEqual(first);
    expect(labels(axis.context)).toEqual(context);
    expect(axis.ticks.length).toBeLessThanOrEqual(720 / 44 + 1);
  });
  it('in Japanese in its own order', () => {
    expect(labels(axisOf({ from: now - 7 * day, to: now }, 720, 'ja').context)).toEqual(['2026年11月']);
    expect(labels(axisOf({ from: now - 30 * day, to: now }, 720, 'ja').ticks)[0]).toBe('11/2');
  });
  it('no words lie over each other at any zoom, however wide the picture is', () => {
    for (const width of [300, 450, 720, 1600])
      for (let length = 6 * hour; length < 30 * 365 * day; length *= 1.13) {
        const { ticks } = axisOf({ from: now - length, to: now }, width, 'en');
        const px = ticks.slice(1).map((tick, index) => ((tick.at - (ticks[index]?.at ?? 0)) / length) * width);
        expect(Math.min(Infinity, ...px)).toBeGreaterThan(37);
      }
  });
});

describe('the axis goes by the local calendar and clock', () => {
  it('weeks begin on Mondays', () => {
    const { ticks } = axisOf({ from: at('2026-10-20T00:00:00'), to: at('2026-11-20T00:00:00') }, 600, 'en');
    expect(new Set(ticks.map((tick) => new Date(tick.at).getDay()))).toEqual(new Set([1]));
    expect(new Set(ticks.map((tick) => new Date(tick.at).getHours()))).toEqual(new Set([0]));
  });
  it('days begin at midnight before and after a change of clocks', () => {
    const { ticks } = axisOf({ from: at('2026-10-22T12:00:00'), to: at('2026-10-29T12:00:00') }, 720, 'en');
    expect(ticks.map((tick) => new Date(tick.at).getHours())).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(ticks.slice(1).map((tick, index) => (tick.at - (ticks[index]?.at ?? 0)) / hour)).toEqual([24, 24, 25, 24, 24, 24]);
  });
  it('an hour that is left out in spring is no mark, and one that comes twice in autumn none too many', () => {
    const span = (date: string) => ({ from: at(`${date}T00:00:00`), to: at(`${date}T06:00:00`) });
    expect(labels(axisOf(span('2026-03-29'), 720, 'en').ticks)).toEqual(['00:00', '01:00', '03:00', '04:00', '05:00', '06:00']);
    expect(labels(axisOf(span('2026-10-25'), 720, 'en').ticks)).toEqual(['00:00', '01:00', '02:00', '03:00', '04:00', '05:00', '06:00']);
  });
});
