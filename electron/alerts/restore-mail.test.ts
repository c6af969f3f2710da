import { describe, expect, it } from 'vitest';
import type { Damaged, RestoreOrder, RestoreReport } from '../contract/restore.ts';
import type { Run } from '../contract/run.ts';
import { sampleReport, sampleRun } from '../contract/samples.testing.ts';
import { formatTimeExact, type Language } from '../contract/words/format.ts';
import { createWords } from '../contract/words/translate.ts';
import { restoreMail } from './restore-mail.ts';

/** 2:31 of 15 November. */
const session = new Date(2026, 10, 15, 2, 31).getTime() / 1000;
const order = (change: Partial<RestoreOrder> = {}): RestoreOrder => ({
  ...{ session, paths: [''], to: 'web2:/srv/www', exact: false, special: false, withoutLinks: false, of: null, drill: null, mail: true },
  renamed: null,
  confirmed: { replace: 0, remove: 0 },
  ...change,
});
const report = (change: Partial<RestoreReport> = {}) =>
  sampleReport({ session, to: 'web2:/srv/www', path: '/srv/www', bytes: 310_400_000, ms: 9000, copyMs: 8000, ...change });
const restored = (change: Partial<Run>) =>
  sampleRun({ action: 'restore', from: '/backup/www', to: 'web2:/srv/www', session: null, restore: order(), report: report(), ...change });
const mailed = (run: Run, language: Language = 'en') => restoreMail({ t: createWords(language), language, now: 0 }, run, 'desk');

const damaged: Damaged[] = [
  { path: 'docs/a\n-- \n\u202eb\u001b[2J', why: 'hash', nearest: { session: session - 86_400, older: true, proved: true } },
  { path: 'caf\udce9', why: 'missing', nearest: null },
];
const inPart = restored({
  restore: order({ paths: ['docs', 'caf\udce9'] }),
  report: report({
    ...{ verified: 90, unrecorded: 8, damaged, damagedCount: 2 },
    ...{ created: 1, replaced: 97, aside: '/srv/www.before-2026-11-22', undo: 'possible' },
  }),
  outcome: { kind: 'incomplete', cause: 'files-damaged', facts: { count: 2 } },
});
const exactly = (language: Language, daysAgo = 0) => formatTimeExact((session - daysAgo * 86_400) * 1000, language);

