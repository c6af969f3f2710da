import { expect, it } from 'vitest';
import { startWords } from './start-words.ts';

it.each([
  [['electron', '/app'], { home: undefined, hidden: false, check: false }],
  [['modosu', '--hidden'], { home: undefined, hidden: true, check: false }],
  [['modosu', '--home', '/a b', '--hidden'], { home: '/a b', hidden: true, check: false }],
  [['modosu', '--hidden', '--home=/a=b'], { home: '/a=b', hidden: true, check: false }],
  [['modosu', '--home'], { home: undefined, hidden: false, check: false }],
  [['modosu', '--home='], { home: undefined, hidden: false, check: false }],
  [['modosu', '--check', '--home', '/a'], { home: '/a', hidden: false, check: true }],
])('%j', (args, words) => {
  expect(startWords(args)).toEqual(words);
});
