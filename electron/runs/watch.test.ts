import { expect, it } from 'vitest';
import { fakeClock } from '../platform/fakes.testing.ts';
import { watchHome } from './watch.ts';

/** Watches while the looks last, and answers at which look (from 0) something was told. */
async function told(looks: string[]): Promise<number[]> {
  const over = new AbortController();
  const at: number[] = [];
  let index = -1;
  const look = () => {
    index += 1;
    if (index >= looks.length - 1) over.abort();
    return Promise.resolve(looks[index] ?? '');
  };
  await watchHome({ clock: fakeClock(), look, changed: () => Promise.resolve(void at.push(index)) }, over.signal);
  return at;
}

it('a change by another program is told once', async () => {
  expect(await told(['a', 'a', 'b', 'b', 'c', 'c'])).toEqual([2, 4]);
});

it('a minute in which nothing changed is told as well: states grow old', async () => {
  expect(await told(Array.from({ length: 64 }, () => 'a'))).toEqual([30, 60]);
});

it('a look that fails, and a change that cannot be followed, do not end the watch (I10)', async () => {
  const over = new AbortController();
  let looks = 0;
  let changes = 0;
  const look = () => {
    looks += 1;
    if (looks >= 6) over.abort();
    return looks === 3 ? Promise.reject(new Error('busy')) : Promise.resolve('a');
  };
  const changed = () => {
    changes += 1;
    return Promise.reject(new Error('away'));
  };
  await watchHome({ clock: fakeClock(), look, changed }, over.signal);
  expect([looks, changes]).toEqual([6, 2]);
});
