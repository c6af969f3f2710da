import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteOfLine, bytesOf, chunkAfter, chunkAt, chunkBefore, chunkFrom, lineAtByte, type Chunk, type Read } from './log-chunk.ts';
import { logFile, numbered } from './log-file.testing.ts';

async function forwards(read: Read): Promise<string[]> {
  const lines: string[] = [];
  for (let chunk = await chunkFrom(read, 0); ; chunk = await chunkFrom(read, chunk.end)) {
    lines.push(...chunk.lines);
    if (chunk.end >= chunk.total) return lines;
  }
}

async function backwards(read: Read): Promise<string[]> {
  const { total } = await read(Number.MAX_SAFE_INTEGER);
  const lines: string[] = [];
  for (let chunk: Chunk = await chunkBefore(read, total); ; chunk = await chunkBefore(read, chunk.start)) {
    lines.unshift(...chunk.lines);
    if (chunk.start === 0) return lines;
  }
}

const linesOf = (text: string) => text.split('\n').slice(0, -1);

describe('a log read to either side has every line exactly once', () => {
  const text = numbered(6000, ' 日本語のファイル 🗾 x');
  it.each([
    ['from its beginning', forwards],
    ['from its end', backwards],
  ])('%s', async (_, all) => {
    expect(await all(logFile(text).read)).toEqual(linesOf(text));
  });
  it.each([
    ['from its beginning', forwards],
    ['from its end', backwards],
  ])('over the border of its two files, %s', async (_, all) => {
    const [one, other] = [numbered(1500, ' taken back'), numbered(3000)];
    expect(await all(logFile(one, other).read)).toEqual(linesOf(one + other));
  });
  it('whatever its lines are like', { timeout: 30_000 }, async () => {
    const line = fc.string({ unit: 'binary', maxLength: 400, size: 'max' }).map((made) => made.replaceAll('\n', ' '));
    // A few lines over and over again make several pieces.
    const log = fc.array(line, { minLength: 10, maxLength: 40, size: 'max' }).map((lines) => `${lines.join('\n')}\n`.repeat(12));
    await fc.assert(
      fc.asyncProperty(log, async (made) => {
        const sound = Buffer.from(made).toString();
        const { read } = logFile(sound);
        const isSame = (lines: string[]) => lines.map((each) => `${each}\n`).join('') === sound;
        expect([isSame(await forwards(read)), isSame(await backwards(read))]).toEqual([true, true]);
      }),
      { numRuns: 20 },
    );
  });
});

it('a line longer than a piece comes in parts, none of which is lost', async () => {
  const long = 'y'.repeat(200_000);
  const { read } = logFile(`first\n${long}\nlast\n`);
  const isWhole = (lines: string[]) => lines.join('') === `first${long}last`;
  expect([isWhole(await forwards(read)), isWhole(await backwards(read))]).toEqual([true, true]);
});

it('bytes that are no UTF-8 do no more harm than a few doubled or missing lines', async () => {
  const broken = Buffer.concat(Array.from({ length: 4000 }, (_, index) => Buffer.from(`${index} caf\xe9 du coin de la rue\n`, 'latin1')));
  const { read } = logFile(broken);
  expect(await forwards(read)).toHaveLength(4000);
  expect(Math.abs((await backwards(read)).length - 4000)).toBeLessThan(4000 * 0.1);
});

describe('any place of a log', () => {
  const text = numbered(20_000);
  it.each([0, 1, 70_000, 140_001, 400_000, 777_777, text.length - 1, text.length])(
    'byte %i is in the chunk that is read for it',
    async (byte) => {
      const chunk = await chunkAt(logFile(text).read, byte);
      expect(chunk.start <= byte && (byte < chunk.end || chunk.end === text.length)).toBe(true);
      expect(text.slice(chunk.start, chunk.end)).toBe(chunk.lines.map((line) => `${line}\n`).join(''));
    },
  );
  it('takes four questions at most', async () => {
    const { read, asked } = logFile(text);
    await chunkAt(read, 600_000);
    expect(asked()).toBeLessThanOrEqual(4);
  });
});

it('a half-written last line is read again, a whole one is not', async () => {
  const file = logFile('one\ntw');
  const first = await chunkFrom(file.read, 0);
  expect(first.lines).toEqual(['one', 'tw']);
  file.append('o\nthree\n');
  expect((await chunkAfter(file.read, first)).lines).toEqual(['one', 'two', 'three']);
});

it('a line and its byte lead to each other', () => {
  const chunk: Chunk = { start: 100, end: 118, total: 200, lines: ['ab', 'ｶﾅ', '', 'xyz🗾'] };
  const bytes = [0, 1, 2, 3].map((line) => byteOfLine(chunk, line));
  expect(bytes).toEqual([100, 103, 110, 111]);
  expect(bytes.map((byte) => lineAtByte(chunk, byte))).toEqual([0, 1, 2, 3]);
  expect(byteOfLine(chunk, 4)).toBe(118);
});

it('counts the bytes of a text as UTF-8 does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(bytesOf(text)).toBe(Buffer.byteLength(text));
    }),
  );
});
