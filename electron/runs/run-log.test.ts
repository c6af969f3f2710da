import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeFiles } from '../platform/fakes.testing.ts';
import { readLog } from './run-log.ts';

const setup = (regress: string, backup: string) =>
  fakeFiles(new Map(Object.entries({ '/r/regress.out': regress, '/r/backup.out': backup })));

async function walk(files: ReturnType<typeof setup>) {
  const pieces: string[] = [];
  for (let offset: number | null = 0; offset !== null;) {
    const piece = await readLog(files, '/r', 'output', offset);
    pieces.push(piece.text);
    offset = piece.next;
  }
  return pieces;
}

describe('the pieces of a log join to the whole text', () => {
  it.each([
    ['short', 'one\ntwo\n', 'three'],
    ['empty', '', ''],
    ['only the second step', '', 'three\n'],
    ['only the first', 'one\n', ''],
    ['many lines', 'taking back\n'.repeat(9000), 'copying 日本語\n'.repeat(9000)],
    ['one endless line', '', 'x'.repeat(200_000)],
    ['one endless line of characters of several bytes', 'a', `xx${'あ'.repeat(60_000)}\n`],
  ])('%s', async (_, regress, backup) => {
    const pieces = await walk(setup(regress, backup));
    expect(pieces.join('') === regress + backup).toBe(true);
    expect(pieces.filter((piece) => Buffer.byteLength(piece) > 65_536)).toEqual([]);
  });

  it('of any lines, from any line on', async () => {
    const lines = fc.array(
      fc.string({ unit: 'grapheme', maxLength: 60 }).map((line) => `${line.replaceAll('\n', '')}\n`),
      { maxLength: 40 },
    );
    const size = fc.constantFrom(1, 80);
    await fc.assert(
      fc.asyncProperty(lines, lines, size, fc.nat(), async (regress, backup, times, pick) => {
        const first = regress.join('').repeat(times);
        const files = setup(first, backup.join('').repeat(times));
        const whole = first + backup.join('').repeat(times);
        expect((await walk(files)).join('')).toBe(whole);
        const start = regress.slice(0, pick % (regress.length + 1)).join('');
        const piece = await readLog(files, '/r', 'output', Buffer.byteLength(start));
        expect(whole.slice(start.length).startsWith(piece.text)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

it('a piece says how long the log is, and nothing is read behind its end', async () => {
  const files = setup('one\n', 'two\n');
  expect(await readLog(files, '/r', 'output', 0)).toEqual({ text: 'one\n', next: 4, total: 8 });
  expect(await readLog(files, '/r', 'output', 4)).toEqual({ text: 'two\n', next: null, total: 8 });
  expect(await readLog(files, '/r', 'output', 8)).toEqual({ text: '', next: null, total: 8 });
  expect(await readLog(files, '/r', 'output', 1e15)).toEqual({ text: '', next: null, total: 8 });
  expect(await readLog(files, '/r', 'errors', 0)).toEqual({ text: '', next: null, total: 0 });
});
