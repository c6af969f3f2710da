import { describe, expect, it } from 'vitest';
import { file, folder, link } from './index.testing.ts';
import type { Questions } from './questions.ts';
import { kindOf, page, sessions, setup, time } from './questions.testing.ts';

const list = (ask: Questions, number: number, path = '', more: Partial<Parameters<Questions['folder']>[0]> = {}) =>
  ask.folder({ session: time(number), path, order: 'name', later: false, ...page, ...more });
const marks = (found: ReturnType<Questions['folder']>) => Object.fromEntries(found.entries.map(({ name, differs }) => [name, differs]));

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
    expect(kindOf(() => list(ask, 1, 'a'))).toEqual({ kind: 'not-a-folder', facts: { path: 'a' } });
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
        const { total, entries, isSorted } = list(ask, 1, '', { offset, limit: 1000, later, order: 'size' });
        found.push(...entries.map(({ name }) => name));
        expect(isSorted).toBe(false);
        if (entries.length === 0) return { total, found };
      }
    };
    expect(paged(false)).toEqual({ total: 10_500, found: wanted });
    expect(paged(true)).toEqual({ total: 10_501, found: [...wanted, 'zz'] });
    const jump = list(ask, 1, '', { offset: 5003, limit: 2 }).entries;
    expect(jump.map(({ name }) => name)).toEqual(wanted.slice(5003, 5005));
    expect(new Set(jump.map(({ differs }) => differs))).toEqual(new Set(['changed']));
  });
  it('of which ten thousand names went with the years is put in order where few are left', () => {
    const names = Array.from({ length: 10_500 }, (_, at) => `f${at}`);
    const ask = setup(sessions(Object.fromEntries(names.map((name) => [name, file()])), { f10: file(1), f9: file(3), B: file(2) }));
    const shown = (number: number, order: 'name' | 'size') => {
      const { isSorted, total, entries } = list(ask, number, '', { order, limit: 3 });
      return [isSorted, total, entries.map(({ name }) => name)];
    };
    expect(shown(2, 'name')).toEqual([true, 3, ['B', 'f9', 'f10']]);
    expect(shown(2, 'size')).toEqual([true, 3, ['f9', 'B', 'f10']]);
    expect(shown(1, 'name')).toEqual([false, 10_500, ['f0', 'f1', 'f10']]);
  });
});