describe('the report of a restore as a mail', () => {
  it('says what, as of when, from where to where, how fast, how proved, what is damaged, and how it is put back', () => {
    expect(mailed(inPart)).toEqual({
      subject: '[modosu] www → web2:/srv/www: restore incomplete',
      text: `98 of 100 files are back as they were on 15 Nov 2026, 02:31. 2 things could not be brought back whole. Everything else is whole. Another session may still have the damaged files as they were then.

What:
  docs
  caf\\u{dce9}
Session: ${exactly('en')}
From: /backup/www
To: web2:/srv/www
Run: 7

90 of 100 files verified · 8 without a recorded hash · 310 MB in 9 sec · 38.8 MB a second
created 1 · replaced 97 · moved aside 0 · already the same 0

What was there before is kept in /srv/www.before-2026-11-22
To put it back: modosu undo 7

2 things could not be brought back as they were
  docs/a\\u{a}-- \\u{a}\\u{202e}b\\u{1b}[2J: does not match its recorded hash; a good version, read and matching its recorded hash, in the session of ${exactly('en', 1)} before it
  caf\\u{dce9}: missing in the repository

-- 
Modosu on desk
`,
    });
  });

  it('the same in Japanese', () => {
    expect(mailed(inPart, 'ja')).toEqual({
      subject: '[modosu] www → web2:/srv/www: 復元（不完全）',
      text: `100 ファイル中 98 ファイルを 2026年11月15日 02:31 の状態に復元しました。2 件は当時のとおりに復元できませんでした。ほかはすべて無事です。壊れているファイルも、別の世代には当時の内容が残っているかもしれません。

対象:
  docs
  caf\\u{dce9}
世代: ${exactly('ja')}
リポジトリ: /backup/www
復元先: web2:/srv/www
実行: 7

100 ファイル中 90 ファイルを照合済み · ハッシュの記録なし 8 · 310 MB、9 秒 · 毎秒 38.8 MB
作成 1 · 置き換え 97 · 退避 0 · すでに同じ 0

以前あったものは /srv/www.before-2026-11-22 に残してあります
復元前に戻すには：modosu undo 7

当時のとおりに復元できなかったもの 2 件
  docs/a\\u{a}-- \\u{a}\\u{202e}b\\u{1b}[2J：記録されたハッシュと一致しません。それより前の ${exactly('ja', 1)} の世代に無事な版があります（読み取って照合済み）
  caf\\u{dce9}：リポジトリにありません

-- 
desk の Modosu
`,
    });
  });

  it('names a hundred damaged files of the longest names, and still ends with what it is', () => {
    const many = Array.from({ length: 100 }, (_, at): Damaged => ({ ...damaged[0]!, path: `${'\u{1f469}\u200d'.repeat(2000)}-${at}.txt` }));
    const paths = many.map(({ path }) => path);
    for (const language of ['en', 'ja'] as const) {
      const { text } = mailed(restored({ restore: order({ paths }), report: report({ damaged: many, damagedCount: 461 }) }), language);
      expect(many.map((_, at) => text.includes(`-${at}.txt: does`) || text.includes(`-${at}.txt：`))).toEqual(many.map(() => true));
      expect([text.length < 60_000, text.isWellFormed(), /361(?: more| 件)\n\n-- \n.*desk.*\n$/.test(text)]).toEqual([true, true, true]);
    }
  });

  it('has a subject of one line, whatever the place is called (N1)', () => {
    const { subject } = mailed(restored({ report: report({ to: `/srv/a\r\nBcc: x@example.org\u2028${'b'.repeat(500)}` }) }));
    expect([/[\p{Cc}\u2028\u2029]/u.test(subject), subject.length, subject.endsWith('bbb: restore succeeded')]).toEqual([false, 180, true]);
  });

  it.each<[string, Partial<Run>, string, string[]]>([
    [
      'a restore that could not begin',
      { report: null, outcome: { kind: 'failed', cause: 'disk-full', facts: {} } },
      'restore failed',
      [
        'Nothing was restored: the disk of web2:/srv/www is full. Make room there; nothing is deleted by itself.',
        `What: Everything\nSession: ${exactly('en')}\nFrom: /backup/www\nTo: web2:/srv/www\nRun: 7`,
      ],
    ],
    [
      'one that was cancelled',
      { report: null, outcome: { kind: 'cancelled', cause: 'by-user', facts: {} } },
      'restore cancelled',
      [
        'Nothing was restored: you cancelled it. Nothing at the target was changed. Start it again.',
        `What: Everything\nSession: ${exactly('en')}\nFrom: /backup/www\nTo: web2:/srv/www\nRun: 7`,
      ],
    ],
    [
      'what was put back',
      { action: 'undo', report: report({ removed: 1, replaced: 97 }) },
      'put back succeeded',
      [
        'Everything in web2:/srv/www is again as it was before the restore.',
        `Session: ${exactly('en')}\nFrom: /backup/www\nTo: web2:/srv/www\nRun: 7`,
        'brought back 97, took away 1',
      ],
    ],
    [
      'a drill',
      { action: 'drill', to: '/backup/www', restore: order({ drill: 'sample' }), report: report({ to: null, wholeMs: 660_000 }) },
      'trial restore succeeded',
      [
        '100 files were restored on trial as they were on 15 Nov 2026, 02:31, and all are intact. Everything would take about 11 min.',
        `What: A sample\nSession: ${exactly('en')}\nFrom: /backup/www\nRun: 7`,
        '100 of 100 files verified · 310 MB in 9 sec · 38.8 MB a second\nRestoring everything would take about 11 min',
      ],
    ],
  ])('%s', (_, change, word, parts) => {
    const { subject, text } = mailed(restored(change));
    expect([subject.split(': ').at(-1), text.split('\n\n').slice(0, -1)]).toEqual([word, parts]);
  });

  it('one that broke off while things were put in place says how that is put back', () => {
    const lost = { kind: 'failed', cause: 'connection-lost', facts: {} } as const;
    const { text } = mailed(restored({ outcome: lost, report: report({ aside: '/srv/.modosu-7-0a0b0c0d', undo: 'possible' }) }));
    expect(text).toContain('broke off while things were being put in place');
    expect(text).toContain('\nWhat was there before is kept in /srv/.modosu-7-0a0b0c0d\nTo put it back: modosu undo 7\n');
  });
});
