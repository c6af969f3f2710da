import { expect, it } from 'vitest';
import type { Hunk } from '../../../electron/contract/history.ts';
import { sideRows, unifiedRows, type DiffRow } from './diff-rows.ts';

const hunk = (oldStart: number, newStart: number, text: string): Hunk => ({
  oldStart,
  newStart,
  lines: text.split('\n').map((line) => ({ kind: line[0] === '-' ? 'old' : line[0] === '+' ? 'new' : 'kept', text: line.slice(1) })),
});
const written = (rows: readonly DiffRow[]) =>
  rows.map((row) =>
    row.kind === 'gap'
      ? `…${row.count}`
      : `${row.kind === 'changed' && row.isFirst ? '>' : ' '}${row.old ? `${row.old.number}${row.old.text}` : '.'}|${row.new ? `${row.new.number}${row.new.text}` : '.'}`,
  );

it('what was taken out stands beside what came for it, and the rest alone', () => {
  expect(written(sideRows([hunk(1, 1, ' a\n-b\n-c\n+B\n d\n+e')]))).toEqual([' 1a|1a', '>2b|2B', ' 3c|.', ' 4d|3d', '>.|4e']);
});
it('one below the other, what was taken out comes before what came for it', () => {
  expect(written(unifiedRows([hunk(1, 1, ' a\n-b\n-c\n+B\n+C\n d\n+e')]))).toEqual([
    ' 1a|1a',
    '>2b|.',
    ' 3c|.',
    ' .|2B',
    ' .|3C',
    ' 4d|4d',
    '>.|5e',
  ]);
});
it('lines that were left out are a gap, before the first ones, too', () => {
  expect(written(sideRows([hunk(1, 1, '-x\n+a'), hunk(9, 9, '-b')]))).toEqual(['>1x|1a', '…7', '>9b|.']);
  expect(written(unifiedRows([hunk(4, 4, ' c\n+a')]))).toEqual(['…3', ' 4c|4c', '>.|5a']);
});
it('of two lines that are nearly the same only what differs is marked', () => {
  const parts = (old: string, fresh: string) =>
    sideRows([hunk(1, 1, `-${old}\n+${fresh}`)]).map((row) => (row.kind === 'changed' ? [row.old?.part, row.new?.part] : []))[0];
  expect(parts('width: 10px;', 'width: 120px;')).toEqual([
    [8, 8],
    [8, 9],
  ]);
  expect(parts('aaa', 'aa')).toEqual([
    [2, 3],
    [2, 2],
  ]);
  expect(parts('everything', 'else')).toEqual([undefined, undefined]);
});
