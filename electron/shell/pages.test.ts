import { afterEach, expect, it, vi } from 'vitest';
import { sayPages } from './pages.ts';

type Page = { total: number; names: string[] };

async function* pagesOf(...pages: string[][]): AsyncGenerator<Page> {
  for (const names of pages) yield await Promise.resolve({ total: pages.flat().length, names });
}

/** What is said of some pages, and how many were asked for before the reader had gone. */
async function said(json: boolean, pages: string[][], mostWrites = Infinity): Promise<{ text: string; asked: number }> {
  let [text, asked, writes] = ['', 0, 0];
  vi.spyOn(process.stdout, 'write').mockImplementation(((piece: string, done: (error?: Error) => void) => {
    writes += 1;
    if (writes <= mostWrites) text += piece;
    done(writes <= mostWrites ? undefined : new Error('EPIPE'));
    return true;
  }) as typeof process.stdout.write);
  async function* counted() {
    for await (const page of pagesOf(...pages)) {
      asked += 1;
      yield page;
    }
  }
  await sayPages<Page>(
    { json },
    {
      list: 'names',
      pages: counted(),
      lines: ({ names }, isFirst) => (isFirst ? ['head', ...names] : names),
      end: ({ total }) => [`in all ${total}`],
    },
  );
  return { text, asked };
}

afterEach(() => vi.restoreAllMocks());

it.each([
  [
    [['a', 'b'], ['c']],
    ['a', 'b', 'c'],
  ],
  [[[]], []],
  [[[], ['a']], ['a']],
  [[['a'], []], ['a']],
])('many pages are one JSON document: %j', async (pages, names) => {
  expect(JSON.parse((await said(true, pages)).text)).toEqual({ total: names.length, names });
});

it('says the head once, and the end below the last page', async () => {
  expect((await said(false, [['a', 'b'], ['c']])).text).toBe('head\na\nb\nc\nin all 3\n');
});

it('asks for no more pages once nobody reads them', async () => {
  expect((await said(false, [['a'], ['b'], ['c'], ['d']], 1)).asked).toBe(2);
});
