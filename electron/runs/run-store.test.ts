import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Refusal } from '../contract/failure.ts';
import type { Run } from '../contract/run.ts';
import { sampleRun, sampleSession } from '../contract/samples.testing.ts';
import { openDatabase } from '../platform/database.ts';
import { createRunStore, runTables, type RunDraft } from './run-store.ts';

function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  const path = join(folder, 'history.db');
  const database = openDatabase(path, runTables);
  const store = createRunStore(database);
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const draftOf = (job: string): RunDraft => {
    const { jobName, place, host, from, to, queuedAt, owner } = sampleRun();
    return { job, jobName, place, host, from, to, queuedAt, owner };
  };
  /** A run that went from the queue to its end. */
  const ended = (job: string, change: Partial<Run> = {}) =>
    store.update(store.create({ ...draftOf(job), action: change.action ?? 'backup' }).id, (run) => ({
      ...sampleRun(change),
      id: run.id,
      job,
    }));
  return { store, path, draftOf, ended };
}

const www = 'job-0000000a';
const mail = 'job-0000000b';

function refused(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error instanceof Refusal ? { kind: error.kind, facts: error.facts } : error;
  }
}

describe('the record of runs (I3)', () => {
  it('begins in the queue', () => {
    const { store, draftOf } = setup();
    const run = store.create(draftOf(www));
    const begun = { startedAt: null, endedAt: null, outcome: null, session: null, evidence: null, state: 'queued' } as const;
    expect(run).toEqual({ ...sampleRun(), ...begun, job: www, id: 1 });
    expect([store.get(1), store.active(), store.lastOf(www)]).toEqual([run, [run], undefined]);
  });

  it('has one run of a job at a time (fault row E10)', () => {
    const { store, draftOf, ended } = setup();
    store.create(draftOf(www));
    expect(refused(() => store.create(draftOf(www)))).toEqual({ kind: 'job-active', facts: { job: 'www', run: 1 } });
    store.update(1, (run) => ({ ...run, state: 'done' }));
    expect([ended(mail).id, store.create(draftOf(www)).id, store.list(null, 9).length]).toEqual([2, 3, 3]);
  });

  it('refuses a run that is not there', () => {
    const { store } = setup();
    expect(refused(() => store.get(5))).toEqual({ kind: 'unknown-run', facts: { run: 5 } });
    expect(refused(() => store.update(5, (run) => run))).toEqual({ kind: 'unknown-run', facts: { run: 5 } });
  });

  it('changes in one step: a change that fails leaves the record as it was', () => {
    const { store, draftOf } = setup();
    const run = store.create(draftOf(www));
    const fail = (): Run => {
      throw new Error('no');
    };
    expect(() => store.update(run.id, fail)).toThrow('no');
    expect(store.get(run.id)).toEqual(run);
    expect(store.update(run.id, (before) => ({ ...before, cancelledAt: 5 })).cancelledAt).toBe(5);
    expect(store.get(run.id).cancelledAt).toBe(5);
  });

  it('lists the newest first, of one job or of all, and what is active oldest first', () => {
    const { store, draftOf, ended } = setup();
    for (const job of [www, mail, www]) ended(job);
    store.create(draftOf(mail));
    store.create(draftOf(www));
    const ids = (runs: Run[]) => runs.map(({ id }) => id);
    expect([store.list(null, 3), store.list(www, 9), store.list(mail, 1), store.active()].map(ids)).toEqual([
      [5, 4, 3],
      [5, 3, 1],
      [4],
      [4, 5],
    ]);
    expect(store.lastOf(www)?.id).toBe(3);
  });

  it('knows the last good run: a green one, or a suspicious one that a person accepted (I2)', () => {
    const { store, ended } = setup();
    const bad = (kind: 'suspicious' | 'incomplete' | 'failed') => ended(www, { outcome: { kind, cause: 'warnings', facts: {} } });
    expect(store.lastGoodOf(www)).toBeUndefined();
    ended(www);
    ended(www, { outcome: { kind: 'recovered', cause: null, facts: {} } });
    const [, suspicious] = [bad('incomplete'), bad('suspicious'), bad('failed')];
    expect(store.lastGoodOf(www)?.id).toBe(2);
    store.update(suspicious.id, (run) => ({ ...run, accepted: true }));
    expect([store.lastGoodOf(www)?.id, store.lastOf(www)?.id, store.lastGoodOf(mail)]).toEqual([4, 5, undefined]);
  });

  it.each([
    ['restore', ['backup', 'remove', 'restore', 'undo', 'verify', 'drill'], []],
    ['undo', ['backup', 'remove', 'restore', 'verify', 'drill'], ['undo']],
    ['drill', ['backup', 'remove'], ['restore', 'undo', 'verify', 'drill']],
    ['backup', ['restore', 'undo', 'verify', 'drill'], ['backup', 'remove']],
  ] as const)('takes a %s in behind some, and not behind others (B8)', (action, behind, notBehind) => {
    const taken = (active: Run['action']) => {
      const { store, draftOf } = setup();
      store.create({ ...draftOf(www), action: active });
      return refused(() => store.create({ ...draftOf(www), action }).id) === 2;
    };
    expect(behind.filter((active) => !taken(active))).toEqual([]);
    expect(notBehind.filter((active) => taken(active))).toEqual([]);
  });

  it('tells what went wrong between two moments, but for runs that made a session all the same', () => {
    const { store, ended } = setup();
    const bad = { outcome: { kind: 'failed', cause: 'refused', facts: {} } } as const;
    const failed = ended(www, { ...bad, endedAt: 2000, session: null });
    ended(www, { outcome: { kind: 'suspicious', cause: null, facts: {} }, endedAt: 2500, session: sampleSession() });
    ended(www, { ...bad, endedAt: 9000, session: null });
    expect(store.badBetween(www, 1000, 3000)).toEqual([{ run: failed.id, at: 2000, outcome: 'failed' }]);
  });

  it('remembers the newest sessions of a job, whatever their outcome', () => {
    const { store, ended } = setup();
    for (const time of [1, 2, 3]) ended(www, { session: sampleSession({ time }) });
    ended(www, { session: null });
    ended(mail, { session: sampleSession({ time: 9 }) });
    expect(store.sessionsOf(www, 2).map(({ time }) => time)).toEqual([3, 2]);
    ended(www, { session: sampleSession({ time: 4 }), place: ':/elsewhere' });
    expect(store.sessionTimesOf(www, sampleRun().place)).toEqual([1, 2, 3]);
  });

  it('knows the runs of a job behind its newest ones, whose logs may go', () => {
    const { store, draftOf, ended } = setup();
    for (const job of [www, www, mail, www, www]) ended(job);
    store.create(draftOf(www));
    expect([store.behind(www, 2), store.behind(www, 9), store.behind(mail, 0)]).toEqual([[2, 1], [], [3]]);
  });

  it('survives the program (I10)', () => {
    const { store, path, draftOf } = setup();
    const run = store.create(draftOf(www));
    store.keepFact('version', '2.2.2');
    const again = openDatabase(path, runTables);
    const other = createRunStore(again);
    expect([other.get(run.id), other.fact('version'), other.fact('nothing')]).toEqual([run, '2.2.2', undefined]);
    again.close();
  });

  it('keeps one value for a fact', () => {
    const { store } = setup();
    store.keepFact('a', '1');
    store.keepFact('a', '2');
    expect(store.fact('a')).toBe('2');
  });
});

