import { describe, expect, it } from 'vitest';
import { Removal } from '../requests.ts';
import { sampleRun } from '../samples.testing.ts';
import { removalOutcome, removalSentence } from './removal-words.ts';
import { failureSentence, fixSentence } from './sentences.ts';
import { createWords } from './translate.ts';

const [en, ja] = [createWords('en'), createWords('ja')];
/** Half past two on days of this machine; the last is the end of the span. */
const at = (year: number, month: number, day: number) => new Date(year, month - 1, day, 2, 30).getTime() / 1000;
const removal = (change: Partial<Removal> = {}): Removal => ({
  job: 'www',
  before: 1,
  sessions: [],
  bytes: null,
  held: null,
  waits: false,
  ...change,
});
const twelve = Array.from({ length: 12 }, (_, index) => at(2025, 11, 3 + index));

describe('what the next removal takes, in days of this machine', () => {
  it.each<[number[], number | null, string, string]>([
    [twelve, 1.2e9, '12 sessions from 3 to 14 Nov 2025, about 1.2 GB.', '2025年11月3日～14日の 12 世代、約 1.2 GB。'],
    [twelve, null, '12 sessions from 3 to 14 Nov 2025.', '2025年11月3日～14日の 12 世代。'],
    [
      [at(2025, 10, 31), at(2025, 11, 1)],
      999,
      '2 sessions from 31 Oct to 1 Nov 2025, about 999 bytes.',
      '2025年10月31日～11月1日の 2 世代、約 999 バイト。',
    ],
    [[at(2025, 12, 31), at(2026, 1, 1)], null, '2 sessions from 31 Dec 2025 to 1 Jan 2026.', '2025年12月31日～2026年1月1日の 2 世代。'],
    [[at(2025, 11, 3), at(2025, 11, 3) + 60], null, '2 sessions of 3 Nov 2025.', '2025年11月3日の 2 世代。'],
    [[at(2025, 11, 3)], 0, 'one session of 3 Nov 2025, about 0 bytes.', '2025年11月3日の 1 世代、約 0 バイト。'],
  ])('%j', (sessions, bytes, english, japanese) => {
    expect(removalSentence(en, 'en', removal({ sessions, bytes }))).toBe(`The next removal takes ${english}`);
    expect(removalSentence(ja, 'ja', removal({ sessions, bytes }))).toBe(`次回の削除対象：${japanese}`);
  });
});

it('says when a person has to begin', () => {
  const sentence = removalSentence(en, 'en', removal({ sessions: twelve, waits: true }));
  expect(sentence).toMatch(
    /^The next removal takes 12 sessions .* 2025\. Others have made some of these sessions\. Nothing is removed by itself/,
  );
});

describe('why nothing is removed', () => {
  const reasons = Removal.shape.held.unwrap().options;
  it.each(reasons)('%s has a sentence in both languages, here and as a refusal', (held) => {
    for (const [t, language, sign] of [
      [en, 'en', /^[A-Z][^{$]+\.$/],
      [ja, 'ja', /^[^{$]+。$/],
    ] as const) {
      const sentence = removalSentence(t, language, removal({ held }));
      expect(sentence).toMatch(sign);
      const refusal = failureSentence(t, { kind: 'removal-held', facts: { job: 'www', held } });
      expect(refusal).toBe(`www${language === 'en' ? ': ' : '：'}${sentence}`);
    }
  });
  it('and what would go is still said', () => {
    const asked = removal({ sessions: twelve, bytes: 1.2e9, held: 'unclean' });
    expect(removalSentence(en, 'en', asked)).toBe(
      'Nothing is removed: the last backup did not end well. The next good one makes it possible again. It would take 12 sessions from 3 to 14 Nov 2025, about 1.2 GB.',
    );
    expect(removalSentence(ja, 'ja', asked)).toContain('対象：2025年11月3日～14日の 12 世代、約 1.2 GB。');
  });
  it('a name with words of the catalogue in it stays a name (I5)', () => {
    expect(failureSentence(en, { kind: 'removal-held', facts: { job: '$t(removal.next)', held: 'nothing' } })).toContain(
      '$t(removal.next)',
    );
  });
});

it('what a removal came to', () => {
  const run = (change: Parameters<typeof sampleRun>[0]) => sampleRun({ action: 'remove', session: null, ...change });
  expect(removalOutcome(en, 'en', run({ removed: twelve }))).toBe('removed 12 sessions from 3 to 14 Nov 2025');
  expect(removalOutcome(ja, 'ja', run({ removed: twelve }))).toBe('2025年11月3日～14日の 12 世代を削除');
  expect(removalOutcome(en, 'en', run({ removed: twelve.slice(0, 1) }))).toBe('removed one session of 3 Nov 2025');
  expect(removalOutcome(en, 'en', run({ removed: [] }))).toBe('nothing was removed');
  const killed = { kind: 'interrupted', cause: 'killed', facts: {} } as const;
  expect(removalOutcome(en, 'en', run({ removed: twelve, outcome: killed }))).toBe('interrupted');
  expect(fixSentence(en, run({ outcome: killed }))).toBe('The next removal goes on where it stopped. Every session that is kept is whole.');
  expect(fixSentence(en, run({ outcome: { ...killed, cause: 'disk-full' } }))).toBe('Make room there; nothing is deleted by itself.');
  expect(removalOutcome(en, 'en', run({ outcome: null, state: 'queued' }))).toBe('waiting');
});
