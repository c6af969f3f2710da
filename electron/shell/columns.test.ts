import { expect, it } from 'vitest';
import { createColumns, widthOf } from './columns.ts';

it('puts texts of every width under each other', () => {
  const columns = createColumns([1]);
  const rows = columns([
    ['写真', '9', 'a'],
    ['docs', '10', '日本語'],
  ]);
  expect(rows).toEqual(['写真   9  a', 'docs  10  日本語']);
  expect(columns([['x', '1234', 'y']])).toEqual(['x     1234  y']);
});

it('leaves out a column that nothing stands in, and blanks at the end but for those of a name', () => {
  expect(
    createColumns([])([
      ['a', '', 'b'],
      ['c', '', ''],
      ['', '', ' d '],
    ]),
  ).toEqual(['a  b', 'c', '    d ']);
});

it('counts a mark over a letter as nothing, and a wide character as two', () => {
  expect(['がa', 'が'.normalize('NFD'), '（）', '·–…', ''].map(widthOf)).toEqual([3, 2, 4, 3, 0]);
});
