import { onTestFinished } from 'vitest';
import type { EntryState } from '../../contract/history.ts';
import { indexOf, treeOf, type PlainSession } from './index.testing.ts';
import { createQuestions, type Questions } from './questions.ts';

/** The time of a session, counted from 1. */
export const time = (number: number) => 1_000_000 + number;

/** Good sessions that have these entries, oldest first. */
export function sessions(...trees: Record<string, EntryState>[]): PlainSession[] {
  return trees.map((entries, at) => ({ time: time(at + 1), state: 'good', tree: treeOf(entries) }));
}

/** The questions to an index of these sessions, which is gone after the test. */
export function setup(all: PlainSession[]): Questions {
  const index = indexOf(all);
  onTestFinished(() => index.close());
  return createQuestions(index);
}

/** The refusal of a question; its answer where it is not refused. */
export const kindOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return { kind: (error as { kind: string }).kind, facts: (error as { facts: unknown }).facts };
  }
};

export const page = { offset: 0, limit: 500 };
