import { expect, it } from 'vitest';
import type { HistoryState } from '../contract/history.ts';
import { createLookAlong } from './look-along.ts';
import type { Shelf } from './shelf.ts';

const shelf = (file: string) => ({ file }) as Shelf;
const never = new Promise<never>(() => undefined);
const settled = () => new Promise((resolve) => setImmediate(resolve));

function setup() {
  const begun: string[] = [];
  const ends = new Map<string, { good: () => void; bad: () => void }>();
  const timers: (() => void)[] = [];
  const look = createLookAlong(
    {
      bring: ({ file }) => {
        begun.push(file);
        return new Promise<HistoryState>((resolve, reject) => {
          ends.set(file, { good: () => resolve({} as HistoryState), bad: () => reject(new Error(file)) });
        });
      },
    },
    { sleep: (_, over) => (over?.aborted === true ? never : new Promise((resolve) => timers.push(resolve))) },
  );
  return { begun, ends, timers, look: (...files: string[]) => look(files.map(shelf)) };
}

it('looks at one after the other, whatever comes of it, and begins no second round meanwhile', async () => {
  const { begun, ends, look } = setup();
  look('a', 'b', 'c');
  look('x');
  await settled();
  expect(begun).toEqual(['a']);
  ends.get('a')?.bad();
  await settled();
  expect(begun).toEqual(['a', 'b']);
  ends.get('b')?.good();
  await settled();
  ends.get('c')?.good();
  await settled();
  look('x');
  await settled();
  expect(begun).toEqual(['a', 'b', 'c', 'x']);
});
it('goes on past one that does not answer', async () => {
  const { begun, timers, look } = setup();
  look('hangs', 'b');
  await settled();
  timers[0]?.();
  await settled();
  expect(begun).toEqual(['hangs', 'b']);
});
