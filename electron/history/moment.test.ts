import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../contract/failure.ts';
import { resolveAmongListed, resolveMoment } from './moment.ts';

const at = (iso: string) => Date.parse(iso) / 1000;
const daily = [25, 26, 27, 28].map((day) => at(`2026-02-${day}T06:13:20Z`));
const known = { sessions: daily, now: at('2026-03-01T06:13:20Z'), zone: 'UTC' };

/** Which of the four daily sessions a moment means, counted from 1. */
const used = (text: string, over: Partial<typeof known> = {}) => daily.indexOf(resolveMoment(text, { ...known, ...over })) + 1;

/** The moment that a text means: with a session every second around it, it is a session itself. */
function moment(text: string, zone: string, now = at('2026-07-29T03:00:00Z')): string {
  const means = (sessions: number[]) => resolveMoment(text, { sessions, now, zone });
  let [least, most] = [0, 4_000_000_000];
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (means([0, middle]) === middle) least = middle;
    else most = middle;
  }
  return new Date(least * 1000).toISOString();
}

function refused(text: string): unknown {
  try {
    return resolveMoment(text, known);
  } catch (error) {
    return error instanceof Refusal ? { kind: error.kind, facts: error.facts } : error;
  }
}

describe('every form that rdiff-backup knows means the session that it would take', () => {
  it.each([
    ['now', 4],
    ['0B', 4],
    ['1D', 4],
    ['1B', 3],
    ['36h', 3],
    ['2D', 3],
    ['2B', 2],
    ['2026/02/27', 2],
    ['02/27/2026', 2],
    ['2-27-2026', 2],
    ['2026-02/27', 2],
    ['3B', 1],
    ['99B', 1],
    ['3D12h', 1],
    ['1W', 1],
    ['1M', 1],
    ['1Y', 1],
    ['2026-02-26', 1],
    ['2026-02-27T06:13:20Z', 3],
    ['2026-02-27T07:13:20+01:00', 3],
    ['2026-02-27T06:13:20', 3],
    ['2026-02-27T06:13:19Z', 2],
    ['2026-02-27T06-13-20Z', 3],
    ['1772172800', 3],
    ['1772172799', 2],
    ['Fri Feb 27 06:13:20 2026', 3],
    ['mon feb 27 6:13:20 2026', 3],
    ['0', 1],
    ['2099-12-31', 4],
    ['99999999999999999999', 4],
  ])('%s: session %i', (text, session) => {
    expect(used(text)).toBe(session);
  });

  it('counts a newest session that lies in the future for nB, and not for now', () => {
    expect([used('0B', { now: daily[2]! }), used('now', { now: daily[2]! })]).toEqual([4, 3]);
  });

  it('gives a time without a zone the offset of this moment, as the tool does, not that of its own day', () => {
    expect(moment('2026-01-15T12:00:00', 'Europe/Berlin')).toBe('2026-01-15T10:00:00.000Z');
    expect(moment('2026-01-15', 'Europe/Berlin')).toBe('2026-01-14T22:00:00.000Z');
    expect(moment('2026-01-15', 'America/St_Johns')).toBe('2026-01-15T02:30:00.000Z');
  });

  it('reads an offset of half an hour west of UTC as the tool writes it', () => {
    expect(moment('2026-01-15T12:00:00-04:30', 'UTC')).toBe('2026-01-15T15:30:00.000Z');
  });

  it('lets a day that the month does not have run on, as the tool does', () => {
    expect(moment('2026-02-30', 'UTC')).toBe('2026-03-02T00:00:00.000Z');
  });

  it('reads a long date by the clock of its own day', () => {
    expect(moment('Thu Jan 15 12:00:00 2026', 'Europe/Berlin')).toBe('2026-01-15T11:00:00.000Z');
  });

  it.each([
    ['the second of two passes where only that has a session', ['00:20', '01:30'], 'Sun Oct 25 02:30:00 2026', '01:30'],
    ['the one that the tool takes where both have', ['00:30', '01:30'], 'Sun Oct 25 02:30:00 2026', '01:30'],
    ['the first where none is', ['00:30', '01:00', '01:31'], 'Sun Oct 25 02:30:00 2026', '00:30'],
    ['the same for a session of the first that was named otherwise', ['00:30', '01:30'], '2026-10-25 02:30', '00:30'],
    ['the only pass of any other time', ['00:30', '01:30', '02:30'], 'Sun Oct 25 03:30:00 2026', '02:30'],
  ])('reads a long date as %s', (_, sessions, text, taken) => {
    const berlin = {
      sessions: sessions.map((time) => at(`2026-10-25T${time}:00Z`)),
      now: at('2026-10-26T00:00:00Z'),
      zone: 'Europe/Berlin',
    };
    expect(new Date(resolveMoment(text, berlin) * 1000).toISOString()).toBe(`2026-10-25T${taken}:00.000Z`);
  });

  it('reads it west of Greenwich as the first pass where both have a session, as the tool does', () => {
    const passes = [at('2026-11-01T05:30:00Z'), at('2026-11-01T06:30:00Z')];
    const newYork = { now: at('2026-11-02T00:00:00Z'), zone: 'America/New_York' };
    expect(resolveMoment('Sun Nov  1 01:30:00 2026', { sessions: passes, ...newYork })).toBe(passes[0]);
    expect(resolveMoment('Sun Nov  1 01:30:00 2026', { sessions: [0, ...passes.slice(1)], ...newYork })).toBe(passes[1]);
  });
});

