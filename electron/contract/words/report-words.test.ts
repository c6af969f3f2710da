import { describe, expect, it } from 'vitest';
import type { Outcome } from '../outcome.ts';
import type { RestoreReport } from '../restore.ts';
import type { Action } from '../run.ts';
import { lostList } from '../restore.ts';
import { sampleReport, sampleRun } from '../samples.testing.ts';
import { reportAdvice, reportNote, reportSentence } from './report-words.ts';
import { createWords } from './translate.ts';

const [en, ja] = [createWords('en'), createWords('ja')];
const good: Outcome = { kind: 'ok', cause: null, facts: {} };
/** 4,812 files of the night of 15 November. */
const report = (change: Partial<RestoreReport> = {}) =>
  sampleReport({
    session: new Date(2026, 10, 15, 2, 31).getTime() / 1000,
    ...{ to: '/srv/www', path: '/srv/www', entries: 5000, verified: 4812, ofFiles: 4812 },
    ...change,
  });
const said = (action: Action, change: Partial<RestoreReport> | null, outcome: Outcome = good) => {
  const run = sampleRun({ action, session: null, outcome, report: change && report(change) });
  return [reportSentence(en, 'en', run), reportSentence(ja, 'ja', run)];
};

describe('the first sentence of a report', () => {
  it.each<[Action, Partial<RestoreReport>, string, string]>([
    [
      'restore',
      {},
      '4,812 files are back as they were on 15 Nov 2026, 02:31, each checked against its recorded hash.',
      '4,812 ファイルを 2026年11月15日 02:31 の状態に復元しました。すべて記録されたハッシュと一致しています。',
    ],
    [
      'restore',
      { verified: 1, ofFiles: 1 },
      'One file is back as it was on 15 Nov 2026, 02:31, checked against its recorded hash.',
      '1 ファイルを 2026年11月15日 02:31 の状態に復元しました。すべて記録されたハッシュと一致しています。',
    ],
    [
      'restore',
      { verified: 4351, unrecorded: 461 },
      '4,812 files are back as they were on 15 Nov 2026, 02:31. 461 files have no recorded hash, all others match theirs.',
      '4,812 ファイルを 2026年11月15日 02:31 の状態に復元しました。461 ファイルにはハッシュの記録がなく、ほかはすべて一致しています。',
    ],
    [
      'restore',
      { verified: 4810, damagedCount: 2 },
      '4,810 of 4,812 files are back as they were on 15 Nov 2026, 02:31. 2 things could not be brought back whole.',
      '4,812 ファイル中 4,810 ファイルを 2026年11月15日 02:31 の状態に復元しました。2 件は当時のとおりに復元できませんでした。',
    ],
    [
      'restore',
      { damaged: [lostList(5, 'extended_attributes.gz')], damagedCount: 1 },
      'All contents are back as they were on 15 Nov 2026, 02:31, but without ACLs or extended attributes, which cannot be read in the repository.',
      '内容はすべて 2026年11月15日 02:31 の状態に復元しましたが、ACL または拡張属性はリポジトリから読み取れないため復元していません。',
    ],
    [
      'drill',
      { damaged: [lostList(5, 'extended_attributes.gz')], damagedCount: 1, to: null },
      'All contents of 15 Nov 2026, 02:31 came back on trial, but ACLs or extended attributes cannot be read in the repository.',
      '2026年11月15日 02:31 の内容はすべて試しに復元できましたが、ACL または拡張属性をリポジトリから読み取れません。',
    ],
    [
      'verify',
      { verified: 4351, unrecorded: 461 },
      '4,351 of 4,812 files of the session of 15 Nov 2026, 02:31 match their recorded hash. 461 files have no recorded hash.',
      '2026年11月15日 02:31 の世代の 4,812 ファイル中 4,351 ファイルが、記録されたハッシュと一致しています。461 ファイルにはハッシュの記録がありません。',
    ],
    [
      'drill',
      { wholeMs: 660_000, to: null },
      '4,812 files were restored on trial as they were on 15 Nov 2026, 02:31, and all are intact. Everything would take about 11 min.',
      '2026年11月15日 02:31 の 4,812 ファイルを試しに復元し、すべて無事であることを確かめました。全体の復元にかかる時間は約 11 分です。',
    ],
    ['undo', {}, 'Everything in /srv/www is again as it was before the restore.', '/srv/www は、すべて復元前の状態に戻りました。'],
  ])('%s %j', (action, change, english, japanese) => {
    expect(said(action, change)).toEqual([english, japanese]);
  });

  it('claims no check where no hash is recorded, and no file where there was none', () => {
    expect(said('restore', { verified: 0, ofFiles: 3, unrecorded: 3 })[0]).toBe(
      '3 files are back as they were on 15 Nov 2026, 02:31, without recorded hashes to check them against.',
    );
    expect(said('restore', { verified: 0, ofFiles: 0, entries: 2 })[0]).toBe(
      '2 folders, links and devices are back as they were on 15 Nov 2026, 02:31; no file was among what was chosen.',
    );
  });

  it('says that nothing came of a run that failed or was cancelled, whatever it had counted', () => {
    const full: Outcome = { kind: 'failed', cause: 'disk-full', facts: { to: '/srv/www' } };
    expect(said('restore', {}, full)[0]).toBe('Nothing was restored: the disk of /srv/www is full.');
    expect(said('drill', null, { kind: 'cancelled', cause: 'by-user', facts: {} })).toEqual([
      'The trial restore did not come to its end: you cancelled it.',
      '復元テストは最後まで進みませんでした。取り消されました。',
    ]);
  });

  it('does not say that nothing happened where a restore was cut off among its placing (K9)', () => {
    const lost: Outcome = { kind: 'failed', cause: 'connection-lost', facts: { address: 'web2' } };
    expect(said('restore', { undo: 'possible' }, lost)).toEqual([
      'The restore to /srv/www broke off while things were being put in place: the connection to web2 was lost.',
      '/srv/www への配置の途中で復元が止まりました。web2 との接続が切れました。',
    ]);
  });

  it('advises to put that one back, and not that nothing was changed', () => {
    const lost: Outcome = { kind: 'failed', cause: 'connection-lost', facts: { address: 'web2' } };
    const advice = (undo: RestoreReport['undo']) =>
      reportAdvice(en, sampleRun({ action: 'restore', outcome: lost, report: report({ undo }) }));
    expect([advice('possible'), advice('none')]).toEqual([
      'Put it back: then everything there is as it was before, and the restore can begin anew.',
      'Nothing at the target was changed. Start it again.',
    ]);
  });

  it('says that nothing had to be written where everything was there already', () => {
    expect(said('restore', { verified: 0, ofFiles: 0, same: 4812 })[0]).toBe(
      'Everything in /srv/www was as it was on 15 Nov 2026, 02:31 already, so nothing had to be written.',
    );
  });

  it('is for restores and their proof alone', () => {
    expect([...said('backup', null), ...said('remove', null)]).toEqual(['', '', '', '']);
  });

  it('shows hostile places harmlessly (L1)', () => {
    expect(said('undo', { to: '/srv/\u202ewww' })[0]).toBe('Everything in /srv/\\u{202e}www is again as it was before the restore.');
  });
});

it('a report in a list says of when it was, and where it went', () => {
  const note = (action: Action) => {
    const run = sampleRun({ action, report: report() });
    return [reportNote(en, 'en', run), reportNote(ja, 'ja', run)];
  };
  expect([note('restore'), note('undo'), note('verify')]).toEqual([
    ['as of 15 Nov 2026, 02:31, to /srv/www', '2026年11月15日 02:31 時点を /srv/www へ'],
    ['/srv/www, as before the restore', '/srv/www、復元前の状態'],
    ['as of 15 Nov 2026, 02:31', '2026年11月15日 02:31 時点'],
  ]);
});
