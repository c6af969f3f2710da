import type { MailTrouble } from '../contract/alerts.ts';

const minute = 60_000;
const hour = 60 * minute;
const waits = [1, 5, 15, 60].map((minutes) => minutes * minute);

/** The longest time between two tries; in ms, as all here. */
export const longestWaitMs = 2 * hour;

/** A letter given up this long ago is still worth sending once somebody has mended what was wrong. */
export const reviveWithinMs = 7 * 24 * hour;

const patienceMs = 72 * hour;
// A machine that was off for a weekend has not tried at all: age alone gives nothing up.
const patienceTries = 12;
const triesWhenRefused = 3;

/** The time from a try in vain to the next one; `tries` counts it. */
export const nextTryAfter = (tries: number): number => waits[tries - 1] ?? longestWaitMs;

/**
 * Whether a letter is given up. A server that refuses this very letter says the same the next time, so three tries are enough; everything else
 * passes by itself or is mended by a person (a login, a certificate, a name), and the letter waits for it.
 */
export function isOver({ trouble, tries, ageMs }: { trouble: MailTrouble; tries: number; ageMs: number }): boolean {
  const isRefused = trouble === 'rejected' || trouble === 'recipient-refused' || trouble === 'sender-refused';
  return (isRefused && tries >= triesWhenRefused) || (ageMs >= patienceMs && tries >= patienceTries);
}
