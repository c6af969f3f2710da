import { expect, it } from 'vitest';
import type { Run } from '../contract/run.ts';
import { sampleRun } from '../contract/samples.testing.ts';
import type { Language } from '../contract/words/format.ts';
import { createWords } from '../contract/words/translate.ts';
import { quitWords } from './quit-words.ts';

const run = (jobName: string, action: Run['action'] = 'backup') => sampleRun({ jobName, action });

it.each<[Language, Run[], string, string]>([
  ['en', [run('www')], 'www is being backed up.', 'Cancel the backup'],
  ['en', [run('www'), run('db')], '2 backups are at work: www and db.', 'Cancel the backups'],
  ['en', [run('www', 'restore')], 'www (restore) is at work.', 'Cancel it'],
  ['en', [run('www'), run('www', 'verify')], '2 runs are at work: www (backup) and www (verification).', 'Cancel them'],
  [
    'en',
    ['a', 'b', 'c\u202e', 'd', 'e'].map((name) => run(name, 'drill')),
    '5 runs are at work: a (trial restore), b (trial restore), c\\u{202e} (trial restore), and 2 more.',
    'Cancel them',
  ],
  ['ja', [run('www')], 'バックアップを 1 件実行中です：www。', 'バックアップを中止'],
  ['ja', [run('www'), run('www', 'restore')], '2 件を実行中です：www（バックアップ）、www（復元）。', '実行を中止'],
])('the question at the end names what is at work: %s, %#', (language, runs, message, cancel) => {
  const words = quitWords(createWords(language), language, runs);
  expect([words.message, words.cancel]).toEqual([message, cancel]);
});

it('what becomes of a restore is said where there is one', () => {
  const details = (['backup', 'restore'] as const).map((action) => quitWords(createWords('en'), 'en', [run('www', action)]).detail);
  expect(details[1]).toBe(`${details[0] ?? ''} A restore that is cancelled takes back what it has put in place.`);
});