describe('moments as people write them are those of the clock on that day', () => {
  it.each([
    ['today', 'Asia/Tokyo', '2026-07-28T15:00:00.000Z'],
    ['today 09:00', 'Asia/Tokyo', '2026-07-29T00:00:00.000Z'],
    ['yesterday', 'Asia/Tokyo', '2026-07-27T15:00:00.000Z'],
    ['Yesterday 14:00', 'Asia/Tokyo', '2026-07-28T05:00:00.000Z'],
    ['yesterday 14:00:30', 'America/New_York', '2026-07-27T18:00:30.000Z'],
    ['昨日 14:00', 'Asia/Tokyo', '2026-07-28T05:00:00.000Z'],
    ['昨日　１４：００', 'Asia/Tokyo', '2026-07-28T05:00:00.000Z'],
    ['今日', 'Asia/Tokyo', '2026-07-28T15:00:00.000Z'],
    ['一昨日9:05', 'Asia/Tokyo', '2026-07-27T00:05:00.000Z'],
    ['2026-07-28 14:00', 'Asia/Tokyo', '2026-07-28T05:00:00.000Z'],
    ['2026-07-28 14:00:30', 'Asia/Tokyo', '2026-07-28T05:00:30.000Z'],
    ['2026-07-28T14:00', 'Asia/Tokyo', '2026-07-28T05:00:00.000Z'],
    ['2026/7/8 4:00', 'Asia/Tokyo', '2026-07-07T19:00:00.000Z'],
    ['2026-01-15 12:00', 'Europe/Berlin', '2026-01-15T11:00:00.000Z'],
  ])('%s in %s: %s', (text, zone, means) => {
    expect(moment(text, zone)).toBe(means);
  });

  it('takes the first of two passes, and the moment of the jump for a time that is left out', () => {
    expect(moment('2026-10-25 02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(moment('2026-03-29 02:30', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
  });

  it('counts days on the calendar, also over one of 23 hours', () => {
    expect(moment('yesterday 00:30', 'Europe/Berlin', at('2026-03-29T22:30:00Z'))).toBe('2026-03-28T23:30:00.000Z');
    expect(moment('yesterday 12:00', 'Europe/Berlin', at('2026-03-30T00:30:00Z'))).toBe('2026-03-29T10:00:00.000Z');
  });
});

describe('what neither rdiff-backup nor a person would write is refused with its text', () => {
  it.each([
    ...['', ' ', 'bogus', '27/02/2026', '1772172800.5', '-1D', '1d', 'D', '3D 12h', '3DB', '1.5Y', '1B1D', 'B', '３B', '1e5'],
    ...['2026-02-27T06:13:20+0100', '2026-02-27T06:13:20.000Z', '2026-02-27T24:00:00Z', '2026-02-27T06:60:00Z', '2026-13-01', '1900-01-01'],
    ...['2026-02-27T06:13:20z', '2026-2-27T6:13:20Z', '2100-01-01', '2026-02-32', '2026-00-10', 'Feb 27 2026', 'Fri Feb 30 06:13:20 2026'],
    ...['yesterday 25:00', 'yesterday 14', 'tomorrow', 'today 9:0', '2026-02-30 10:00', '2026-02-27 24:00', '2026-02-27 6:60', '明日'],
    ...['now ', 'NOW', '2026-02-27 06:13:20Z', 'Fri Foo 27 06:13:20 2026', 'constructor', '__proto__ 10:00'],
  ])('%s', (text) => {
    expect(refused(text)).toEqual({ kind: 'invalid', facts: { field: 'at', reason: 'moment', value: text } });
  });

  it('whatever it is: a session or a refusal, never anything else', () => {
    const pieces = fc.constantFrom(
      '2026',
      '02',
      '-',
      '/',
      'T',
      ':',
      ' ',
      '7',
      '30',
      'Z',
      '+09:00',
      'B',
      'D',
      'today',
      '昨日',
      '\n',
      '0'.repeat(40),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        const answer = ((): unknown => {
          try {
            return resolveMoment(parts.join(''), known);
          } catch (error) {
            return error instanceof Refusal ? daily[0] : error;
          }
        })();
        expect(daily).toContain(answer);
      }),
    );
  });

  it('is refused as well when there is no session at all', () => {
    expect(() => resolveMoment('now', { ...known, sessions: [] })).toThrow(Refusal);
  });
});

describe('where only those sessions are listed that the next one differs from', () => {
  const among = (text: string) => resolveAmongListed(text, { ...known, sessions: [1000, 3000, 4000] });
  it.each([
    ['between two of them it is the moment itself: a session that changed nothing may lie there', '2500', 2500],
    ['at one of them it is that one', '3000', 3000],
    ['behind the newest it is the newest', '5000', 4000],
    ['before the first it is the first, as the tool has it', '1', 1000],
    ['the newest needs no counting', '0B', 4000],
    ['what must be counted is not known', '2B', undefined],
  ])('%s', (_, text, wanted) => {
    expect(among(text)).toBe(wanted);
  });
});
