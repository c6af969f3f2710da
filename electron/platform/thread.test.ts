import { describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Refusal } from '../contract/failure.ts';
import { startThread } from './thread.ts';

const here = new URL('./thread.ts', import.meta.url).href;
const refusal = new URL('../contract/failure.ts', import.meta.url).href;
const program = `
  import { serveThread } from '${here}';
  import { Refusal } from '${refusal}';
  serveThread({
    double: (n) => n * 2,
    late: async (n, tell) => { tell({ share: 0.5 }); await new Promise((done) => setTimeout(done, 20)); return n; },
    refuse: ({ path }) => { throw new Refusal('unknown-path', { path }); },
    break: () => { throw new Error('broken'); },
    leave: () => process.exit(3),
    for_ever: () => new Promise(() => undefined),
  });
`;

describe('a thread', () => {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-thread-'));
  const file = join(folder, 'program.ts');
  writeFileSync(file, program);
  const open = () => startThread(pathToFileURL(file));

  it('answers what it is asked, each to whoever asked it, and tells news on the way', async () => {
    const thread = open();
    const news: unknown[] = [];
    const answers = await Promise.all([thread.ask('late', 1, (said) => news.push(said)), thread.ask('double', 4), thread.ask('double', 5)]);
    expect([answers, news]).toEqual([[1, 8, 10], [{ share: 0.5 }]]);
    await thread.end();
  });

  it('hands a refusal on as one, and everything else that is thrown as an error', async () => {
    const thread = open();
    const refused = await thread.ask('refuse', { path: 'a\udcff' }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ kind: 'unknown-path', facts: { path: 'a\udcff' } });
    await expect(thread.ask('break', {})).rejects.toThrow('broken');
    await expect(thread.ask('toString', {})).rejects.toThrow('no task toString');
    expect(await thread.ask('double', 2)).toBe(4);
    await thread.end();
  });

  it('rejects what is under way when it ends, by itself or from outside, and everything after that', async () => {
    const thread = open();
    const waiting = thread.ask('for_ever', {});
    await Promise.all([expect(waiting).rejects.toThrow('the thread ended with 3'), expect(thread.ask('leave', {})).rejects.toThrow()]);
    await expect(thread.ask('double', 1)).rejects.toThrow('the thread has ended');
    const other = open();
    const cut = other.ask('for_ever', {});
    await Promise.all([expect(cut).rejects.toThrow(), other.end()]);
    rmSync(folder, { recursive: true });
  });
});
