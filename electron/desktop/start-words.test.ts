import { expect, it } from 'vitest';
import { startWords } from './start-words.ts';

it.each([
  [['electron', '/app'], { home: undefined, hidden: false }],
  [['modosu', '--hidden'], { home: undefined, hidden: true }],
  [['modosu', '--home', '/a b', '--hidden'], { home: '/a b', hidden: true }],
  [['modosu', '--hidden', '--home=/a=b'], { home: '/a=b', hidden: true }],
  [['modosu', '--home'], { home: undefined, hidden: false }],
  [['modosu', '--home='], { home: undefined, hidden: false }],
])('%j', (args, words) => {
  expect(startWords(args)).toEqual(words);
});