describe('runs are found by what they came to', () => {
  it('good ones, bad ones, and behind a run', () => {
    const { store, draftOf, ended } = setup();
    const good = ended(www);
    const bad = ended(www, { outcome: { kind: 'failed', cause: 'refused', facts: {} }, session: null });
    const accepted = ended(www, { outcome: { kind: 'suspicious', cause: 'source-empty', facts: {} }, accepted: true });
    const active = store.create(draftOf(www));
    const ids = (...given: Parameters<typeof store.list>) => store.list(...given).map((run) => run.id);
    expect(ids(www, 10)).toEqual([active.id, accepted.id, bad.id, good.id]);
    expect(ids(www, 10, null, 'good')).toEqual([accepted.id, good.id]);
    expect(ids(www, 10, null, 'bad')).toEqual([bad.id]);
    expect(ids(null, 1, accepted.id)).toEqual([bad.id]);
    expect(ids(mail, 10)).toEqual([]);
  });

  it('what ended since a moment, without the records', () => {
    const { store, ended } = setup();
    const old = ended(www, { endedAt: 1000 });
    ended(mail, { endedAt: 2000, outcome: { kind: 'failed', cause: null, facts: {} }, session: null });
    expect(old.endedAt).toBe(1000);
    expect(store.endedSince(1500)).toEqual([{ job: mail, endedAt: 2000, kind: 'failed', good: false }]);
  });
});

