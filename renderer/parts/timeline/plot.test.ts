import { expect, it } from 'vitest';
import type { Mark, PastSession } from '../../../electron/contract/history.ts';
import { createWords } from '../../../electron/contract/words/translate.ts';
import { frameOf, gutter, rightEdge } from './drawing.ts';
import { drawnAt, flagCounts, hitAt } from './hit.ts';
import { gathered, measured, timeOf, xOf } from './measured.ts';
import { plotOf } from './plot.ts';
import { pastOf, pointOf } from './points.ts';
import { reading } from './reading.ts';

const daySeconds = 86_400;
const session = (day: number, more: Partial<PastSession> = {}): PastSession => ({
  time: day * daySeconds,
  state: 'good',
  seconds: 60,
  files: 1000,
  bytes: 1e9,
  newFiles: 1,
  changedFiles: 2,
  deletedFiles: 3,
  changedBytes: 1e6,
  incrementBytes: 1e5,
  errors: 0,
  run: null,
  ...more,
});
const failed = (day: number): Mark => ({ kind: 'failed', at: day * daySeconds * 1000, run: day, outcome: 'failed' });
const missed = (day: number): Mark => ({ kind: 'missed', at: day * daySeconds * 1000, reason: 'program-off' });

const width = gutter + 1000 + rightEdge;
/** A hundred days, a px a tenth of one. */
function setup(sessions: PastSession[], marks: Mark[] = []) {
  const past = pastOf(sessions, marks);
  const data = measured(past);
  const span = { from: 0, to: 100 * daySeconds * 1000 };
  const columns = gathered(data, 1000 / (span.to - span.from));
  const hit = (day: number, isOnAxis = false) => hitAt(data, columns, day * daySeconds * 1000, isOnAxis);
  return { past, data, span, columns, hit, plot: plotOf(data, columns, span, width, frameOf(100)) };
}
const parts = (path: string) => path.split('M').length - 1;

it('each session that is a restore point has a bar, and what went wrong has a mark of its own shape', () => {
  const sessions = [session(10), session(20, { state: 'damaged' }), session(30, { state: 'interrupted' }), session(40, { errors: 2 })];
  const { plot } = setup(sessions, [failed(50), missed(60)]);
  expect([parts(plot.good), parts(plot.doubtful), parts(plot.files)]).toEqual([1, 2, 3]);
  expect(Object.values(plot.flags).map(parts)).toEqual([1, 1, 1, 1, 1]);
  const shapes = Object.values(plot.flags).map((path) => path.replace(/^M\S+ \d+/, ''));
  expect(new Set(shapes).size).toBe(5);
});
it('a time without sessions is a gap', () => {
  const { plot } = setup([session(10), session(11), session(12), session(70), session(71)]);
  const lefts = plot.good.match(/M\d+(\.\d+)?/g)?.map((text) => Math.round(Number(text.slice(1)) - gutter));
  expect(lefts).toEqual([97, 107, 117, 697, 707]);
});
it('ten years of sessions are a few hundred bars in a handful of elements', () => {
  const past = measured(
    pastOf(
      Array.from({ length: 3650 }, (_, day) => session(day)),
      [],
    ),
  );
  const span = { from: 0, to: 3650 * daySeconds * 1000 };
  const columns = gathered(past, 1000 / (span.to - span.from));
  expect(parts(plotOf(past, columns, span, width, frameOf(100)).good)).toBeLessThan(300);
  const close = { from: 1000 * daySeconds * 1000, to: 1007 * daySeconds * 1000 };
  const week = gathered(past, 1000 / (close.to - close.from));
  expect(parts(plotOf(past, week, close, width, frameOf(100)).good)).toBe(8);
});
it('under the pointer is the largest session of a bar, and on the axis the worst of its marks', () => {
  const { past, hit } = setup([session(10), session(10.1, { changedBytes: 5e6 }), session(10.2)], [missed(50), failed(50.5)]);
  expect(hit(10)).toEqual({ index: 1, others: 2 });
  expect(past.points[hit(50, true)?.index ?? -1]).toEqual({ at: 50.5 * daySeconds * 1000, mark: failed(50.5) });
  expect(hit(50)).toBeNull();
  expect(hit(30)).toBeNull();
});
it('a point is found where it is drawn: at the column into which it was gathered', () => {
  const { data, columns } = setup([session(10), session(10.1), session(40)], [failed(60)]);
  expect([0, 1, 2, 3].map((index) => (drawnAt(data, columns, index) ?? 0) / daySeconds / 1000)).toEqual([10, 10, 40, 60]);
});
it('marks are counted where they are seen', () => {
  const { data } = setup([session(1, { state: 'interrupted' })], [failed(2), failed(3), missed(90)]);
  expect(flagCounts(data, { from: 0, to: 2.5 * daySeconds * 1000 })).toEqual({
    failed: 1,
    damaged: 0,
    interrupted: 1,
    missed: 0,
    incomplete: 0,
  });
});
it('places and moments lead to each other', () => {
  const span = { from: 1000, to: 2000 };
  expect(xOf(1000, span, width)).toBe(gutter);
  expect(xOf(2000, span, width)).toBe(width - rightEdge);
  expect(timeOf(xOf(1234, span, width), span, width)).toBeCloseTo(1234);
});
it('a session is found by its time, also where a run failed at the same moment', () => {
  const past = pastOf([session(5), session(6)], [failed(6)]);
  const found = past.points[pointOf(past, 6 * daySeconds)];
  expect(found && 'session' in found && found.session.time).toBe(6 * daySeconds);
  expect(pointOf(past, 7 * daySeconds)).toBe(-1);
  expect(pointOf(past, null)).toBe(-1);
});
it.each([
  ['en', 'Thu, 1 Jan 1970, 09:30: complete. 6 files changed, 1 MB.', 'no session, failed', 'missed, Modosu was not running'],
  ['ja', '1970年1月1日(木) 09:30：正常。変更 6 ファイル、1 MB。', '世代なし（失敗）', '実行されず'],
] as const)('a point is read out with date, time, outcome, files and bytes (%s)', (language, whole, failure, miss) => {
  const t = createWords(language);
  const at = new Date(1970, 0, 1, 9, 30).getTime();
  expect(reading(t, language, { at, session: session(0) })).toBe(whole);
  expect(reading(t, language, { at, mark: failed(0) })).toContain(failure);
  expect(reading(t, language, { at, mark: missed(0) })).toContain(miss);
  expect(
    reading(t, language, { at, session: session(0, { changedBytes: null, newFiles: null, changedFiles: null, deletedFiles: null }) }),
  ).toBe(whole.replace(/(?<=[.。]).*$/, ''));
});
