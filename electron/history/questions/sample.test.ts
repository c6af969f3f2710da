import { describe, expect, it } from 'vitest';
import { file, folder, indexOf, link, treeOf, type PlainSession } from './index.testing.ts';
import { createQuestions } from './questions.ts';

const many = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`f/${String(at)}`, file(10, { modified: 500 })]));

/** 400 small files of which one is new at the second session, one large, one that is older than all others. */
function asking() {
  const others = { 'l/ink': link('x'), 'f/large': file(9999), old: file(20, { modified: 1 }), empty: folder() };
  const tree = treeOf({ ...others, ...many, 'f/7': file(11) });
  const sessions: PlainSession[] = [
    { time: 1, state: 'good', tree: treeOf({ ...others, ...many, gone: file(50_000) }) },
    { time: 2, state: 'good', tree },
  ];
  const { sample } = createQuestions(indexOf(sessions));
  return { tree, sample: (seed: number, count: number, bytes: number) => sample({ session: 2, seed, count, bytes }).files };
}

describe('a sample of a session', () => {
  it('has the largest file, the one that has been the same for longest, and so many others, each once and only files', () => {
    const { sample, tree } = asking();
    const files = sample(1, 50, 1e9);
    expect(files.slice(0, 2)).toEqual([
      { path: 'f/large', size: 9999, why: 'largest' },
      { path: 'old', size: 20, why: 'oldest' },
    ]);
    expect(files.map(({ why }) => why).slice(2)).toEqual(Array.from({ length: 50 }, () => 'drawn'));
    expect(new Set(files.map(({ path }) => path)).size).toBe(52);
    for (const { path, size } of files) expect(tree.get(path)).toMatchObject({ kind: 'file', size });
  });

  it('is the same for the same seed, and another for another, however near', () => {
    const { sample } = asking();
    const paths = (seed: number) => sample(seed, 40, 1e9).map(({ path }) => path);
    expect(paths(5)).toEqual(paths(5));
    const common = paths(6).filter((path) => paths(5).includes(path));
    expect(common.length).toBeLessThan(20);
  });

  it('draws every file as often as any other, about', () => {
    const { sample } = asking();
    const drawn = new Map<string, number>();
    for (let seed = 0; seed < 300; seed += 1)
      for (const { path } of sample(seed, 40, 1e9).slice(2)) drawn.set(path, (drawn.get(path) ?? 0) + 1);
    expect(drawn.size).toBe(400);
    expect(Math.max(...drawn.values())).toBeLessThan(75);
    expect(Math.min(...drawn.values())).toBeGreaterThan(5);
  });

  it('keeps within the bytes that it was given, and takes no file that is too large for what is left', () => {
    const { sample } = asking();
    const drawn = sample(3, 50, 105).slice(2);
    expect(drawn).toHaveLength(10);
    expect(sample(3, 0, 0).map(({ why }) => why)).toEqual(['largest', 'oldest']);
    expect(drawn.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(105);
  });

  it('is all there is where there is less, and nothing where there is no file', () => {
    const one = createQuestions(indexOf([{ time: 1, state: 'good', tree: treeOf({ a: file() }) }]));
    expect(one.sample({ session: 1, seed: 1, count: 9, bytes: 9 }).files).toEqual([{ path: 'a', size: 1, why: 'largest' }]);
    const none = createQuestions(indexOf([{ time: 1, state: 'good', tree: treeOf({ a: folder() }) }]));
    expect(none.sample({ session: 1, seed: 1, count: 9, bytes: 9 })).toEqual({ session: 1, files: [] });
  });
});
