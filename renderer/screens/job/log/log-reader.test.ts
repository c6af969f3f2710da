import { describe, expect, it } from 'vitest';
import { logFile, numbered } from './log-file.testing.ts';
import { createLogReader, type LogReader } from './log-reader.ts';
import { bytesShown, isWhole, mostChunks, shownLines } from './log-view.ts';

const rows = 20;

async function opened(file: ReturnType<typeof logFile>): Promise<LogReader> {
  const reader = createLogReader(file.read);
  reader.setRows(rows);
  await reader.open();
  return reader;
}

const onScreen = (reader: LogReader): string[] => {
  const { view } = reader.state();
  return view
    ? shownLines(view, rows)
        .slice(0, rows)
        .map(({ text }) => text.split(' ')[0] ?? '')
    : [];
};
const numbers = (from: number, count = rows) => Array.from({ length: count }, (_, index) => String(from + index));

describe('a log opens at its end', () => {
  it('a long one with few questions, and follows', async () => {
    const file = logFile(numbered(50_000));
    const reader = await opened(file);
    expect(onScreen(reader)).toEqual(numbers(49_980));
    expect(reader.state().follows).toBe(true);
    expect(file.asked()).toBeLessThan(8);
  });
  it('a short one is there as a whole', async () => {
    const reader = await opened(logFile(numbered(7)));
    expect(onScreen(reader)).toEqual(numbers(0, 7));
    const { view } = reader.state();
    expect(view && isWhole(view, rows)).toBe(true);
  });
  it('an empty one is empty', async () => {
    expect(onScreen(await opened(logFile('')))).toEqual([]);
  });
  it('one of a few pages is filled from the line before', async () => {
    const reader = await opened(logFile(numbered(1300), numbered(4)));
    expect(onScreen(reader)).toEqual([...numbers(1284, 16), ...numbers(0, 4)]);
  });
});

describe('going through a log', () => {
  it('line by line from its end to its beginning shows every line once', async () => {
    const reader = await opened(logFile(numbered(5000)));
    const seen = new Set(onScreen(reader));
    for (let step = 0; step < 5000 / rows; step += 1) {
      await reader.move(-rows);
      onScreen(reader).forEach((line) => seen.add(line));
    }
    expect(onScreen(reader)).toEqual(numbers(0));
    expect(seen.size).toBe(5000);
  });
  it('scrolling up stops following, reaching the end begins it again', async () => {
    const reader = await opened(logFile(numbered(5000)));
    await reader.move(-3);
    expect([reader.state().follows, onScreen(reader)[0]]).toEqual([false, '4977']);
    await reader.move(2);
    expect(reader.state().follows).toBe(false);
    await reader.move(5);
    expect([reader.state().follows, onScreen(reader)[0]]).toEqual([true, '4980']);
  });
  it('jumps to any byte, and to both ends', async () => {
    const text = numbered(50_000);
    const reader = await opened(logFile(text));
    await reader.seek(text.indexOf('\n30000 ') + 5);
    expect(onScreen(reader)).toEqual(numbers(30_000));
    await reader.toStart();
    expect(onScreen(reader)).toEqual(numbers(0));
    await reader.toEnd();
    expect(onScreen(reader)).toEqual(numbers(49_980));
  });
  it('of several jumps the last one counts', async () => {
    const text = numbered(50_000);
    const reader = await opened(logFile(text));
    await Promise.all([10_000, 20_000, 40_000].map((line) => reader.seek(text.indexOf(`\n${line} `) + 1)));
    expect(onScreen(reader)[0]).toBe('40000');
  });
  it('holds a bounded part of it in memory', async () => {
    const reader = await opened(logFile(numbered(150_000)));
    for (let step = 0; step < 400; step += 1) {
      await reader.move(-1000);
    }
    expect(reader.state().view?.chunks.length).toBeLessThanOrEqual(mostChunks);
    expect(onScreen(reader)).toEqual(numbers(0));
  });
});

describe('a growing log', () => {
  it('is followed line by line, also over a half-written one', async () => {
    const file = logFile(numbered(100));
    const reader = await opened(file);
    file.append('100 a\n10');
    await reader.look();
    expect(onScreen(reader).slice(-2)).toEqual(['100', '10']);
    file.append(`1 b\n${numbered(3000)}`);
    await reader.look();
    expect(onScreen(reader)).toEqual(numbers(2980));
  });
  it('does not move what is read further up', async () => {
    const file = logFile(numbered(5000));
    const reader = await opened(file);
    await reader.move(-1000);
    const before = onScreen(reader);
    file.append(numbered(500));
    await reader.look();
    expect(onScreen(reader)).toEqual(before);
    expect(reader.state().view?.total).toBe(numbered(5000).length + numbered(500).length);
    await reader.toEnd();
    expect(onScreen(reader)).toEqual(numbers(480));
  });
  it('that ran far ahead is taken up at its end', async () => {
    const file = logFile(numbered(100));
    const reader = await opened(file);
    file.append(numbered(60_000));
    const asked = file.asked();
    await reader.look();
    expect(onScreen(reader)).toEqual(numbers(59_980));
    expect(file.asked() - asked).toBeLessThan(10);
  });
});

it('the bytes on screen reach from the first line to the last', async () => {
  const text = numbered(5000);
  const reader = await opened(logFile(text));
  const { view } = reader.state();
  expect(view && bytesShown(view, rows)).toEqual({ from: text.indexOf('\n4980 ') + 1, to: text.length });
});

it('says when it cannot be read, and goes on when it can again', async () => {
  const file = logFile(numbered(100));
  let isBroken = true;
  const reader = createLogReader((offset) => (isBroken ? Promise.reject(new Error('gone')) : file.read(offset)));
  reader.setRows(rows);
  await reader.open();
  expect(reader.state().error).toBeInstanceOf(Error);
  isBroken = false;
  await reader.open();
  expect([reader.state().error, onScreen(reader)[0]]).toEqual([undefined, '80']);
});
