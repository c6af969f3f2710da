import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EntryState } from '../../contract/history.ts';
import { openIndexFile } from '../../platform/index-file.ts';
import { file, fillIndex, folder, indexOf, link, treeOf, type PlainSession } from './index.testing.ts';
import { createQuestions, type Questions } from './questions.ts';

const time = (number: number) => 1_000_000 + number;

function sessions(...trees: Record<string, EntryState>[]): PlainSession[] {
  return trees.map((entries, at) => ({ time: time(at + 1), state: 'good', tree: treeOf(entries) }));
}

function setup(all: PlainSession[], gone = 0): Questions {
  const index = indexOf(all, gone);
  onTestFinished(() => index.close());
  return createQuestions(index);
}

const kindOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return { kind: (error as { kind: string }).kind, facts: (error as { facts: unknown }).facts };
  }
};
const page = { offset: 0, limit: 500 };
const list = (ask: Questions, number: number, path = '', more: Partial<Parameters<Questions['folder']>[0]> = {}) =>
  ask.folder({ session: time(number), path, order: 'name', later: false, ...page, ...more });
const marks = (found: ReturnType<Questions['folder']>) => Object.fromEntries(found.entries.map(({ name, differs }) => [name, differs]));
const all = (ask: Questions, text: string, limit: number, session: number | null = null): string[] => {
  const paths: string[] = [];
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    const found: ReturnType<Questions['find']> = ask.find({ text, session, cursor, limit });
    paths.push(...found.hits.map(({ path }) => path));
    cursor = found.cursor;
  }
  return paths;
};

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
      () => ask.largest({ session, by: 'size', limit: 1 }),
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

describe('a folder', () => {
  it('has its folders first, names in the order of people, and equal ones in that of their bytes', () => {
    const ask = setup(
      sessions({ 'file 10': file(), 'file 9': file(), b: file(), B: file(), A: file(), 'z/x': file(), 'Y/x': file(), ä: file() }),
    );
    expect(list(ask, 1).entries.map(({ name }) => name)).toEqual(['Y', 'z', 'A', 'ä', 'B', 'b', 'file 9', 'file 10']);
  });
  it('puts what came later where it belongs', () => {
    const ask = setup(sessions({ a: file(), c: file() }, { A: file(), a: file(), B: file() }));
    expect(list(ask, 1, '', { later: true }).entries.map(({ name }) => name)).toEqual(['A', 'a', 'B', 'c']);
  });
  it('comes with the largest or the latest first when asked', () => {
    const ask = setup(sessions({ a: file(1, { modified: 9 }), b: file(3, { modified: 5 }), c: file(2, { modified: 7 }), d: link('a') }));
    expect(list(ask, 1, '', { order: 'size' }).entries.map(({ name }) => name)).toEqual(['b', 'c', 'a', 'd']);
    expect(list(ask, 1, '', { order: 'modified' }).entries.map(({ name }) => name)).toEqual(['a', 'c', 'b', 'd']);
  });
  it('tells what changed, went and came since, at any depth', () => {
    const ask = setup(
      sessions(
        { same: file(), edited: file(1), gone: file(), 'deep/er/x': file(1), 'still/x': file(), kind: file(), 'touched/x': file() },
        {
          same: file(),
          edited: file(2),
          came: file(),
          'deep/er/x': file(2),
          'still/x': file(),
          'kind/x': file(),
          touched: folder({ modified: 7 }),
          'touched/x': file(),
        },
      ),
    );
    const old = { same: 'same', edited: 'changed', gone: 'gone', deep: 'changed', still: 'same', kind: 'changed', touched: 'same' };
    expect(marks(list(ask, 1))).toEqual(old);
    expect(marks(list(ask, 1, '', { later: true }))).toEqual({ ...old, came: 'new' });
    expect(new Set(Object.values(marks(list(ask, 2))))).toEqual(new Set(['same']));
  });
  it('is changed as long as anything in it still was to change', () => {
    const ask = setup(
      sessions({ 'a/b/x': file(1), 'a/c/y': file(1) }, { 'a/b/x': file(2), 'a/c/y': file(1) }, { 'a/b/x': file(2), 'a/c/y': file(2) }),
    );
    expect([1, 2, 3].map((number) => marks(list(ask, number)))).toEqual([{ a: 'changed' }, { a: 'changed' }, { a: 'same' }]);
    expect(marks(list(ask, 2, 'a'))).toEqual({ b: 'same', c: 'changed' });
  });
  it('is not changed by what came and went again', () => {
    const ask = setup(sessions({ 'a/b/x': file() }, { 'a/b/x': file(), 'a/b/lock': file() }, { 'a/b/x': file() }));
    expect([marks(list(ask, 1)), marks(list(ask, 2))]).toEqual([{ a: 'same' }, { a: 'changed' }]);
  });
  it('counts as changed where too much would have to be looked through', () => {
    const inside = (name: string) => Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`top/d${at}/${name}`, file()]));
    const ask = setup(sessions(inside('x'), { ...inside('x'), ...inside('lock') }, inside('x')));
    expect(marks(list(ask, 1))).toEqual({ top: 'changed' });
  });
  it('that came later can be looked into with the later ones only', () => {
    const ask = setup(sessions({ a: file() }, { a: file(), 'new/x': file() }));
    expect(kindOf(() => list(ask, 1, 'new'))).toEqual({ kind: 'unknown-path', facts: { path: 'new' } });
    expect(marks(list(ask, 1, 'new', { later: true }))).toEqual({ x: 'new' });
    expect(kindOf(() => list(ask, 1, 'a'))).toEqual({ kind: 'unknown-path', facts: { path: 'a' } });
  });
  it('of more than ten thousand entries comes in the order of its bytes, page by page, each once', () => {
    const names = Array.from({ length: 10_500 }, (_, at) => `f${at}`);
    const before = Object.fromEntries(names.map((name) => [name, file()]));
    const after = Object.fromEntries(names.slice(100).map((name) => [name, file(2)]));
    const ask = setup(sessions(before, { ...after, zz: file() }));
    const wanted = names.toSorted();
    const paged = (later: boolean) => {
      const found: string[] = [];
      for (let offset = 0; ; offset += 1000) {
        const { total, entries } = list(ask, 1, '', { offset, limit: 1000, later, order: 'size' });
        found.push(...entries.map(({ name }) => name));
        if (entries.length === 0) return { total, found };
      }
    };
    expect(paged(false)).toEqual({ total: 10_500, found: wanted });
    expect(paged(true)).toEqual({ total: 10_501, found: [...wanted, 'zz'] });
    const jump = list(ask, 1, '', { offset: 5003, limit: 2 }).entries;
    expect(jump.map(({ name }) => name)).toEqual(wanted.slice(5003, 5005));
    expect(new Set(jump.map(({ differs }) => differs))).toEqual(new Set(['changed']));
  });
});

