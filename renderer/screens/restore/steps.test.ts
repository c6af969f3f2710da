import { expect, it } from 'vitest';
import { Phase } from '../../../electron/contract/run.ts';
import { stepOf, steps } from './steps.ts';

it('a restore only goes on through its steps, and never falls back', () => {
  const phases = ['waiting', 'checking', 'surveying', 'staging', 'extracting', 'merging', 'placing', 'finishing'] as const;
  const seen = phases.map((phase) => steps.indexOf(stepOf({ state: 'running' }, { phase })));
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(new Set(seen).size).toBe(steps.length);
});

it('every phase is some step, and before the first word it looks at both sides', () => {
  expect(Phase.options.map((phase) => stepOf({ state: 'running' }, { phase })).filter((step) => !steps.includes(step))).toEqual([]);
  expect(stepOf({ state: 'queued' }, undefined)).toBe('look');
  expect(stepOf({ state: 'preparing' }, { phase: 'waiting' })).toBe('look');
  expect(stepOf({ state: 'finishing' }, { phase: 'placing' })).toBe('report');
});
