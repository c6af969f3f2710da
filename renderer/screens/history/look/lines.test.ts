import { expect, it } from 'vitest';
import { linesOf } from './lines.ts';

it.each([
  ['a\nb\n', ['a', 'b']],
  ['a\nb', ['a', 'b']],
  ['\n\n', ['', '']],
  ['a\r\nb\r\n', ['a', 'b']],
  ['a\r\nb', ['a', 'b']],
  ['a\r\nb\nc\n', ['a\r', 'b', 'c']],
])('the lines of %j are %j', (text, lines) => {
  expect(linesOf(text)).toEqual(lines);
});
