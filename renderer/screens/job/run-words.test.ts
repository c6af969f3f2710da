import { describe, expect, it } from 'vitest';
import type { OutcomeKind } from '../../../electron/contract/outcome.ts';
import type { Action, RunState } from '../../../electron/contract/run.ts';
import { sampleReport, sampleRun } from '../../../electron/contract/samples.testing.ts';
import { createWords } from '../../../electron/contract/words/translate.ts';
import { runNote, runTitle, runWord } from './run-words.ts';

const t = createWords('en');
const november = (day: number) => Date.UTC(2025, 10, day, 12) / 1000;

describe('a removal is told from a backup', () => {
  it.each<[state: RunState, kind: OutcomeKind | null, word: string, note: string]>([
    ['done', 'ok', 'removed 2 sessions from 3 to 5 Nov 2025', 'removed 2 sessions from 3 to 5 Nov 2025'],
    ['done', 'failed', 'removal: failed', 'failed: the disk of /backup/www is read-only'],
    ['done', 'cancelled', 'removal: cancelled', 'cancelled'],
    ['queued', null, 'removal: waiting', 'removal: waiting'],
    ['running', null, 'removal: removing', 'removal: removing'],
  ])('%s, %s', (state, kind, word, note) => {
    const cause = kind === 'failed' ? 'read-only' : null;
    const run = sampleRun({
      action: 'remove',
      state,
      session: null,
      removed: [november(3), november(5)],
      outcome: kind && { kind, cause, facts: {} },
    });
    expect([runWord(t, 'en', run), runNote(t, 'en', run)]).toEqual([word, note]);
  });
  it('by its outcome and its cause alone, when it is a backup', () => {
    const run = sampleRun({ outcome: { kind: 'failed', cause: 'read-only', facts: {} } });
    expect([runWord(t, 'en', run), runNote(t, 'en', run)]).toEqual(['failed', 'the disk of /backup/www is read-only']);
    expect([runWord(t, 'en', sampleRun()), runNote(t, 'en', sampleRun())]).toEqual(['succeeded', '']);
  });
});

describe('a run that restores, verifies or tries', () => {
  const report = sampleReport({ session: new Date(2026, 10, 15, 2, 31).getTime() / 1000, to: '/srv/www', ofFiles: 4812 });
  it.each<[Action, OutcomeKind | null, word: string, note: string]>([
    ['restore', 'ok', 'restore: succeeded', 'as of 15 Nov 2026, 02:31, to /srv/www'],
    ['restore', null, 'restore: restoring', 'restore: restoring'],
    ['undo', 'ok', 'put back: succeeded', '/srv/www, as before the restore'],
    ['verify', 'incomplete', 'verification: incomplete', 'incomplete: the disk of /backup/www is read-only'],
    ['drill', 'ok', 'trial restore: succeeded', 'as of 15 Nov 2026, 02:31'],
    ['drill', 'cancelled', 'trial restore: cancelled', 'cancelled'],
  ])('%s, %s', (action, kind, word, note) => {
    const cause = kind === 'incomplete' ? 'read-only' : null;
    const run = sampleRun({
      action,
      state: kind === null ? 'running' : 'done',
      session: null,
      report,
      outcome: kind && { kind, cause, facts: {} },
    });
    expect([runWord(t, 'en', run), runNote(t, 'en', run)]).toEqual([word, note]);
  });
});

it('a run is named in one go over its own panel', () => {
  const title = (action: Action, state: RunState, kind: OutcomeKind | null) =>
    runTitle(t, 'en', sampleRun({ action, state, outcome: kind && { kind, cause: null, facts: {} } }));
  expect([
    title('restore', 'done', 'ok'),
    title('restore', 'running', null),
    title('drill', 'queued', null),
    title('remove', 'done', 'failed'),
    title('backup', 'done', 'failed'),
  ]).toEqual(['restore succeeded', 'restoring', 'trial restore waiting', 'removal failed', 'failed']);
});
