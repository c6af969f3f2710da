import { describe, expect, it } from 'vitest';
import { chunkAt, chunkBefore, chunkFrom } from './log-chunk.ts';
import { logFile, numbered } from './log-file.testing.ts';
import { findInLog, markedPieces } from './log-search.ts';
import type { Spot } from './log-view.ts';

const text = `${numbered(9000)}here is the NEEDLE\n${numbered(9000)}another needle\n${numbered(9000)}`;
const file = logFile(text);
const begin = async (): Promise<Spot> => ({ chunk: await chunkFrom(file.read, 0), line: -1 });
const end = async (): Promise<Spot> => ({ chunk: await chunkAt(file.read, text.length), line: 1 });

function find(from: Spot, isBackwards: boolean, words = 'needle') {
  const told: number[] = [];
  const found = findInLog({ read: file.read, text: words, from, isBackwards, isOver: () => false, tell: (share) => told.push(share) });
  return found.then((spot) => ({ line: spot?.chunk.lines[spot.line], spot, told }));
}

describe('the next place', () => {
  it('downwards, from hit to hit, and over the end', async () => {
    const one = await find(await begin(), false);
    const two = await find(one.spot!, false);
    const three = await find(two.spot!, false);
    expect([one.line, two.line, three.line]).toEqual(['here is the NEEDLE', 'another needle', 'here is the NEEDLE']);
  });
  it('upwards, from hit to hit, and over the beginning', async () => {
    const one = await find(await end(), true);
    const two = await find(one.spot!, true);
    const three = await find(two.spot!, true);
    expect([one.line, two.line, three.line]).toEqual(['another needle', 'here is the NEEDLE', 'another needle']);
  });
  it('a single one is found again from itself', async () => {
    const one = await find(await begin(), false, 'the NEEDLE');
    expect((await find(one.spot!, false, 'the needle')).line).toBe('here is the NEEDLE');
    expect((await find(one.spot!, true, 'the needle')).line).toBe('here is the NEEDLE');
  });
  it('is nowhere when it is not there, and all of the log was looked at', async () => {
    const { spot, told } = await find(await begin(), false, 'haystack');
    expect([spot, told.at(-1)]).toEqual([undefined, 1]);
  });
});

it('a search that is over reads no more than the pieces that are coming', async () => {
  const fresh = logFile(text);
  const from = { chunk: await chunkFrom(fresh.read, 0), line: 0 };
  const asked = fresh.asked();
  expect(
    await findInLog({ read: fresh.read, text: 'haystack', from, isBackwards: false, isOver: () => true, tell: () => {} }),
  ).toBeUndefined();
  expect(fresh.asked() - asked).toBeLessThan(8);
});

describe('every hit is found once, wherever pieces begin and end', () => {
  const lines = Array.from({ length: 12_000 }, (_, index) => `${index} ${'x'.repeat((index * 37) % 90)}${index % 53 === 7 ? ' hit' : ''}`);
  const hits = lines.filter((line) => line.endsWith('hit'));
  it.each([
    ['downwards', false, [lines.join('\n')]],
    ['upwards', true, [lines.join('\n')]],
    ['downwards over two files', false, [`${lines.slice(0, 4000).join('\n')}\n`, lines.slice(4000).join('\n')]],
    ['upwards over two files', true, [`${lines.slice(0, 4000).join('\n')}\n`, lines.slice(4000).join('\n')]],
  ])('%s', async (_, isBackwards, parts) => {
    const { read } = logFile(...parts);
    const size = parts.join('').length;
    let from: Spot = isBackwards ? { chunk: await chunkBefore(read, size), line: 1e6 } : { chunk: await chunkFrom(read, 0), line: -1 };
    const last = from.chunk.lines.length;
    if (isBackwards) from = { ...from, line: last };
    const found: (string | undefined)[] = [];
    for (let count = 0; count < hits.length; count += 1) {
      const spot = await findInLog({ read, text: 'HIT', from, isBackwards, isOver: () => false, tell: () => {} });
      found.push(spot?.chunk.lines[spot.line]);
      from = spot ?? from;
    }
    expect(isBackwards ? found.reverse() : found).toEqual(hits);
  });
});

describe('what was searched for is marked', () => {
  it.each([
    ['an Error and an error', 'error', ['an ', 'Error!', ' and an ', 'error!']],
    ['nothing', 'x', ['nothing']],
    ['', 'x', ['']],
    ['İstanbul error', 'error', ['İstanbul error']],
  ])('%s', (line, words, pieces) => {
    expect(markedPieces(line, words).map(({ text: piece, isHit }) => (isHit ? `${piece}!` : piece))).toEqual(pieces);
  });
});
