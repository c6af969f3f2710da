import { describe, expect, it } from 'vitest';
import type { OutcomeKind } from '../contract/outcome.ts';
import type { Ended } from '../runs/runs.ts';
import { dayMarks, daysShown, firstDay } from './days.ts';

const noon = new Date(2026, 10, 22, 12).getTime();
const at = (daysAgo: number, hour: number): number => new Date(2026, 10, 22 - daysAgo, hour, 30).getTime();
const ended = (endedAt: number, kind: OutcomeKind, good = kind === 'ok'): Ended => ({ job: 'job', endedAt, kind, good });

describe('a day is marked by what its runs came to (I2, I3)', () => {
  it.each<[string, Ended[], string]>([
    ['no run', [], 'none'],
    ['one good run', [ended(at(0, 2), 'ok')], 'protected'],
    ['an accepted suspicious run', [ended(at(0, 2), 'suspicious', true)], 'protected'],
    ['a failure', [ended(at(0, 2), 'failed')], 'failed'],
    ['a stuck repository', [ended(at(0, 2), 'stuck')], 'failed'],
    ['a failure and a good run after it', [ended(at(0, 2), 'failed'), ended(at(0, 3), 'ok')], 'attention'],
    ['an incomplete run', [ended(at(0, 2), 'incomplete')], 'attention'],
    ['a cancelled run', [ended(at(0, 2), 'cancelled')], 'attention'],
  ])('%s', (_, day, mark) => {
    expect(dayMarks(day, [], noon).at(-1)).toBe(mark);
  });

  it('a due time without any run is a miss; one that was caught up on that day is none', () => {
    expect(dayMarks([], [at(1, 2)], noon).slice(-2)).toEqual(['missed', 'none']);
    expect(dayMarks([ended(at(1, 9), 'ok')], [at(1, 2)], noon).at(-2)).toBe('protected');
  });

  it('days are those of the calendar here, the oldest first', () => {
    const marks = dayMarks([ended(at(29, 0), 'ok'), ended(at(1, 23), 'failed'), ended(at(0, 0), 'ok')], [], noon);
    expect(marks).toHaveLength(daysShown);
    expect([marks[0], marks[28], marks[29]]).toEqual(['protected', 'failed', 'protected']);
    expect(firstDay(noon, 1)).toBe(new Date(2026, 10, 22).getTime());
  });
});
