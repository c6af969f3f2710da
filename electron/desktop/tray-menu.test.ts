import { describe, expect, it } from 'vitest';
import type { JobStatus, Level, Status } from '../contract/requests.ts';
import { sampleRun, sampleSession } from '../contract/samples.testing.ts';
import { createWords } from '../contract/words/translate.ts';
import { trayModel, type MenuEntry } from './tray-menu.ts';

const now = Date.UTC(2026, 10, 22, 18);
const jobStatus = (name: string, level: Level, change: Partial<JobStatus> = {}): JobStatus => ({
  name,
  from: '/srv',
  to: '/backup',
  level,
  lastGood: { run: 7, endedAt: now - 6 * 3_600_000, session: sampleSession() },
  last: sampleRun(),
  active: null,
  target: 26 * 3_600_000,
  days: [],
  next: null,
  pause: null,
  proven: null,
  ...change,
});
const worst = (jobs: JobStatus[]): Level | null =>
  (['at-risk', 'attention', 'protected'] as const).find((level) => jobs.some((job) => job.level === level)) ?? null;
const statusOf = (...jobs: JobStatus[]): Status => ({ level: worst(jobs), jobs, incidents: [], pause: null, notices: [] });
const model = (status: Status, language: 'en' | 'ja' = 'en') => trayModel(createWords(language), language, status, now);
const working = { active: sampleRun({ state: 'running', outcome: null }) };

/** The menu as lines of text, submenus indented. */
const lines = (entries: readonly MenuEntry[], indent = ''): string[] =>
  entries.flatMap((entry) => {
    if (entry.kind === 'separator') return [`${indent}---`];
    if (entry.kind === 'item') return [`${indent}${entry.label}${entry.action ? ` -> ${JSON.stringify(entry.action)}` : ''}`];
    return [`${indent}${entry.label}`, ...lines(entry.entries, `${indent}  `)];
  });

describe('the icon', () => {
  it.each([
    [
      'the worst level of all jobs',
      statusOf(jobStatus('a', 'protected'), jobStatus('b', 'at-risk'), jobStatus('c', 'attention')),
      'at-risk',
    ],
    ['attention', statusOf(jobStatus('a', 'protected'), jobStatus('c', 'attention')), 'attention'],
    ['protected when all are', statusOf(jobStatus('a', 'protected')), 'protected'],
    ['working while any run is active', statusOf(jobStatus('a', 'protected', working), jobStatus('b', 'at-risk')), 'working'],
    ['paused without a job', statusOf(), 'paused'],
  ] as const)('is %s', (_, status, icon) => {
    expect(model(status).icon).toBe(icon);
  });
});

