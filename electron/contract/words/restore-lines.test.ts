import { describe, expect, it } from 'vitest';
import { Damaged, RestoreWarning, type RestorePreview } from '../restore.ts';
import { Action } from '../run.ts';
import { sampleReport, sampleRun } from '../samples.testing.ts';
import { damagedLine, previewLines, provenLine, reportLines, type Lines } from './restore-lines.ts';
import { causeSentence, failureSentence, fixSentence, outcomeWord } from './sentences.ts';
import { createWords } from './translate.ts';
import { visible } from './visible.ts';

const lines = (language: 'en' | 'ja'): Lines => ({ t: createWords(language), language, when: (time) => `#${time}`, path: visible });
const [en, ja] = [lines('en'), lines('ja')];
const names = Array.from({ length: 12 }, (_, index) => ({ path: `docs/${index}`, below: 0 }));
const tenNames = names
  .slice(0, 10)
  .map(({ path }) => path)
  .join(', ');
const preview = (change: Partial<RestorePreview> = {}): RestorePreview => ({
  job: 'www',
  session: 7,
  to: 'web2:/srv/www',
  path: '/srv/www',
  host: 'web2',
  exists: true,
  files: 4812,
  folders: 10,
  others: 0,
  bytes: 1.2e9,
  create: 10,
  replace: 0,
  same: 20,
  remove: 0,
  replaceNames: [],
  removeNames: [],
  missing: [],
  free: 20e9,
  needed: 1.3e9,
  estimatedMs: null,
  warnings: [],
  obstacle: null,
  repository: null,
  ...change,
});

