import { expect, it } from 'vitest';
import type { OutcomeKind } from '../contract/outcome.ts';
import { OutcomeKind as kinds } from '../contract/outcome.ts';
import type { Run } from '../contract/run.ts';
import { sampleRun } from '../contract/samples.testing.ts';
import { levelOf } from './level.ts';

const hour = 3_600_000;
const good = sampleRun();
const now = (good.endedAt ?? 0) + hour;
const ended = (kind: OutcomeKind, accepted = false): Run => sampleRun({ outcome: { kind, cause: null, facts: {} }, accepted });

it.each<[string, Run | undefined, Run | undefined, number, string]>([
  ['nothing ever (fault row H7)', undefined, undefined, now, 'at-risk'],
  ['only failures', ended('failed'), undefined, now, 'at-risk'],
  ['a green run', good, good, now, 'protected'],
  ['a green run just within a day and two hours', good, good, (good.endedAt ?? 0) + 26 * hour, 'protected'],
  ['a green run that is too old', good, good, (good.endedAt ?? 0) + 26 * hour + 1, 'at-risk'],
  ['an accepted run', ended('suspicious', true), good, now, 'protected'],
  ['a run that has not ended', sampleRun({ outcome: null }), good, now, 'attention'],
])('%s', (_, last, lastGood, at, level) => {
  expect(levelOf(last, lastGood, 26 * hour, at)).toBe(level);
});

it('after a good session any last run that is not green asks for attention, never for calm (I2, I3)', () => {
  const levels = kinds.options.map((kind) => [kind, levelOf(ended(kind), good, 26 * hour, now)]);
  const green = new Set(['ok', 'recovered']);
  expect(levels).toEqual(kinds.options.map((kind) => [kind, green.has(kind) ? 'protected' : 'attention']));
});
