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
  ...{ session, paths: [''], to: 'web2:/srv/www', exact: false, special: false, of: null, drill: null, mail: true },
  confirmed: { replace: 0, remove: 0 },
  ...change,
});
const report = (change: Partial<RestoreReport> = {}) =>
  sampleReport({ session, to: 'web2:/srv/www', path: '/srv/www', bytes: 310_400_000, ms: 9000, copyMs: 8000, ...change });
const restored = (change: Partial<Run>) =>
  sampleRun({ action: 'restore', from: '/backup/www', to: 'web2:/srv/www', session: null, restore: order(), report: report(), ...change });
const mailed = (run: Run, language: Language = 'en') => restoreMail({ t: createWords(language), language, now: 0 }, run, 'desk');

const damaged: Damaged[] = [
  { path: 'docs/a\n-- \n\u202eb\u001b[2J', why: 'hash', nearest: { session: session - 86_400, older: true } },
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
90 of 100 files verified · 8 without a recorded hash · 310 MB in 9 sec · 39 MB a second
created 1 · replaced 97 · moved aside 0 · already the same 0

What was there before is kept in /srv/www.before-2026-11-22
To put it back: modosu undo 7

2 things could not be brought back as they were
  docs/a\\u{a}-- \\u{a}\\u{202e}b\\u{1b}[2J: does not match its recorded hash; whole in the session of ${exactly('en', 1)} before it
  caf\\u{dce9}: missing in the repository

-- 
Modosu on desk
`,
    });
  });

  it('the same in Japanese', () => {
    expect(mailed(inPart, 'ja')).toEqual({
      subject: '[modosu] www → web2:/srv/www: 復元（不完全）',
      text: ``,
    });
  });
});
