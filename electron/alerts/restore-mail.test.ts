import { expect, it } from 'vitest';
import { sampleReport, sampleRun } from '../contract/samples.testing.ts';
import { createWords } from '../contract/words/translate.ts';
import { restoreMail } from './restore-mail.ts';

const saying = { t: createWords('en'), language: 'en', now: 0 } as const;

it('a report is mailed with what came of it, what to do, and every damaged file that is shown', () => {
  const report = sampleReport({
    to: 'web2:/srv/www',
    verified: 99,
    damaged: [{ path: 'docs/a\nb', why: 'hash', nearest: null }],
    damagedCount: 1,
  });
  const outcome = { kind: 'incomplete', cause: 'files-damaged', facts: { count: 1 } } as const;
  const { subject, text } = restoreMail(saying, sampleRun({ action: 'restore', jobName: 'www', report, outcome }), 'desk');
  expect(subject).toBe('[modosu] www → web2:/srv/www: restore incomplete');
  expect(text.split('\n\n').map((part) => part.split('\n')[0])).toEqual([
    'One file cannot be brought back as it was.',
    'Everything else is whole. Another session may still have the damaged files as they were then.',
    expect.stringMatching(/^Session of Sunday, 22 November 2026 at .* → web2:\/srv\/www$/),
    '-- ',
  ]);
  expect(text).toContain('\ndocs/a\\u{a}b: does not match its recorded hash\n');
});

it('a report of a whole one has nothing to explain', () => {
  const { subject, text } = restoreMail(saying, sampleRun({ action: 'drill', jobName: 'www', to: '/b', report: sampleReport() }), 'desk');
  expect(subject).toBe('[modosu] www → /b: trial restore succeeded');
  expect(text.split('\n')[0]).toMatch(/^Session of /);
});
