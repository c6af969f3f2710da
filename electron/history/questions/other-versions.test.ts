import { describe, expect, it } from 'vitest';
import { file, folder, indexOf, treeOf, type PlainSession } from './index.testing.ts';
import { createQuestions } from './questions.ts';

const sha1 = (letter: string) => letter.repeat(40);

/** `x` over seven sessions (times 1 to 7): what each holds, `-` for nothing and `/` for a folder; capitals have another mode. */
function asking(contents: string, damaged: readonly number[] = []) {
  const sessions = Array.from(contents).map((letter, at): PlainSession => {
    const content = letter.toLowerCase();
    const own = { ...file(1, { sha1: sha1(content) }), mode: letter === content ? 0o644 : 0o600 };
    const tree = treeOf(letter === '-' ? {} : { x: letter === '/' ? folder() : own });
    return { time: at + 1, state: damaged.includes(at + 1) ? 'damaged' : 'good', tree };
  });
  const { others } = createQuestions(indexOf(sessions));
  const ask = (session: number, notVersions: number[] = [], most = 9) => others({ path: 'x', session, notVersions, most });
  /** The sessions of older and of newer ones in their order; what is alike stands in brackets. */
  const told = (...asked: Parameters<typeof ask>) =>
    ask(...asked).map(({ session, older, alike }) => `${older ? '<' : '>'}${alike ? `(${String(session)})` : String(session)}`);
  return { ask, told };
}

describe('the other versions of a path', () => {
  it('are the older ones, by the last session that has each, and then the newer ones, by the first; the nearest first', () => {
    expect(asking('aabbbcdd').told(4)).toEqual(['<2', '>6', '>7']);
    expect(asking('abbcdde').told(4)).toEqual(['<3', '<1', '>5', '>7']);
    expect(asking('-aabbcd').told(2)).toEqual(['>4', '>6', '>7']);
  });

  it('come with what is recorded of each', () => {
    expect(asking('ab').ask(2)).toEqual([{ session: 1, older: true, size: 1, sha1: sha1('a'), alike: false }]);
  });

  it('are told to be alike where they hold the same: with another mode, or again later', () => {
    const { told } = asking('daBbABc');
    expect(told(4)).toEqual(['<(3)', '<2', '<1', '>5', '>(6)', '>7']);
    expect(told(6, [5])).toEqual(['<(4)', '<(3)', '<(2)', '<1', '>7']);
  });

  it('are none of those that are known to be no good', () => {
    const { told } = asking('abcde');
    expect(told(3, [2])).toEqual(['<1', '>4', '>5']);
    expect(told(3, [2, 1, 99])).toEqual(['>4', '>5']);
    expect(told(3, [2, 1, 4, 5])).toEqual([]);
    expect(asking('aaa').told(2)).toEqual([]);
  });

  it('are no more than are wanted on each side', () => {
    expect(asking('abcdefg').told(4, [], 2)).toEqual(['<3', '<2', '>5', '>6']);
  });

  it('are of the same kind, and in sessions that can be asked about', () => {
    expect(asking('a/bcc').told(3)).toEqual(['<1', '>4']);
    expect(asking('abcc', [2]).told(3)).toEqual(['<1']);
  });

  it('have the digest that is recorded for another name of the same file', () => {
    const tree = (letter: string) => treeOf({ x: file(1), y: file(1, { sha1: sha1(letter) }) });
    const sharing = new Map([
      ['x', '1:2'],
      ['y', '1:2'],
    ]);
    const sessions = ['a', 'b'].map((letter, at): PlainSession => ({ time: at + 1, state: 'good', tree: tree(letter), sharing }));
    sessions.push({ time: 3, state: 'good', tree: treeOf({ x: file(2, { sha1: sha1('c') }) }) });
    const { others } = createQuestions(indexOf(sessions));
    expect(others({ path: 'x', session: 3, notVersions: [], most: 9 }).map((one) => one.sha1)).toEqual([sha1('b')]);
  });

  it('are refused for a path that the session does not have', () => {
    const { ask } = asking('a-b');
    expect(() => ask(2)).toThrow(expect.objectContaining({ kind: 'unknown-path' }));
    expect(() => ask(9)).toThrow(expect.objectContaining({ kind: 'no-session' }));
  });
});
