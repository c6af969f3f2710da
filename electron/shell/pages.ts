import type { Shell } from './context.ts';

/** A long answer in pages. `list` names what goes on from page to page; the rest of the answer is that of the first page. */
type Paged<P> = {
  list: keyof P & string;
  pages: AsyncIterable<P>;
  /** What a person reads of each page, and below the last one. */
  lines: (page: P, isFirst: boolean) => readonly string[];
  end?: (first: P) => readonly string[];
};

/**
 * Says an answer of any length without holding more than a page of it: lines, or the one JSON document. It waits for a slow reader, and
 * ends when the reader has gone.
 */
export async function sayPages<P>({ json }: Pick<Shell, 'json'>, { list, pages, lines, end = () => [] }: Paged<P>): Promise<void> {
  const write = openOutput();
  let first: P | undefined;
  let isEmpty = true;
  for await (const page of pages) {
    const items = (page[list] as readonly unknown[]).map((item) => JSON.stringify(item));
    const head = first === undefined ? `${JSON.stringify({ ...page, [list]: undefined }).slice(0, -1)},${JSON.stringify(list)}:[` : '';
    const text = json ? `${head}${isEmpty || items.length === 0 ? '' : ','}${items.join(',')}` : joined(lines(page, first === undefined));
    isEmpty &&= items.length === 0;
    first ??= page;
    if (!(await write(text))) break;
  }
  if (first !== undefined) await write(json ? ']}\n' : joined(end(first)));
}

const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** Writes much to the standard output, as fast as it is read; answers false once nobody reads any more. */
export function openOutput(): (piece: string | Uint8Array) => Promise<boolean> {
  let isRead = true;
  // Stays for good: that the reader has gone may be told after the last write.
  process.stdout.on('error', () => {
    isRead = false;
  });
  return (piece) =>
    new Promise((resolve) => {
      if (!isRead) resolve(false);
      else
        process.stdout.write(piece, (error) => {
          resolve(!error);
        });
    });
}
