import { describe, expect, it } from 'vitest';
import type { Damaged } from '../contract/restore.ts';
import { sampleReport } from '../contract/samples.testing.ts';
import { judgeDrill, type OlderTried } from './judge-drill.ts';

const damaged = { path: 'a', why: 'hash', nearest: null } as const;
const older = (change: Partial<OlderTried> = {}): OlderTried => ({
  ...{ states: 50, verified: 50, unrecorded: 0, bytes: 500, damaged: [], damagedCount: 0, sessions: 4 },
  ...change,
});
const times = { ms: 3000, copyMs: 1500, wholeMs: 60_000 };

describe('a drill is told by what came back (I2, fault rows B3, B4, B5)', () => {
  it.each<[string, unknown[], Partial<ReturnType<typeof sampleReport>>, OlderTried | null]>([
    ['a sample that is whole', ['ok', null, '100/100 0 0 null'], {}, null],
    ['everything is whole', ['ok', null, '150/150 0 0 4'], {}, older()],
    ['damage in the newest session', ['incomplete', 'files-damaged', '99/100 0 1 null', 1], { verified: 99, damagedCount: 1 }, null],
    ['damage in an older one', ['incomplete', 'files-damaged', '149/150 0 1 4', 1], {}, older({ verified: 49, damagedCount: 1 })],
    ['a listing that cannot be read', ['incomplete', 'files-damaged', '150/150 0 1 3', 1], {}, older({ damagedCount: 1, sessions: 3 })],
    ['damage everywhere', ['failed', 'nothing-restored', '0/100 0 100 null', 100], { verified: 0, damagedCount: 100 }, null],
    ['files without a digest', ['incomplete', 'files-unrecorded', '90/100 10 0 null', 10], { verified: 90, unrecorded: 10 }, null],
    [
      'damage beside those',
      ['incomplete', 'files-damaged', '89/100 10 1 null', 1],
      { verified: 89, unrecorded: 10, damagedCount: 1 },
      null,
    ],
    [
      'damage beside nothing but those',
      ['incomplete', 'files-damaged', '0/100 99 1 null', 1],
      { verified: 0, unrecorded: 99, damagedCount: 1 },
      null,
    ],
    ['files that nobody tells of', ['failed', 'unknown', '99/100 0 0 null', '99 / 100'], { verified: 99 }, null],
    ['an empty job', ['ok', null, '0/0 0 0 null'], { verified: 0, ofFiles: 0 }, null],
  ])('%s', (_, expected, newest, before) => {
    const { outcome, report } = judgeDrill({ newest: sampleReport(newest), older: before, ...times });
    const { verified, ofFiles, unrecorded, damagedCount, sessions } = report;
    const told = Object.entries(outcome.facts).flatMap(([fact, value]) => (fact === 'session' ? [] : [value]));
    expect([outcome.kind, outcome.cause, `${verified}/${ofFiles} ${unrecorded} ${damagedCount} ${String(sessions)}`, ...told]).toEqual(
      expected,
    );
  });
});

it('a list of the newest session that cannot be read is told once, however often it was found', () => {
  const [list, other] = ['a', 'b'].map((file): Damaged => ({ path: '', why: 'attributes', session: 9, file, nearest: null }));
  const newest = sampleReport({ damaged: [list as Damaged], damagedCount: 1 });
  const tried = older({ damaged: [list as Damaged, other as Damaged], damagedCount: 2, sessions: 2 });
  const { outcome, report } = judgeDrill({ newest, older: tried, ...times });
  expect(outcome).toMatchObject({ kind: 'incomplete', cause: 'attributes-unread', facts: { count: 2 } });
  expect([report.damaged, report.damagedCount]).toEqual([[list, other], 2]);
});

it('the report of a drill names the first hundred damaged things, those of the newest session first', () => {
  const newest = sampleReport({ damaged: [damaged], damagedCount: 1, verified: 99, to: '/x', path: '/x' });
  const more = Array.from({ length: 100 }, () => ({ ...damaged, path: 'b', session: 5 }));
  const { report } = judgeDrill({ newest, older: older({ damaged: more, damagedCount: 120, verified: 0 }), ...times });
  expect({ ...report, damaged: report.damaged.length }).toEqual({
    ...newest,
    ...{ to: null, path: null, bytes: 5500, verified: 99, ofFiles: 150, damaged: 100, damagedCount: 121, sessions: 4, ...times },
  });
  expect(report.damaged[0]).toEqual(damaged);
});
