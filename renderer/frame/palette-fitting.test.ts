import { expect, it } from 'vitest';
import { firstOf, fitting, type Letters } from './palette-fitting.ts';

const letters: Letters = {
  startsWith: (said, typed) => said.toLowerCase().startsWith(typed.toLowerCase()),
  contains: (said, typed) => said.toLowerCase().includes(typed.toLowerCase()),
};
const found = (said: string[], typed: string) =>
  fitting(
    said.map((each) => ({ said: each })),
    typed,
    letters,
  ).map((line) => line.said);

it('the whole name comes first, then what begins with it, then what has it somewhere', () => {
  expect(found(['my web', 'web 2', 'mail', 'WEB', 'web 1'], 'web')).toEqual(['WEB', 'web 2', 'web 1', 'my web']);
});
it('everything fits, in its order, while nothing is typed', () => {
  expect(found(['b', 'a', 'c'], '')).toEqual(['b', 'a', 'c']);
});
it('a name that many others contain is among the first, however late it stands (attack row L8)', () => {
  const many = [...Array.from({ length: 1000 }, (_, at) => `a ${String(at)}`), 'a'];
  expect(firstOf(found(many, 'a'))).toHaveLength(60);
  expect(firstOf(found(many, 'a'))[0]).toBe('a');
});
