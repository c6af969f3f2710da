import { expect, it } from 'vitest';
import { Phase, type StepName } from '../../../electron/contract/run.ts';
import { stepOf, steps } from './steps.ts';

it('a restore only goes on through its steps, and never falls back', () => {
  const phases = ['waiting', 'checking', 'surveying', 'staging', 'extracting', 'merging', 'placing', 'finishing'] as const;
  const seen = phases.map((phase) => steps.indexOf(stepOf({ state: 'running', step: null }, { phase })));
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(new Set(seen).size).toBe(steps.length);
});

it('every phase is some step, and before the first word it looks at both sides', () => {
  expect(Phase.options.map((phase) => stepOf({ state: 'running', step: null }, { phase })).filter((step) => !steps.includes(step))).toEqual(
    [],
  );
  expect(stepOf({ state: 'queued', step: null }, undefined)).toBe('look');
  expect(stepOf({ state: 'preparing', step: null }, { phase: 'waiting' })).toBe('look');
  expect(stepOf({ state: 'finishing', step: null }, { phase: 'placing' })).toBe('report');
});

it('what was staged by rdiff-backup is being placed as long as that is at work', () => {
  const at = (name: StepName) =>
    stepOf({ state: 'finishing', step: { name, process: { pid: 1, startTime: '', bootId: '' }, startedAt: 0 } }, { phase: 'placing' });
  expect([at('place'), at('settle')]).toEqual(['place', 'place']);
});

it('a window that comes late sees by its process where a restore stands', () => {
  const at = (name: StepName) =>
    stepOf({ state: 'running', step: { name, process: { pid: 1, startTime: '', bootId: '' }, startedAt: 0 } }, undefined);
  expect(['survey', 'stage', 'extract', 'merge', 'prove', 'place', 'settle'].map((name) => at(name as StepName))).toEqual([
    ...['look', 'copy', 'rest', 'rest', 'rest', 'place', 'place'],
  ]);
});
