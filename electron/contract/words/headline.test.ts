import { describe, expect, it } from 'vitest';
import { createWords } from './translate.ts';
import type { JobStatus, Level, Status } from '../requests.ts';
import { sampleRun, sampleSession } from '../samples.testing.ts';
import { headline } from './headline.ts';

const now = Date.UTC(2026, 10, 22, 12);
const day = 86_400_000;

const job = (name: string, level: Level, change: Partial<JobStatus> = {}): JobStatus => ({
  name,
  from: '/srv',
  to: '/backup',
  level,
  lastGood: { run: 1, endedAt: now - 3 * day, session: sampleSession() },
  last: null,
  active: null,
  target: day,
  days: [],
  next: null,
  proven: null,
  pause: null,
  ...change,
});
const status = (...jobs: JobStatus[]): Status => ({
  level: (['at-risk', 'attention', 'protected'] as const).find((level) => jobs.some((each) => each.level === level)) ?? null,
  jobs,
  incidents: [],
  pause: null,
  notices: [],
});
const refused = sampleRun({ outcome: { kind: 'failed', cause: 'refused', facts: { address: '192.0.2.7', port: 22 } } });

describe('how everything stands, as one sentence', () => {
  it.each<[Status, string, string]>([
    [status(), 'Nothing is protected yet: there is no job.', 'まだ何も保護されていません。ジョブがありません。'],
    [status(job('a', 'protected')), 'The job is protected.', '1 件のジョブはすべて保護されています。'],
    [
      status(job('mail1', 'at-risk'), job('b', 'protected')),
      'mail1 is at risk: no good backup for 3 days.',
      'mail1 が危険な状態です。正常なバックアップが 3 日ありません。',
    ],
    [
      status(job('new', 'at-risk', { lastGood: null })),
      'new is at risk: it has no good backup yet.',
      'new が危険な状態です。正常なバックアップがまだありません。',
    ],
    [
      status(job('web', 'attention', { last: refused })),
      'web needs attention: 192.0.2.7 refused the connection on port 22.',
      'web に確認が必要です。192.0.2.7 のポート 22 で接続を拒否されました。',
    ],
    [
      status(...['a', 'b', 'c', 'd', 'e'].map((name) => job(name, 'at-risk'))),
      '5 jobs are at risk: a, b, c, and 2 more.',
      '5 件のジョブが危険な状態です：a、b、c、ほか 2 件。',
    ],
    [
      status(job('x'.repeat(64), 'at-risk'), job('web', 'at-risk')),
      `2 jobs are at risk: ${'x'.repeat(27)}… and web.`,
      `2 件のジョブが危険な状態です：${'x'.repeat(27)}…、web。`,
    ],
  ])('%#', (given, english, japanese) => {
    expect(headline(createWords('en'), 'en', given, now)).toBe(english);
    expect(headline(createWords('ja'), 'ja', given, now)).toBe(japanese);
  });

  it('a name cannot turn the sentence around (attack row L2)', () => {
    expect(headline(createWords('en'), 'en', status(job('a‮b', 'at-risk')), now)).toContain('a\\u{202e}b');
  });
});
