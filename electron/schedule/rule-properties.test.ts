import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainRhythm } from '../contract/plain-rhythm.ts';
import { everyRound } from '../platform/rounds.testing.ts';
import { cronRule, dueTimes, nextTimes, ruleProblem } from './rule.ts';
import { make, pickBy, type Meaning } from './rules.testing.ts';
import { dueIn, greatestChange, stretches, tableFrom, tableUntil, zones } from './zones.testing.ts';

const hour = 3_600_000;
const day = 24 * hour;
const slow = { timeout: 3_600_000 };
const rounds = (all: number, share: number) => (everyRound ? { numRuns: all } : { numRuns: share, seed: 4 });

// The chains of the slowest rules, such as every 29 February that is a Monday, need their years until the end of the table.
const latest = tableUntil - 4000 * day;
const moment = fc.integer({ min: tableFrom + 5 * day, max: latest });
const zone = fc.constantFrom(...zones);

const numbers = fc.array(fc.noBias(fc.nat(99_999)), { minLength: 60, maxLength: 60 });
const any = <M extends Meaning>(of: (pick: ReturnType<typeof pickBy>) => M): fc.Arbitrary<M> => numbers.map((all) => of(pickBy(all)));
const [daily, weekly, hourly, monthly] = [any(make.daily), any(make.weekly), any(make.hourly), any(make.monthly)];
const meaning = fc.oneof(daily, weekly, hourly, monthly, { weight: 4, arbitrary: any(make.cron) });

/** Any moment, or one in the days before the clock of the zone is changed. */
function momentIn(where: string): fc.Arbitrary<number> {
  const changes = stretches(where).flatMap(({ from }) => (from > tableFrom + 5 * day && from < latest ? [from] : []));
  if (changes.length === 0) return moment;
  return fc.oneof(
    moment,
    fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -2 * hour, max: 2 * day })).map(([at, ms]) => at - ms),
  );
}
const zoneAndMoment = zone.chain((where) => momentIn(where).map((after) => ({ where, after })));

/** All due times of a meaning in a zone, found by looking at every day. */
function allDue({ onDay, minutes, isBeat }: Meaning, where: string, after: number, until: number): number[] {
  const found = new Set<number>();
  const dueAt = dueIn(where, after, until);
  for (let midnight = Math.floor(after / day) * day - day; midnight <= until + day; midnight += day)
    if (onDay(new Date(midnight + 12 * hour)))
      for (const minute of minutes) for (const at of dueAt(midnight + minute * 60_000, isBeat)) found.add(at);
  return [...found].filter((at) => at > after && at <= until).sort((a, b) => a - b);
}

const stepsOf = (times: number[]): number[] => times.slice(1).map((at, index) => at - (times[index] ?? 0));
const datesOf = (times: number[], where: string): string[] => {
  const date = new Intl.DateTimeFormat('sv', { timeZone: where });
  return times.map((at) => date.format(at));
};

it.each(zones)(
  'any rhythm is due when its words say so, later than the moment asked for, in order, none left out (E12): %s',
  slow,
  (where) => {
    fc.assert(
      fc.property(meaning, momentIn(where), momentIn(where), (meant, after, later) => {
        const schedule = { rhythm: meant.rhythm, zone: where };
        const chain = nextTimes(schedule, after, 6).filter((at) => at <= tableUntil - 3 * day);
        const until = chain.length < 6 ? tableUntil - 3 * day : (chain.at(-1) ?? 0);
        expect(chain).toEqual(allDue(meant, where, after, until));
        expect(dueTimes(schedule, after, until, 100)).toEqual(chain);
        expect(dueTimes(schedule, after, until, 3)).toEqual(chain.slice(-3));
        expect(dueTimes(schedule, later - day, later, 30)).toEqual(allDue(meant, where, later - day, later).slice(-30));
      }),
      rounds(10_000, 30),
    );
  },
);