describe('what a restore would do', () => {
  it('names session, place, amounts and room', () => {
    expect(previewLines(en, preview())).toEqual([
      'www as it was in the session of #7 → web2:/srv/www',
      '  4,812 files, 1.2 GB',
      '  to create 10 · to replace 0 · to move aside 0 · already the same 20',
      '  needs 1.3 GB there, 20 GB are free',
    ]);
  });
  it('names what is replaced and moved aside, ten of each, how long it takes, and what stands against it', () => {
    const asked = preview({
      ...{ replace: 300, replaceNames: names, remove: 1, removeNames: [{ path: 'new\n', below: 0 }], missing: [''] },
      ...{ free: null, estimatedMs: 90_000, obstacle: 'mount-inside' },
    });
    expect(previewLines(en, asked).slice(3)).toEqual([
      `  replaces: ${tenNames} … and 290 more`,
      '  moves aside: new\\u{a}',
      '  not in that session: .',
      '  needs 1.3 GB there',
      '  takes about 1.5 min',
      'This cannot be restored there: Another file system is mounted inside it where something would have to be placed.',
    ]);
  });
  it('says how much lies below a folder that leaves its place (I8)', () => {
    const leaving = preview({
      ...{ replace: 50_001, replaceNames: [{ path: 'cache', below: 50_000 }] },
      ...{ remove: 5, removeNames: ['one', 'two'].map((path) => ({ path, below: 1 })) },
    });
    expect(previewLines(en, leaving).slice(2, 5)).toEqual([
      '  to create 10 · to replace 50,001 · to move aside 5 · already the same 20',
      '  replaces: cache/ and 50,000 entries in it',
      '  moves aside: one/ and one entry in it, two/ and one entry in it … and 1 more',
    ]);
    expect(previewLines(ja, leaving)[3]).toBe('  置き換え：cache/ とその中の 50,000 件');
  });
  it('names what a mount keeps in its place, harmlessly (L1)', () => {
    const warnings = [1, 2].map((count) => ({ kind: 'mounts-stay' as const, count, facts: { path: 'mnt\n' } }));
    expect(previewLines(en, preview({ warnings })).slice(-2)).toEqual([
      '  note: mnt\\u{a} stays as it is: a file system is mounted there or inside it.',
      '  note: 2 entries, mnt\\u{a} among them, stay as they are: a file system is mounted there or inside them.',
    ]);
  });
  it.each(RestoreWarning.shape.kind.options)('warns of %s in whole sentences', (kind) => {
    for (const spoken of [en, ja]) {
      const said = [1, 2].map(
        (count) => previewLines(spoken, preview({ warnings: [{ kind, count, facts: { path: 'mnt' } }] })).at(-1) ?? '',
      );
      expect(said.filter((line) => !/^ {2}(?:note: |注意：)\S/.test(line) || /\{\{|warn-|undefined/.test(line))).toEqual([]);
    }
  });
});

describe('what came of it', () => {
  const run = (action: Action, change: Parameters<typeof sampleReport>[0]) =>
    sampleRun({ id: 9, action, session: null, report: sampleReport({ session: 7, ...change }) });
  it('a restore: where, how much was verified, what changed there, and how it is put back', () => {
    const restored = run('restore', {
      to: '/srv/www',
      created: 3,
      replaced: 2,
      same: 5,
      aside: '/srv/www.before',
      undo: 'possible',
      bytes: 5e6,
    });
    expect(reportLines(en, restored)).toEqual([
      'Session of #7 → /srv/www',
      '100 of 100 files verified · 5 MB in 2 sec · 5 MB a second',
      'created 3 · replaced 2 · moved aside 0 · already the same 5',
      'What was there before is kept in /srv/www.before',
      'To put it back: modosu undo 9',
    ]);
  });
  it('a restore to a target that does not take everything: what is not as it was, though nothing is lost', () => {
    const change = { to: '/mnt/stick', unset: 1200, split: 1 };
    expect(reportLines(en, run('restore', change)).slice(3)).toEqual([
      '1,200 owners, modes, times, ACLs or extended attributes could not be set there',
      'one hard link could not be made there, and is a file of its own',
    ]);
    expect(reportLines(ja, run('restore', change)).slice(3)).toEqual([
      '所有者・モード・日時・ACL・拡張属性のうち 1,200 件は、復元先で設定できませんでした',
      'ハードリンク 1 件は復元先で作成できず、別々のファイルになっています',
    ]);
    expect(reportLines(en, run('drill', change))).toHaveLength(2);
  });
  it('says how many symbolic links were left out (K3)', () => {
    const left = run('restore', { leftLinks: 2 });
    expect(reportLines(en, left)).toContain('2 symbolic links left out (--without-links)');
    expect(reportLines(ja, left)).toContain('シンボリックリンク 2 件は復元していません（--without-links）');
  });
  it('a drill: what it covered, and what everything would take', () => {
    expect(reportLines(en, run('drill', { sessions: 31, wholeMs: 660_000, unrecorded: 4, verified: 96 }))).toEqual([
      'Session of #7',
      '96 of 100 files verified · 4 without a recorded hash · 5 kB in 2 sec',
      'Every state of 31 sessions was tried',
      'Restoring everything would take about 11 min',
    ]);
  });
  it('what was put back', () => {
    expect(reportLines(en, run('undo', { to: '/srv/www', removed: 3, replaced: 2, undo: 'done' }))).toEqual([
      'Session of #7 → /srv/www',
      'brought back 2, took away 3',
    ]);
  });
  it('a restore that was put back says so, and no folder that is gone', () => {
    const said = reportLines(en, run('restore', { to: '/srv/www', aside: '/srv/www.before', undo: 'done' }));
    expect(said.slice(3)).toEqual(['It was put back since then']);
  });
  it('damaged files by name, twenty of them, and where they are whole', () => {
    const damaged = (path: string): Damaged => ({ path, why: 'hash', nearest: { session: 5, older: true, proved: true } });
    const said = reportLines(en, run('verify', { damaged: Array.from({ length: 30 }, (_, at) => damaged(`f${at}`)), damagedCount: 461 }));
    expect(said.slice(2, 3)).toEqual([
      'f0: does not match its recorded hash; a good version, read and matching its recorded hash, in the session of #5 before it',
    ]);
    expect([said.length, said.at(-1)]).toEqual([23, '… and 441 more']);
  });
  it('a version that nobody has proved is never called good (I2)', () => {
    const said = (older: boolean, proved: boolean) =>
      damagedLine(en, { path: 'f', why: 'missing', nearest: { session: 5, older, proved } }).split('; ')[1];
    expect([said(true, false), said(false, false), said(false, true)]).toEqual([
      'another version, not proved to be good, in the session of #5 before it',
      'another version, not proved to be good, in the session of #5 after it',
      'a good version, read and matching its recorded hash, in the session of #5 after it',
    ]);
  });
  it('a file of the repository that should tell attributes, by its name, with its session', () => {
    const list: Damaged = { path: '', why: 'attributes', session: 5, file: 'extended_attributes.x.gz', nearest: null };
    expect([en, ja].map((spoken) => damagedLine(spoken, list))).toEqual([
      'extended_attributes.x.gz: the ACLs or extended attributes of the session of #5 cannot be read',
      'extended_attributes.x.gz：#5 の世代の ACL または拡張属性を読み取れません',
    ]);
  });
  it.each(Damaged.shape.why.options)('why a file is damaged (%s) has words', (why) => {
    for (const spoken of [en, ja])
      expect(damagedLine(spoken, { path: 'a\u001b', why, nearest: null })).toMatch(/^a\\u\{1b\}(?:: |：)(?!restored)\S/);
  });
  it('of another session than that of the report, with its date', () => {
    expect(damagedLine(en, { path: 'f', why: 'hash', session: 5, nearest: null })).toBe(
      `f: ${en.t('restored.why-hash')} (session of ${en.when(5)})`,
    );
    expect(damagedLine(en, { path: '', why: 'metadata', session: 5, nearest: null })).toMatch(
      /^Everything: its record cannot be read \(session of /,
    );
  });
  it('none, while there is no report', () => {
    expect(reportLines(en, sampleRun({ action: 'restore' }))).toEqual([]);
  });
});

it('the newest proof of a job says when, how much, and what everything would take', () => {
  const proof = { run: 9, at: 0, scope: 'sample', files: 1240, ofFiles: 1240, damaged: 0, wholeMs: 660_000 } as const;
  const later = 2 * 86_400_000;
  expect(provenLine(en.t, 'en', proof, later)).toBe('Last proven 2 days ago: 1,240 files, all intact; everything takes about 11 min');
  expect(provenLine(en.t, 'en', { ...proof, damaged: 3, wholeMs: null }, later)).toBe('Last tried 2 days ago: 1,240 files, 3 damaged');
  const without = { ...proof, files: 0, ofFiles: 3, wholeMs: null };
  expect(provenLine(en.t, 'en', without, later)).toBe('Last tried 2 days ago: 0 of 3 files proven intact');
});

describe('a run that is no backup', () => {
  const others = Action.options.filter((action) => action !== 'backup');
  it.each(others)('and broke off (%s) promises nothing of a next backup', (action) => {
    for (const cause of ['killed', 'program-ended', 'by-user', 'connection-lost'] as const) {
      const run = sampleRun({ action, outcome: { kind: 'interrupted', cause, facts: {} } });
      for (const { t } of [en, ja]) expect(fixSentence(t, run)).not.toMatch(/interrupted session|next run|中断された世代|broken-off/);
    }
  });
  it.each(others)('says what it does while it runs (%s)', (action) => {
    const words = [en, ja].map(({ t }) => outcomeWord(t, sampleRun({ action, state: 'running', outcome: null })));
    expect(words.filter((word) => ['copying', 'コピー中'].includes(word) || word.startsWith('state.'))).toEqual([]);
  });
  it('names the place that changed since the preview, and where changed files are kept', () => {
    const outcome = (cause: 'target-changed' | 'changed-since', facts = {}) => ({ kind: 'failed', cause, facts }) as const;
    const of = {
      ...{ session: 7, paths: [''], to: '/srv/www', renamed: null, exact: false, special: false, withoutLinks: false },
      confirmed: { replace: 0, remove: 0 },
    };
    const restore = { ...of, of: null, drill: null, mail: false };
    const target = sampleRun({ action: 'restore', restore, outcome: outcome('target-changed') });
    expect(causeSentence(en.t, target)).toBe('/srv/www is no longer as the preview showed it');
    const again = sampleRun({ action: 'undo', restore, outcome: outcome('target-changed', { path: 'uploads' }) });
    expect(causeSentence(en.t, again)).toBe('uploads is no longer as the restore left it');
    expect(fixSentence(en.t, again)).toContain('See to uploads, then put back once more');
    const report = sampleReport({ aside: '/srv/www.before' });
    const undone = sampleRun({ action: 'undo', restore, report, outcome: outcome('changed-since', { count: 2 }) });
    expect([causeSentence(en.t, undone), fixSentence(en.t, undone)]).toEqual([
      '2 things had been changed since the restore',
      'What was changed is kept in /srv/www.before; everything else is again as it was before the restore.',
    ]);
  });
});

describe('a target that cannot be looked at', () => {
  const said = (facts: Record<string, string>) =>
    failureSentence(en.t, { kind: 'restore-target', facts: { host: 'web2', line: '', ...facts } });
  it('says why, by its host', () => {
    expect(said({ to: 'web2:/srv', cause: 'timed-out' })).toBe('web2:/srv cannot be restored to now: web2 did not answer (10 s).');
  });
  it('or in the words of the machine there; a place with words of the catalogue in it stays a place (I5)', () => {
    const facts = { to: '/srv/$t(outcome.ok)', cause: 'unknown', line: 'no {{to}} here' };
    expect(said(facts)).toBe('/srv/$t(outcome.ok) cannot be restored to now: no {{to}} here.');
  });
});
