import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { giveBackHeap, isOnlyRead, mappingsIn } from './give-back.ts';

const smaps = `5500000000-5500001000 r--p 00000000 08:01 1 /opt/Modosu/modosu
Rss:                   4 kB
Anonymous:             0 kB
5500001000-5500004000 r-xp 00001000 08:01 1 /opt/Modosu/modosu
Anonymous:             0 kB
5500004000-5500005000 r--p 00004000 08:01 1 /opt/Modosu/modosu
Anonymous:             4 kB
5500005000-5500006000 rw-p 00005000 08:01 1 /opt/Modosu/modosu
Anonymous:             0 kB
5500006000-5500007000 rw-p 00000000 00:00 0 [heap]
Anonymous:             4 kB
7f0000000000-7f0000001000 r-xp 00000000 00:00 0 [vdso]
Anonymous:             0 kB
7f0000001000-7f0000002000 r--s 00000000 08:01 2 /usr/share/icons/a cache
Anonymous:             0 kB
7f0000002000-7f0000003000 r-xp 00000000 08:01 3 /usr/lib/old.so (deleted)
Anonymous:             0 kB
ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]
`;

it('only code and constants that a file holds unchanged are given back: no relocated data, no heap, nothing shared, nothing replaced', () => {
  const mappings = mappingsIn(smaps);
  expect(mappings).toHaveLength(9);
  expect(mappings.filter(isOnlyRead).map(({ start, length }) => [start.toString(16), Number(length)])).toEqual([
    ['5500000000', 0x1000],
    ['5500001000', 0x3000],
  ]);
});

it('the heap gives back what nobody holds any more, and leaves no way to collect behind', () => {
  let held: number[][] | undefined = Array.from({ length: 200 }, () => Array.from({ length: 20_000 }, (_, at) => at / 2));
  const before = process.memoryUsage().heapTotal;
  expect(held.length).toBe(200);
  held = undefined;
  giveBackHeap();
  expect(before - process.memoryUsage().heapTotal).toBeGreaterThan(16 * 1024 * 1024);
  expect(['gc' in globalThis, runInNewContext('typeof gc')]).toEqual([false, 'undefined']);
});
