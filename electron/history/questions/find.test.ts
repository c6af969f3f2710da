import { describe, expect, it, onTestFinished } from 'vitest';
import { file, indexOf } from './index.testing.ts';
import { createQuestions, type Questions } from './questions.ts';
import { kindOf, sessions, setup, time } from './questions.testing.ts';

const all = (ask: Questions, text: string, limit: number, session: number | null = null): string[] => {
  const paths: string[] = [];
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    const found: ReturnType<Questions['find']> = ask.find({ text, session, cursor, limit });
    paths.push(...found.hits.map(({ path }) => path));
    cursor = found.cursor;
  }
  return paths;
};

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
      INSERT INTO version SELECT 9, since, until, kind, size, modified, mode, owner, sha1, target, links FROM version WHERE entry = 2`);
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
    ['c?mmon-*9', 7],
    ['*ommo*', 999],
    ['見', 100],
    ['n-9999', 1],
  ])('for %j goes on where it stopped: nothing twice, nothing lost', (text, limit) => {
    const names = Array.from({ length: 9000 }, (_, at) => (at % 3 === 0 ? `見${at}` : at % 3 === 1 ? `common-${at}` : `${at}/common`));
    const found = all(setup(sessions(Object.fromEntries(names.map((name) => [name, file()])))), text, limit);
    const patterns: Record<string, RegExp> = { 'c*n': /^c.*n$/, 'c?mmon-*9': /^c.mmon-.*9$/ };
    const isWanted = (name: string) => patterns[text]?.test(name) ?? name.includes(text.replaceAll('*', ''));
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
