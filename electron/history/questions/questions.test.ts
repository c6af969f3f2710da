import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openIndexFile } from '../../platform/index-file.ts';
import { file, fillIndex, indexOf, link } from './index.testing.ts';
import { createQuestions } from './questions.ts';
import { kindOf, page, sessions, setup, time } from './questions.testing.ts';

describe('sessions', () => {
  const three = sessions({ a: file() }, { a: file() }, { a: file() });
  const damaged = three.map((one, at) => ({ ...one, state: at === 1 ? ('damaged' as const) : one.state }));
  it('come newest first, behind another one, with the number of all', () => {
    const ask = setup(damaged);
    const found = ask.sessions({ before: time(3), limit: 1 });
    expect([found.total, found.sessions.map((one) => [one.time, one.state, one.files])]).toEqual([3, [[time(2), 'damaged', null]]]);
    expect(ask.sessions({ before: null, limit: 9 }).sessions.map((one) => one.time)).toEqual([3, 2, 1].map(time));
  });
  it('that are damaged or were never there are refused by every question', () => {
    const ask = setup(damaged);
    const questions = (session: number): (() => unknown)[] => [
      () => ask.folder({ session, path: '', order: 'name', later: true, ...page }),
      () => ask.entry({ session, path: 'a' }),
      () => ask.find({ text: 'a', session, cursor: null, limit: 1 }),
      () => ask.changes({ from: session, to: time(3), path: '', ...page }),
      () => ask.changes({ from: time(1), to: session, path: '', ...page }),
      () => ask.totals({ session, paths: [''] }),
      () => ask.largest({ session, by: 'size', offset: 0, limit: 1 }),
    ];
    for (const question of questions(time(2))) expect(kindOf(question)).toEqual({ kind: 'session-damaged', facts: { session: time(2) } });
    for (const question of questions(time(9))) expect(kindOf(question)).toEqual({ kind: 'no-session', facts: {} });
  });
  it('that another connection adds are seen by the next question', () => {
    const place = mkdtempSync(join(tmpdir(), 'modosu-'));
    onTestFinished(() => rmSync(place, { recursive: true }));
    const writer = fillIndex(join(place, 'index.db'), three);
    const reader = openIndexFile(join(place, 'index.db'), { readOnly: true });
    onTestFinished(() => [writer, reader].forEach((one) => one.close()));
    const ask = createQuestions(reader);
    expect(ask.versions({ path: 'a', ...page }).versions.map((one) => [one.last, one.sessions])).toEqual([[time(3), 3]]);
    writer.prepare('INSERT INTO session (number, time, state) VALUES (?, ?, ?)').run(4, time(4), 'good');
    expect(ask.versions({ path: 'a', ...page }).versions.map((one) => [one.last, one.sessions])).toEqual([[time(4), 4]]);
    writer.exec(`UPDATE version SET until = 4 WHERE entry = 2`);
    expect(ask.versions({ path: 'a', ...page }).versions.map((one) => [one.last, one.isNow])).toEqual([[time(3), false]]);
  });
});

describe('what differs between two sessions', () => {
  const ask = () => setup(sessions({ 'a/x': file(1), 'a-b': file(), 'a b': file() }, { 'a/x': file(2), 'a-b': file(3), 'a b': file(4) }));
  it('comes in the order of path components, the earlier session first whichever was asked first', () => {
    const found = ask().changes({ from: time(2), to: time(1), path: '', ...page });
    expect([found.from, found.to]).toEqual([time(1), time(2)]);
    expect(found.entries.map(({ path, before, after }) => [path, before?.size, after?.size])).toEqual([
      ['a/x', 1, 2],
      ['a b', 1, 4],
      ['a-b', 1, 3],
    ]);
    expect(found.changed).toEqual({ count: 3, bytes: 9 });
  });
  it('is what rdiff-backup would say of an owner, a link, and of what was not recorded', () => {
    const before = {
      owner: file(),
      link: link('x'),
      digest: file(1, { sha1: null }),
      lost: file(1, { sha1: 'a'.repeat(40) }),
      mode: file(),
      same: file(),
    };
    const after = {
      owner: file(1, { group: 'staff' }),
      link: { ...link('x'), user: 'taro' },
      digest: file(1, { sha1: 'b'.repeat(40) }),
      lost: file(1, { sha1: null }),
      mode: file(1, { mode: 0o600 }),
      same: file(),
    };
    const found = setup(sessions(before, after)).changes({ from: time(1), to: time(2), path: '', ...page });
    expect(found.entries.map(({ path }) => path)).toEqual(['lost', 'mode', 'owner']);
  });
});

it('an owner without a name goes by the number', () => {
  const index = indexOf(sessions({ a: file() }));
  onTestFinished(() => index.close());
  index.exec('UPDATE owner SET user = NULL, uid = 1001, "group" = NULL, gid = 0');
  expect(createQuestions(index).entry({ session: time(1), path: 'a' })).toMatchObject({ user: '1001', group: '0' });
});

it('totals count a path and what is below it once, whatever else is asked for, and name what is not there', () => {
  const ask = setup(sessions({ 'a/b/x': file(5), 'a/y': file(7), 'a/l': link('y'), z: file(1), 'z2/q': file(2) }));
  const found = ask.totals({ session: time(1), paths: ['a/b', 'a', 'a/y', 'a', 'z', 'z/none', 'no'] });
  expect(found).toEqual({ session: time(1), files: 3, folders: 2, others: 1, bytes: 13, missing: ['z/none', 'no'] });
});

it('sizes beyond every integer do not break a sum', () => {
  const most = Number.MAX_SAFE_INTEGER;
  const ask = setup(sessions(Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`f${at}`, file(most)]))));
  expect(ask.totals({ session: time(1), paths: [''] }).bytes).toBeCloseTo(2000 * most, -5);
});

it('the largest files come by their size or by how often they changed', () => {
  const ask = setup(
    sessions({ a: file(9), b: file(1), c: file(5) }, { a: file(9), b: file(2), c: file(5) }, { a: file(9), b: file(3), c: file(6) }),
  );
  const ranked = (by: 'size' | 'versions') =>
    ask.largest({ session: time(3), by, offset: 0, limit: 2 }).files.map(({ path, versions }) => [path, versions]);
  expect([ranked('size'), ranked('versions')]).toEqual([
    [
      ['a', 1],
      ['c', 2],
    ],
    [
      ['b', 3],
      ['c', 2],
    ],
  ]);
});

it('what only damaged sessions had is no version, and does not part what is the same before and after it', () => {
  const all = sessions(
    { a: file(1), b: file(1), c: file(1) },
    { a: file(2), b: file(1), c: file(2) },
    { a: file(3), b: file(1), c: file(3) },
    { a: file(1), b: file(2), c: file(9) },
    { a: file(1), b: file(3), c: file(9) },
  );
  const ask = setup(all.map((one, at) => ({ ...one, state: at === 1 || at === 2 ? ('damaged' as const) : one.state })));
  const { total, versions } = ask.versions({ path: 'a', ...page });
  expect([total, versions.map(({ first, last, sessions: count, isNow }) => [first, last, count, isNow])]).toEqual([
    1,
    [[time(1), time(5), 3, true]],
  ]);
  expect(ask.largest({ session: time(5), by: 'versions', offset: 0, limit: 1 }).files.map(({ path }) => path)).toEqual(['b']);
});
