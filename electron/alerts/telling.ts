import * as z from 'zod';
import { IncidentCause, type Incident } from '../contract/incident.ts';

/**
 * What the recipients of mail believe of a job, and what they were not told. Epoch ms. `waiting` counts what happened since the last
 * mail; `goodSince` is set while nothing is open.
 */
export const Telling = z.strictObject({
  believed: z.enum(['good', 'bad']),
  causes: z.array(IncidentCause),
  badSince: z.number().nullable(),
  goodSince: z.number().nullable(),
  mailedAt: z.number().nullable(),
  recoveredAt: z.number().nullable(),
  waiting: z.number().int(),
});
export type Telling = z.infer<typeof Telling>;

export const nothingTold: Telling = {
  believed: 'good',
  causes: [],
  badSince: null,
  goodSince: null,
  mailedAt: null,
  recoveredAt: null,
  waiting: 0,
};

/** The mail that a change leads to. */
export type Mailing = { kind: 'alert'; incident: Incident } | { kind: 'digest'; times: number } | { kind: 'recovery'; since: number };

const day = 86_400_000;
/** A job must have been good for this long before the good news is mailed. */
const settleMs = 30 * 60_000;
/** What runs once a day may come to its end before it is said that nothing has changed. */
const nextMs = 60 * 60_000;

/**
 * One step of what is told about one job. A new cause is mailed at once; that it goes on, and how often it happened again, once a day; the
 * good news comes when it has settled, and after a whole day where the last good news did not last.
 */
export function tell(
  before: Telling,
  { opened, again, open, now }: { opened: readonly Incident[]; again: number; open: readonly Incident[]; now: number },
): { after: Telling; mailings: Mailing[] } {
  const mailings: Mailing[] = [];
  let after = asOf(before, now);

  // Who believes that all is well was told of nothing that is open: mail was set up only now.
  for (const incident of before.believed === 'good' ? open : opened) {
    if (after.believed === 'bad' && after.causes.includes(incident.cause)) after = { ...after, waiting: after.waiting + 1 };
    else {
      const isNew = after.believed === 'good';
      mailings.push({ kind: 'alert', incident });
      after = {
        ...after,
        believed: 'bad',
        causes: isNew ? [incident.cause] : [...after.causes, incident.cause],
        badSince: isNew ? now : after.badSince,
        mailedAt: now,
        waiting: isNew ? 0 : after.waiting,
      };
    }
  }
  after = {
    ...after,
    waiting: after.waiting + (after.believed === 'bad' ? again : 0),
    goodSince: open.length > 0 ? null : (after.goodSince ?? now),
  };
  if (after.believed === 'good') return { after, mailings };

  if (after.goodSince !== null && now - after.goodSince >= settling(after)) {
    mailings.push({ kind: 'recovery', since: after.goodSince });
    after = { ...after, believed: 'good', causes: [], mailedAt: now, recoveredAt: now, waiting: 0 };
  } else if (after.goodSince === null && now - (after.mailedAt ?? 0) >= (after.waiting > 0 ? day : day + nextMs)) {
    mailings.push({ kind: 'digest', times: after.waiting });
    after = { ...after, mailedAt: now, waiting: 0 };
  }
  return { after, mailings };
}

/** What was noted under a clock that was ahead was noted just now: else nothing would be told until that time has come. */
function asOf(telling: Telling, now: number): Telling {
  const past = (at: number | null) => (at === null ? null : Math.min(at, now));
  const { badSince, goodSince, mailedAt, recoveredAt } = telling;
  return { ...telling, badSince: past(badSince), goodSince: past(goodSince), mailedAt: past(mailedAt), recoveredAt: past(recoveredAt) };
}

const settling = ({ badSince, recoveredAt }: Telling): number =>
  recoveredAt !== null && badSince !== null && badSince - recoveredAt < day ? day : settleMs;
