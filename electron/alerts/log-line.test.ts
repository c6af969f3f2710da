import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OutcomeKind } from '../contract/outcome.ts';
import { sampleRun } from '../contract/samples.testing.ts';
import { SkipReason } from '../contract/schedule.ts';
import { visible } from '../contract/words/visible.ts';
import { lineOfRun, lineOfSkip } from './log-line.ts';

beforeEach(() => vi.stubEnv('TZ', 'Asia/Tokyo'));
afterEach(() => vi.unstubAllEnvs());

const endedAt = Date.UTC(2026, 10, 21, 17, 30, 41);
const web1 = { from: 'web1:/var/www', to: '/backup/var/www', endedAt };
const refused = { cause: 'refused', facts: { address: '192.0.2.7', port: 22 } } as const;

describe('a run is one line as the scripts before wrote it', () => {
  it('that succeeded', () => {
    expect(lineOfRun(sampleRun(web1))).toBe('2026-11-22 02:30:41 rdiff-backup succeeded From web1::/var/www To /backup/var/www');
  });
  it('that failed, with its reason in English', () => {
    expect(lineOfRun(sampleRun({ ...web1, outcome: { kind: 'failed', ...refused } }))).toBe(
      '2026-11-22 02:30:41 rdiff-backup failed From web1::/var/www To /backup/var/www : 192.0.2.7 refused the connection on port 22',
    );
  });
  it('whatever it came to', () => {
    const words = OutcomeKind.options.map(
      (kind) =>
        /rdiff-backup (.*?) From/.exec(
          lineOfRun(
            sampleRun({ ...web1, outcome: { kind, ...(kind === 'ok' || kind === 'recovered' ? { cause: null, facts: {} } : refused) } }),
          ),
        )?.[1],
    );
    expect(words).toEqual([
      'succeeded',
      'succeeded',
      'incomplete',
      'suspicious',
      'failed',
      'did not begin',
      'stuck',
      'interrupted',
      'cancelled',
    ]);
  });
  it('that pushes to a host, and one that stays on this machine', () => {
    const words = (from: string, to: string) => lineOfRun(sampleRun({ ...web1, from, to })).slice(43);
    expect([words('/a:b', 'nas:/b:c'), words('/a', '/b')]).toEqual(['From /a:b To nas::/b:c', 'From /a To /b']);
  });
  it.each([
    [[1, 2, 3], 'removed 3 sessions'],
    [[1], 'removed 1 session'],
  ])('that removed %j', (removed, words) => {
    expect(lineOfRun(sampleRun({ ...web1, action: 'remove', removed }))).toContain(` rdiff-backup ${words} From web1::`);
  });
  it('a removal that failed is not taken for a backup that failed', () => {
    const failed = sampleRun({ ...web1, action: 'remove', outcome: { kind: 'failed', ...refused } });
    expect(lineOfRun(failed)).toContain(' rdiff-backup removal failed From web1::');
  });
  it('that restored or tried to is not taken for a backup', () => {
    const places = { ...web1, from: '/backup/var/www', to: 'web2:/srv' };
    expect(lineOfRun(sampleRun({ ...places, action: 'restore' })).slice(20)).toBe(
      'rdiff-backup restore succeeded From /backup/var/www To web2::/srv',
    );
    expect(lineOfRun(sampleRun({ ...web1, action: 'drill', outcome: { kind: 'failed', ...refused } }))).toContain(
      ' rdiff-backup drill failed From web1::/var/www To /backup/var/www : ',
    );
  });
});

describe('a due time that was let pass is one line, too (I3)', () => {
  it.each(SkipReason.options)('because of %s', (reason) => {
    expect(lineOfSkip({ at: endedAt, reason }, web1)).toMatch(
      /^2026-11-22 02:30:41 rdiff-backup skipped From web1::\/var\/www To \/backup\/var\/www : [\w ]+$/,
    );
  });
});

describe('whatever a server or a path holds, one run is one line (attack row N6)', () => {
  it('what is active is shown', () => {
    const line = 'x\n2026-11-22 02:30:42 rdiff-backup succeeded From a To b\u2028\u001b[2J\u202e';
    const run = sampleRun({ ...web1, from: '/a\u2029b', outcome: { kind: 'failed', cause: 'unknown', facts: { line } } });
    expect(lineOfRun(run)).toBe(
      '2026-11-22 02:30:41 rdiff-backup failed From /a\\u{2029}b To /backup/var/www : rdiff-backup failed: ' +
        'x\\u{a}2026-11-22 02:30:42 rdiff-backup succeeded From a To b\\u{2028}\\u{1b}[2J\\u{202e}',
    );
  });

  const hostile = fc.string({
    unit: fc.oneof(
      fc.constantFrom('\n', '\r', '\u001b', '\u2028', '\u202e', 'あ', '👍', '\\', '{', 'a'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 3000,
    size: 'max',
  });
  it('no line ends early or exceeds 4 KiB, and no escape is cut', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (from, to, text) => {
        const run = sampleRun({ ...web1, from, to: `/${to}`, outcome: { kind: 'failed', cause: 'unknown', facts: { line: text } } });
        const line = lineOfRun(run);
        expect(visible(line)).toBe(line);
        expect(Buffer.byteLength(`${line}\n`)).toBeLessThanOrEqual(4096);
        // Where a part was cut, what stands before the mark is whole characters of what would have stood there.
        const [, shown = ''] = / To (.*?)… : /s.exec(line) ?? [];
        expect(visible(`/${to}`).startsWith(shown)).toBe(true);
        expect(shown.replace(/\\u\{[0-9a-f]+\}/g, '')).not.toMatch(/\\u\{?[0-9a-f]{0,6}$/);
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });
});
