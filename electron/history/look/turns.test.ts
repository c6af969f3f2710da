import { expect, it } from 'vitest';
import { Refusal } from '../../contract/failure.ts';
import { createTurns } from './turns.ts';

it('one thing at a time for each place, in the order of asking, whatever becomes of the one before', async () => {
  const turns = createTurns();
  const told: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      told.push(`${name} begins`);
      await new Promise(setImmediate);
      told.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const all = await Promise.allSettled([
    turns('x', work('1', true)),
    turns('x', work('2')),
    turns('y', work('other')),
    turns('x', work('3')),
  ]);
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  expect(told.filter((line) => !line.startsWith('other'))).toEqual(['1 begins', '1 ends', '2 begins', '2 ends', '3 begins', '3 ends']);
  expect(told.indexOf('other begins')).toBeLessThan(told.indexOf('2 begins'));
});

it('who would be the fifty-first in line is refused', async () => {
  const turns = createTurns();
  let go = (): void => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  const line = Array.from({ length: 50 }, () => turns('x', () => gate));
  await expect(turns('x', () => gate)).rejects.toBeInstanceOf(Refusal);
  go();
  await Promise.all(line);
  await turns('x', () => Promise.resolve());
});
