import { createInterface } from 'node:readline/promises';
import type { Shell } from './context.ts';

/** Whether there is a person at a terminal who can answer. */
export const canBeAsked = ({ live }: Pick<Shell, 'live'>): boolean => live && process.stdin.isTTY;

/** Asks a person; only a written-out `yes` is one. */
export async function asksYes(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(question)).trim() === 'yes';
  } finally {
    terminal.close();
  }
}