describe('the menu', () => {
  it('has the headline, each job with its state and what can be done, and the way in and out', () => {
    const { tooltip, menu } = model(statusOf(jobStatus('files', 'protected', working), jobStatus('mail1', 'at-risk', { lastGood: null })));
    expect(tooltip).toBe('mail1 is at risk: it has no good backup yet.');
    expect(lines(menu)).toEqual([
      'mail1 is at risk: it has no good backup yet.',
      '---',
      'mail1 · at risk · no good backup yet',
      '  Back up now -> {"do":"start-run","job":"mail1"}',
      '  Restore… -> {"do":"open","target":{"screen":"restore","job":"mail1","at":null,"paths":[]}}',
      '  Open -> {"do":"open","target":{"screen":"job","job":"mail1"}}',
      'files · working · 6 hours ago',
      '  Cancel -> {"do":"cancel-run","job":"files","run":7}',
      '  Restore… -> {"do":"open","target":{"screen":"restore","job":"files","at":null,"paths":[]}}',
      '  Open -> {"do":"open","target":{"screen":"job","job":"files"}}',
      '---',
      'Restore…',
      '  files -> {"do":"open","target":{"screen":"restore","job":"files","at":null,"paths":[]}}',
      '  mail1 -> {"do":"open","target":{"screen":"restore","job":"mail1","at":null,"paths":[]}}',
      'Pause all',
      '  for 1 hour -> {"do":"pause","length":"1h"}',
      '  for 4 hours -> {"do":"pause","length":"4h"}',
      '  until tomorrow 08:00 -> {"do":"pause","length":"tomorrow"}',
      '  until I resume it -> {"do":"pause","length":"resumed"}',
      '---',
      'Open -> {"do":"open"}',
      'Quit -> {"do":"quit"}',
    ]);
  });

  it('says when a job is due next, and leads out of a pause', () => {
    const next = now + 6 * 3_600_000;
    const pause = { job: null, since: now, until: next };
    const due = lines(model(statusOf(jobStatus('a', 'protected', { next }))).menu);
    expect(due[3]).toMatch(/^ {2}Next: (today|tomorrow) \d\d:\d\d$/);
    const paused = model({ ...statusOf(jobStatus('a', 'protected', { next, pause })), pause });
    expect(paused.icon).toBe('paused');
    expect(lines(paused.menu)[3]).toMatch(/^ {2}paused until (today|tomorrow) \d\d:\d\d$/);
    expect(lines(paused.menu).find((line) => line.includes('resume'))).toMatch(
      /^Resume \(paused until .*\) -> \{"do":"resume","job":null\}$/,
    );
    const own = model(statusOf(jobStatus('a', 'at-risk', { pause: { job: 'job-0000000b', since: now, until: null } })));
    expect(own.icon).toBe('at-risk');
    expect(lines(own.menu)).toContain('  Resume -> {"do":"resume","job":"a"}');
  });

  it('is short without jobs', () => {
    expect(lines(model(statusOf()).menu)).toEqual([
      'Nothing is protected yet: there is no job.',
      '---',
      'Open -> {"do":"open"}',
      'Quit -> {"do":"quit"}',
    ]);
  });

  it('speaks Japanese', () => {
    const { menu } = model(statusOf(jobStatus('会計', 'protected')), 'ja');
    expect(lines(menu).map((line) => line.split(' -> ')[0])).toEqual([
      '1 件のジョブはすべて保護されています。',
      '---',
      '会計・保護・6 時間前',
      '  今すぐバックアップ',
      '  復元…',
      '  開く',
      '---',
      '復元…',
      'すべて一時停止',
      '  1 時間',
      '  4 時間',
      '  明日 08:00 まで',
      '  再開するまで',
      '---',
      '開く',
      '終了',
    ]);
  });

  it('shows the twenty worst of two hundred jobs, those at work first among equals, and how many more there are', () => {
    const jobs = Array.from({ length: 200 }, (_, index) => jobStatus(`job ${index}`, index % 50 === 49 ? 'at-risk' : 'protected'));
    const { menu } = model(statusOf(...jobs, jobStatus('busy', 'protected', working)));
    const labels = menu.flatMap((entry) => (entry.kind === 'submenu' && entry.label.includes(' · ') ? [entry.label.split(' · ')[0]] : []));
    expect(labels.slice(0, 6)).toEqual(['job 49', 'job 99', 'job 149', 'job 199', 'busy', 'job 0']);
    expect(labels.length).toBe(20);
    expect(lines(menu)).toContain('181 more -> {"do":"open","target":{"screen":"overview"}}');
  });

  it('shows hostile text harmlessly (L10)', () => {
    const cause = sampleRun({ outcome: { kind: 'failed', cause: 'unknown', facts: { line: 'a\nb\u202ec & _d' } } });
    const { menu, tooltip } = model(statusOf(jobStatus('a\u202eb', 'attention', { last: cause })));
    expect(tooltip).toBe('a\\u{202e}b needs attention: rdiff-backup failed: a\\u{a}b\\u{202e}c & _d.');
    expect(
      lines(menu)
        .map((line) => line.split(' -> ')[0])
        .join(''),
    ).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('does not say that a backup will have been made', () => {
    const future = { lastGood: { run: 7, endedAt: now + 5000, session: sampleSession() } };
    expect(lines(model(statusOf(jobStatus('a', 'protected', future))).menu)).toContain('a · protected · just now');
  });
});
