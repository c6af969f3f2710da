import { describe, expect, it } from 'vitest';
import type { OutcomeKind } from '../contract/outcome.ts';
import type { Run } from '../contract/run.ts';
import { sampleReport, sampleRun } from '../contract/samples.testing.ts';
import type { Language } from '../contract/words/format.ts';
import { createWords } from '../contract/words/translate.ts';
import { createRunNotices } from './run-notices.ts';

const full = { kind: 'failed', cause: 'disk-full', facts: {} } as const;
const ended = (kind: OutcomeKind, change: Partial<Run> = {}) => sampleRun({ outcome: { ...full, kind }, ...change });
const good = sampleRun({ id: 6 });

function setup({ before = [], language = 'en', wanted = true }: { before?: Run[]; language?: Language; wanted?: boolean } = {}) {
  return createRunNotices({
    words: () => createWords(language),
    language: () => language,
    wanted: () => Promise.resolve(wanted),
    before: () => Promise.resolve(before),
  });
}

describe('a run that did not end well', () => {
  it.each([
    ['failed', 'www: backup failed', 'www：バックアップ失敗'],
    ['incomplete', 'www: backup incomplete', 'www：バックアップ不完全'],
    ['suspicious', 'www: backup suspicious', 'www：バックアップ要注意'],
    ['stuck', 'www: backup stuck', 'www：バックアップ行き詰まり'],
    ['interrupted', 'www: backup interrupted', 'www：バックアップ中断'],
    ['busy', 'www: backup did not begin', 'www：バックアップ開始できず'],
  ] as const)('%s is told at once, with its cause and what to do', async (kind, english, japanese) => {
    const [en, ja] = await Promise.all([setup()(ended(kind)), setup({ language: 'ja' })(ended(kind))]);
    expect(en).toEqual({
      run: 7,
      job: 'job-0000000b',
      title: english,
      body: 'The disk of /backup/www is full. Make room there; nothing is deleted by itself.',
      urgency: 'critical',
      action: 'Show the run',
    });
    expect([ja?.title, ja?.body]).toEqual([
      japanese,
      '/backup/www のディスクがいっぱいです。空きを作ってください。自動では何も削除しません。',
    ]);
  });

  it('is not told when it was a removal: it is no backup, neither a bad one nor the one before a good one', async () => {
    const lost = { action: 'remove', outcome: { kind: 'failed', cause: 'removal-lost', facts: {} } } as const;
    expect(await setup()(sampleRun(lost))).toBeUndefined();
    expect(await setup({ before: [sampleRun({ ...lost, id: 6 }), good] })(sampleRun())).toBeUndefined();
  });

  it('is told once, however often its record changes, and not before it has ended', async () => {
    const notices = setup();
    const told = [
      await notices(ended('failed', { state: 'running', outcome: null })),
      await notices(ended('failed')),
      await notices(ended('failed', { adopted: true })),
      await notices(ended('failed', { id: 8 })),
    ];
    expect(told.map((notice) => notice?.run)).toEqual([undefined, 7, undefined, 8]);
  });

  it('is not told when a person cancelled or accepted it, or wants no notifications', async () => {
    const silent = await Promise.all([
      setup()(ended('cancelled')),
      setup()(ended('suspicious', { accepted: true })),
      setup({ wanted: false })(ended('failed')),
    ]);
    expect(silent).toEqual([undefined, undefined, undefined]);
  });
});

describe('a run that ended well', () => {
  it('is told when the one before did not', async () => {
    const notice = await setup({ before: [ended('failed', { id: 6 }), good] })(sampleRun());
    expect(notice).toMatchObject({
      run: 7,
      title: 'www: backups work again',
      body: 'The last backup succeeded. The one before did not: the disk of /backup/www is full.',
      urgency: 'normal',
    });
  });

  it('looks past what a person cancelled', async () => {
    const cancelled = ended('cancelled', { id: 6 });
    expect((await setup({ before: [cancelled, ended('stuck', { id: 5 })] })(sampleRun()))?.urgency).toBe('normal');
    expect(await setup({ before: [cancelled, good] })(sampleRun())).toBeUndefined();
  });

  it('is silent after a good one, after one a person accepted, and as the first', async () => {
    const before = [
      [good],
      [ended('suspicious', { id: 6, accepted: true })],
      [],
      [sampleRun({ outcome: { kind: 'recovered', cause: null, facts: {} } })],
    ];
    const silent = await Promise.all(before.map((runs) => setup({ before: runs })(sampleRun())));
    expect(silent).toEqual(before.map(() => undefined));
  });
});

describe('a restore that has ended', () => {
  const report = sampleReport({ session: new Date(2026, 10, 15, 2, 31).getTime() / 1000, to: '/srv/www' });
  const restore = (kind: OutcomeKind, change: Partial<Run> = {}) => ended(kind, { action: 'restore', session: null, report, ...change });

  it('is told with what it has brought back, since somebody waits for it', async () => {
    const fine = restore('ok', { outcome: { kind: 'ok', cause: null, facts: {} } });
    expect(await setup({ before: [good] })(fine)).toEqual({
      run: 7,
      job: 'job-0000000b',
      title: 'www: restore finished',
      body: '100 files are back as they were on 15 Nov 2026, 02:31, each checked against its recorded hash.',
      urgency: 'normal',
      action: 'Show the run',
    });
    const japanese = await setup({ language: 'ja' })(fine);
    expect([japanese?.title, japanese?.body]).toEqual([
      'www：復元完了',
      '100 ファイルを 2026年11月15日 02:31 の状態に復元しました。すべて記録されたハッシュと一致しています。',
    ]);
  });

  it.each<[Run['action'], OutcomeKind, string, string]>([
    ['restore', 'failed', 'www: restore failed', 'Nothing was restored: the disk of /backup/www is full. Make room there;'],
    ['undo', 'interrupted', 'www: putting back interrupted', 'Not everything was put back: the disk of'],
    ['verify', 'failed', 'www: verification failed', 'The session was not verified: the disk of'],
  ])('stays on screen when it did not end well: %s %s', async (action, kind, title, body) => {
    const notice = await setup()(restore(kind, { action }));
    expect([notice?.title, notice?.urgency, notice?.body.startsWith(body)]).toEqual([title, 'critical', true]);
  });

  it('is not told when a person cancelled it, wants no notifications, or when it was a drill', async () => {
    const silent = await Promise.all([
      setup()(restore('cancelled')),
      setup({ wanted: false })(restore('failed')),
      setup()(restore('ok', { action: 'drill' })),
      setup()(restore('incomplete', { action: 'drill' })),
    ]);
    expect(silent).toEqual([undefined, undefined, undefined, undefined]);
  });
});

it('shows hostile text harmlessly, and not without end', async () => {
  const hostile = ended('failed', {
    jobName: 'w\u202ewww',
    outcome: { kind: 'failed', cause: 'unknown', facts: { line: `a\nb\u0007${'x'.repeat(5000)}` } },
  });
  const notice = await setup()(hostile);
  expect(notice?.title).toBe('w\\u{202e}www: backup failed');
  expect(notice?.body).toMatch(/^rdiff-backup failed: a\\u\{a\}b\\u\{7\}x+…\. Look at the log\.$/);
  expect(notice?.body.length).toBeLessThan(600);
});