it('a daily backup is due every day, and once on every calendar day of its zone (E3, E4)', slow, () => {
  fc.assert(
    fc.property(daily, zone, moment, ({ rhythm }, where, after) => {
      const times = nextTimes({ rhythm, zone: where }, after, 400);
      const steps = stepsOf(times);
      expect(Math.max(...steps)).toBeLessThanOrEqual(day + greatestChange(where));
      expect(Math.min(...steps)).toBeGreaterThanOrEqual(day - greatestChange(where));
      // In Nuuk the last hour before midnight is left out once a year; its backup falls on the first minute of the day after.
      const lost = where === 'America/Nuuk' ? 2 : 0;
      expect(new Set(datesOf(times, where)).size).toBeGreaterThanOrEqual(400 - lost);
    }),
    rounds(1000, 50),
  );
});

it('a backup every n hours leaves out no step: none is longer than n hours and the change of the clock', slow, () => {
  fc.assert(
    fc.property(hourly, zoneAndMoment, ({ rhythm }, { where, after }) => {
      const times = nextTimes({ rhythm, zone: where }, after, 80);
      expect(Math.max(...stepsOf(times))).toBeLessThanOrEqual(rhythm.every * hour + greatestChange(where));
    }),
    rounds(1000, 100),
  );
});

it('a monthly backup is due once in every month', slow, () => {
  fc.assert(
    fc.property(monthly, zone, moment, ({ rhythm }, where, after) => {
      // Where the last hour of a month is left out, its backup falls on the first of the next: it is that of the month before.
      const times = nextTimes({ rhythm, zone: where }, after, 120);
      const months = datesOf(
        times.map((at) => at - 2 * hour),
        where,
      ).map((date) => date.slice(0, 7));
      expect(new Set(months).size).toBeGreaterThanOrEqual(119);
      expect(Math.max(...stepsOf(times))).toBeLessThanOrEqual(31 * day + greatestChange(where));
    }),
    rounds(1000, 50),
  );
});

it('a weekly backup is due on each of its days in every week, in week 53 as in week 1 (E12)', slow, () => {
  fc.assert(
    fc.property(weekly, zone, moment, ({ rhythm }, where, after) => {
      const weeks = 60;
      const count = weeks * rhythm.days.length;
      const times = nextTimes({ rhythm, zone: where }, after, count + 1);
      expect(Math.abs((times[count] ?? 0) - (times[0] ?? 0) - weeks * 7 * day)).toBeLessThanOrEqual(greatestChange(where));
    }),
    rounds(1000, 50),
  );
});

it('a rule that is shown as one of the four kinds is due just when that kind is', slow, () => {
  let plainer = 0;
  fc.assert(
    fc.property(fc.oneof(daily, weekly, hourly, monthly, { weight: 4, arbitrary: any(make.plain) }), moment, ({ rhythm }, after) => {
      const rule = { kind: 'cron' as const, rule: cronRule(rhythm) };
      const plain = plainRhythm(rule);
      if (plain.kind !== 'cron') plainer += 1;
      expect(nextTimes({ rhythm: rule, zone: 'UTC' }, after, 12)).toEqual(nextTimes({ rhythm: plain, zone: 'UTC' }, after, 12));
    }),
    rounds(10_000, 500),
  );
  expect(plainer).toBeGreaterThan(250);
});

it('no text that a person may write as a rule ends in an error or takes longer than a moment', slow, () => {
  const piece = fc.constantFrom(...'0123456789*/,-#LW+?@: 日\n\0'.split(''), 'MON', 'jan', '99999999999999999999', '1-31', '*/1', '9e9');
  const pieces = (least: number, most: number) => fc.array(piece, { minLength: least, maxLength: most }).map((parts) => parts.join(''));
  const fiveFields = fc.array(pieces(1, 6), { minLength: 5, maxLength: 5 }).map((fields) => fields.join(' '));
  fc.assert(
    fc.property(fc.oneof(pieces(0, 80), fiveFields, fc.string({ maxLength: 200, unit: 'binary' })), (text) => {
      const schedule = { rhythm: { kind: 'cron', rule: text.slice(0, 200) }, zone: 'Europe/Berlin' } as const;
      const began = performance.now();
      const problem = ruleProblem(schedule.rhythm, schedule.zone);
      expect(nextTimes(schedule, tableFrom, 2).length === 0).toBe(problem !== undefined);
      expect(dueTimes(schedule, tableFrom, tableUntil, 2).length > 0 && problem !== undefined).toBe(false);
      expect(performance.now() - began).toBeLessThan(1000);
    }),
    rounds(100_000, 2000),
  );
});
