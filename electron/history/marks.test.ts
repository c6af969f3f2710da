import { expect, it } from 'vitest';
import type { Slot } from '../contract/schedule.ts';
import { marksBetween } from './marks.ts';

const slot = (at: number, reason: Slot['reason']): Slot => ({
  job: 'job-1',
  at,
  state: 'skipped',
  reason,
  caughtUp: false,
  run: null,
  tries: 0,
  notBefore: null,
});

it('tells failed runs and missed times in the order in which they happened, each with what is known of it', () => {
  const asked: unknown[] = [];
  const store = { badBetween: (...args: unknown[]) => (asked.push(args), [{ run: 7, at: 20, outcome: 'failed' as const }]) };
  const slots = { skippedBetween: () => [slot(10, 'battery'), slot(30, null)] };
  expect(marksBetween({ store, slots }, 'job-1', { from: 0, to: 40 })).toEqual([
    { kind: 'missed', at: 10, reason: 'battery' },
    { kind: 'failed', at: 20, run: 7, outcome: 'failed' },
    { kind: 'missed', at: 30, reason: 'program-off' },
  ]);
  expect(asked).toEqual([['job-1', 0, 40]]);
});