describe('removals stand beside the backups (design: a removal is a run of its own)', () => {
  const removal = { action: 'remove', session: null, removed: [1, 2] } as const;
  const bad = { kind: 'failed', cause: 'unknown', facts: {} } as const;

  it('with the action, the trigger and the due time that they were made with', () => {
    const { store, draftOf } = setup();
    const drafts = [draftOf(www), { ...draftOf(mail), action: 'remove', trigger: 'schedule', slot: 5000 } as const];
    const made = drafts.map((draft) => store.create(draft)).map(({ id }) => store.get(id));
    expect(made.map(({ action, trigger, slot, removed }) => ({ action, trigger, slot, removed }))).toEqual([
      { action: 'backup', trigger: 'person', slot: null, removed: [] },
      { action: 'remove', trigger: 'schedule', slot: 5000, removed: [] },
    ]);
  });

  it('and are never taken for one: neither good nor bad ones change how a job stands (I2)', () => {
    const { store, ended } = setup();
    const good = ended(www, { endedAt: 1000 });
    ended(www, { ...removal, removed: [3], endedAt: 2000 });
    const newest = ended(www, { ...removal, removed: [3], outcome: bad, endedAt: 3000, session: sampleSession() });
    expect([store.lastOf(www), store.lastGoodOf(www)].map((run) => run?.id)).toEqual([good.id, good.id]);
    expect(store.sessionsOf(www, 9)).toHaveLength(1);
    expect(store.endedSince(0)).toEqual([{ job: www, endedAt: 1000, kind: 'ok', good: true }]);
    expect(store.list(www, 9).map(({ action }) => action)).toEqual(['remove', 'remove', 'backup']);
    expect([store.lastRemovalOf(www)?.id, store.lastRemovalOf(mail)]).toEqual([newest.id, undefined]);
  });

  it('but keep the place of a job like one (fault row E10)', () => {
    const { store, draftOf } = setup();
    const { id } = store.create({ ...draftOf(www), action: 'remove' });
    expect(refused(() => store.create(draftOf(www)))).toEqual({ kind: 'job-active', facts: { job: 'www', run: id } });
    expect([store.active().map((run) => run.id), store.lastRemovalOf(www)?.id]).toEqual([[id], id]);
  });
});

it('the runs of an older program are found as well', () => {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'history.db');
  const before = openDatabase(path, runTables.slice(0, 1));
  const { action, trigger, slot, removed, ...old } = sampleRun({ job: www, endedAt: 1000 });
  expect([action, trigger, slot, removed]).toEqual(['backup', 'person', null, []]);
  before.run('INSERT INTO runs (job, active, good, record) VALUES (?, 0, 1, ?)', www, JSON.stringify(old));
  before.close();
  const database = openDatabase(path, runTables);
  onTestFinished(() => database.close());
  const store = createRunStore(database);
  expect(store.endedSince(0)).toEqual([{ job: www, endedAt: 1000, kind: 'ok', good: true }]);
  expect(store.lastOf(www)).toMatchObject({ action: 'backup', trigger: 'person', removed: [] });
});