describe('a search', () => {
  const ask = () =>
    setup(sessions({ 'old/Notes': file(1), 'old/note.txt': file(1) }, { 'a/my note': file(), 'b/note': file(2), 'old/note.txt': file(3) }));
  it('ranks the very name, then what begins so, and tells when each was seen last', () => {
    const { hits, cursor } = ask().find({ text: 'NOTE', session: null, cursor: null, limit: 10 });
    expect([hits.map((hit) => [hit.path, hit.state.size, hit.lastSeen, hit.isNow]), cursor]).toEqual([
      [
        ['b/note', 2, time(2), true],
        ['old/Notes', 1, time(1), false],
        ['old/note.txt', 3, time(2), true],
        ['a/my note', 1, time(2), true],
      ],
      null,
    ]);
  });
  it('at a session finds what it has, as it was, and whether there still is such a path', () => {
    const { hits } = ask().find({ text: 'note', session: time(1), cursor: null, limit: 10 });
    expect(hits.map((hit) => [hit.path, hit.state.size, hit.lastSeen, hit.isNow])).toEqual([
      ['old/Notes', 1, time(1), false],
      ['old/note.txt', 1, time(1), true],
    ]);
  });
  it('goes on with what it began, whatever was added meanwhile', () => {
    const index = indexOf(sessions({ 'a note': file(), 'b note': file(), 'c note': file() }));
    onTestFinished(() => index.close());
    const one = createQuestions(index);
    const first = one.find({ text: 'note', session: null, cursor: null, limit: 1 });
    index.exec(`
      INSERT INTO entry VALUES (9, 1, CAST('note' AS BLOB));
      INSERT INTO name (rowid, text) VALUES (9, 'note');
      INSERT INTO version SELECT 9, since, until, kind, size, modified, mode, owner, sha1, target FROM version WHERE entry = 2`);
    const paths = first.hits.map(({ path }) => path);
    for (let { cursor } = first; cursor !== null;) {
      const next = one.find({ text: 'note', session: null, cursor, limit: 1 });
      paths.push(...next.hits.map(({ path }) => path));
      cursor = next.cursor;
    }
    expect(paths).toEqual(['a note', 'b note', 'c note', 'note']);
  });
  it.each([
    ['common', 1000],
    ['mm', 7],
    ['c*n', 333],
    ['*ommo*', 999],
    ['見', 100],
    ['n-9999', 1],
  ])('for %j goes on where it stopped: nothing twice, nothing lost', (text, limit) => {
    const names = Array.from({ length: 9000 }, (_, at) => (at % 3 === 0 ? `見${at}` : at % 3 === 1 ? `common-${at}` : `${at}/common`));
    const found = all(setup(sessions(Object.fromEntries(names.map((name) => [name, file()])))), text, limit);
    const isWanted = (name: string) => (text === 'c*n' ? name === 'common' : name.includes(text.replaceAll('*', '')));
    const wanted = names.filter((name) => isWanted(name.split('/').at(-1) ?? ''));
    expect(found.toSorted()).toEqual(wanted.toSorted());
  });
  it.each([
    '"',
    '""',
    "'",
    '%',
    '_',
    'a OR b',
    'NEAR(a b)',
    '-x',
    '^abc',
    'abc*"',
    '(((',
    'name:abc',
    '\0',
    'abc\0def',
    '\ud800',
    '\udc00\ud800',
    "'; DROP TABLE entry; --",
  ])('for the hostile text %j is harmless', (text) => {
    const one = setup(sessions({ 'a "b" c': file(), "it's": file(), '100%_': file() }));
    expect(() => all(one, text, 10)).not.toThrow();
    expect(all(one, 'a "b"', 10)).toEqual(['a "b" c']);
  });
  it('for a text as long as can be is harmless', () => {
    const one = setup(sessions({ aaa: file() }));
    for (const text of ['x', '*', '?*', 'xyz'].map((part) => part.repeat(255).slice(0, 255)))
      expect(() => all(one, text, 10)).not.toThrow();
  });
  it.each(['x', '-1', '1-2', "1' OR 1", '1-2-3-4', '1e9', ' 1'])('refuses a cursor it never gave: %j', (cursor) => {
    expect(kindOf(() => ask().find({ text: 'a', session: null, cursor, limit: 1 }))).toMatchObject({ kind: 'invalid' });
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
    ask.largest({ session: time(3), by, limit: 2 }).files.map(({ path, versions }) => [path, versions]);
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
  expect(ask.largest({ session: time(5), by: 'versions', limit: 1 }).files.map(({ path }) => path)).toEqual(['b']);
});
