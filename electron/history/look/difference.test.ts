import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceOf } from './difference.ts';

const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `line ${String(from + at)}`);
const textOf = (all: readonly string[]) => all.map((line) => `${line}\n`).join('');

describe('where two texts differ', () => {
  it('with three lines around each difference, which tell their numbers on both sides', () => {
    const older = textOf(lines(1, 40));
    const newer = older.replace('line 5\n', 'line five\nand more\n').replace('line 30\n', '');
    const kept = (from: number, to: number) => lines(from, to).map((text) => ({ kind: 'kept', text }));
    expect(differenceOf(older, newer)).toEqual({
      kind: 'hunks',
      hunks: [
        {
          oldStart: 2,
          newStart: 2,
          lines: [
            ...kept(2, 4),
            { kind: 'old', text: 'line 5' },
            { kind: 'new', text: 'line five' },
            { kind: 'new', text: 'and more' },
            ...kept(6, 8),
          ],
        },
        { oldStart: 27, newStart: 28, lines: [...kept(27, 29), { kind: 'old', text: 'line 30' }, ...kept(31, 33)] },
      ],
    });
  });
  it('the same text has no hunk', () => {
    expect(differenceOf('a\nb', 'a\nb')).toEqual({ kind: 'hunks', hunks: [] });
    expect(differenceOf('', '')).toEqual({ kind: 'hunks', hunks: [] });
  });
  it('a text that is not there on one side is all new or all old', () => {
    expect(differenceOf('', 'a\n\nb')).toEqual({
      kind: 'hunks',
      hunks: [{ oldStart: 1, newStart: 1, lines: ['a', '', 'b'].map((text) => ({ kind: 'new', text })) }],
    });
    expect(differenceOf('a\n', '')).toEqual({ kind: 'hunks', hunks: [{ oldStart: 1, newStart: 1, lines: [{ kind: 'old', text: 'a' }] }] });
    expect(differenceOf('', '\n'.repeat(50_001))).toEqual({ kind: 'none', why: 'too-large' });
    expect(differenceOf('', '\n'.repeat(50_000))).toMatchObject({ kind: 'hunks' });
  });
  it('a carriage return stays in its line, and a missing last newline is seen', () => {
    expect(differenceOf('a\r\nb\r\n', 'a\nb\r\n')).toEqual({
      kind: 'hunks',
      hunks: [
        {
          oldStart: 1,
          newStart: 1,
          lines: [
            { kind: 'old', text: 'a\r' },
            { kind: 'new', text: 'a' },
            { kind: 'kept', text: 'b\r' },
          ],
        },
      ],
    });
    expect(differenceOf('a\n', 'a')).toMatchObject({ hunks: [{ lines: [{ kind: 'old' }, { kind: 'new' }] }] });
  });
  it('lines that look like a part of a patch are lines', () => {
    const found = differenceOf(
      '@@ -1 +1 @@\n--- a\n\\ No newline at end of file\nx\n',
      '@@ -1 +1 @@\n+++ b\n\\ No newline at end of file\nx\n',
    );
    expect(found).toMatchObject({
      hunks: [
        {
          lines: [
            { kind: 'kept', text: '@@ -1 +1 @@' },
            { kind: 'old', text: '--- a' },
            { kind: 'new', text: '+++ b' },
            { kind: 'kept', text: '\\ No newline at end of file' },
            { kind: 'kept', text: 'x' },
          ],
        },
      ],
    });
  });
  it('the hunks turn the older text into the newer one, whatever the texts are', () => {
    const line = fc.constantFrom('a', 'b', '', ' a', '-', '+', '\\', 'a\r', '日本');
    const text = fc.array(line, { maxLength: 30 }).map((all) => all.join('\n'));
    fc.assert(
      fc.property(text, text, (older, newer) => {
        expect(applied(older, newer)).toBe(newer.replace(/\n$/, ''));
      }),
      { numRuns: 1000 },
    );
  });
  it('texts of which hardly a line is the same are too different, and that is known within seconds', () => {
    const begun = performance.now();
    const of = (seed: number) => Array.from({ length: 300_000 }, (_, at) => ((at * 7919 + seed) % 999_983).toString(36)).join('\n');
    expect(differenceOf(of(1), of(500_001))).toEqual({ kind: 'none', why: 'too-different' });
    expect(performance.now() - begun).toBeLessThan(15_000);
  });
});

/** The older text with the hunks of the difference put in, both sides checked on the way. */
function applied(older: string, newer: string): string {
  const found = differenceOf(older, newer);
  if (found.kind === 'none') return found.why;
  const left = older === '' ? [] : older.replace(/\n$/, '').split('\n');
  const made: string[] = [];
  let at = 0;
  for (const { oldStart, newStart, lines: changes } of found.hunks) {
    while (at < oldStart - 1) made.push(left[at++] ?? '?');
    if (changes.some(({ kind }) => kind !== 'old')) expect(made.length).toBe(newStart - 1);
    for (const { kind, text } of changes) {
      if (kind !== 'new') expect(left[at++]).toBe(text);
      if (kind !== 'old') made.push(text);
    }
  }
  return [...made, ...left.slice(at)].join('\n');
}
