import { expect, it } from 'vitest';
import { MailTrouble } from '../contract/alerts.ts';
import { isOver, nextTryAfter } from './back-off.ts';

const hour = 3_600_000;

it('the next try is 1, 5, 15 and 60 minutes away, then two hours, for ever', () => {
  expect([1, 2, 3, 4, 5, 6, 40].map((tries) => nextTryAfter(tries) / 60_000)).toEqual([1, 5, 15, 60, 120, 120, 120]);
});

it.each(MailTrouble.options)('%s: given up after three days of trying, or after three refusals of this very letter', (trouble) => {
  const refused = ['rejected', 'recipient-refused', 'sender-refused'].includes(trouble);
  const over = (tries: number, hours: number) => isOver({ trouble, tries, ageMs: hours * hour });
  expect([over(2, 1), over(3, 1), over(11, 71), over(12, 72)]).toEqual([false, refused, refused, true]);
});

it('a machine that was off for a week has not tried in vain (H3: 0 lost alerts)', () => {
  expect(isOver({ trouble: 'timed-out', tries: 11, ageMs: 168 * hour })).toBe(false);
});
