import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import type { HistoryState } from '../contract/history.ts';
import { createWords } from '../contract/words/translate.ts';
import type { Shell } from './context.ts';
import { whileReading } from './reading-line.ts';

/** What stands on the terminal while some work goes on during which an index is read. */
async function told(live: boolean, workMs: number, states: { name: string; share: number }[]): Promise<string> {
  let text = '';
  let listeners = 0;
  vi.spyOn(process.stderr, 'write').mockImplementation((piece) => {
    text += String(piece);
    return true;
  });
  const on = (_: string, listener: (state: HistoryState) => void) => {
    listeners += 1;
    for (const state of states) listener(state as HistoryState);
    return () => {
      listeners -= 1;
    };
  };
  const shell = { engine: { on }, t: createWords('en'), language: 'en', live } as unknown as Shell;
  expect(await whileReading(shell, 'website', () => sleep(workMs, 'answer'))).toBe('answer');
  expect(listeners).toBe(0);
  return text;
}

afterEach(() => vi.restoreAllMocks());

const reading = [
  { name: 'website', share: 0.42 },
  { name: 'mail', share: 0.9 },
];

it('says how far the history of the job is read when that takes more than half a second, and takes it away at the end', async () => {
  expect(await told(true, 700, reading)).toBe('\r\u001b[Kreading the history… 42%\r\u001b[K');
});

it('says nothing of what is quick, and nothing at all where no person looks', async () => {
  expect(await told(true, 50, reading)).toBe('\r\u001b[K');
  expect(await told(false, 600, reading)).toBe('');
});
