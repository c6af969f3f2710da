import { describe, expect, it } from 'vitest';
import { file, folder, indexOf, treeOf, type PlainSession } from './index.testing.ts';
import { createQuestions } from './questions.ts';

const of = (letter: string, size = 1) => file(size, { sha1: letter.repeat(40) });

/** `x` over seven sessions (times 1 to 7): what each holds, `-` for nothing and `/` for a folder; capitals have another mode. */
function asking(contents: string, damaged: readonly number[] = []) {
  const sessions = Array.from(contents).map((letter, at): PlainSession => {
    const own = { ...of(letter.toLowerCase()), mode: letter === letter.toLowerCase() ? 0o644 : 0o600 };
    const tree = treeOf(letter === '-' ? {} : { x: letter === '/' ? folder() : own });
    return { time: at + 1, state: damaged.includes(at + 1) ? 'damaged' : 'good', tree };
  });
  const { nearest } = createQuestions(indexOf(sessions));
  return (session: number, notVersions: number[] = []) => nearest({ path: 'x', session, notVersions });
}

describe('the nearest other version of a path', () => {
  it('is the newest older one, by the last session that has it', () => {
    expect(asking('aabbbcd')(4)).toEqual({ session: 2, older: true });
  });

  it('is the oldest newer one, by its first session, where nothing older is left', () => {
    expect(asking('bbbaacd')(2)).toEqual({ session: 4, older: false });
    expect(asking('-aabbcd')(2)).toEqual({ session: 4, older: false });
  });

  it('holds something else: another mode is no other version, nor is the same content again', () => {
    const nearest = asking('daBbABc');
    expect(nearest(4)).toEqual({ session: 2, older: true });
    expect(nearest(6)).toEqual({ session: 5, older: true });
    expect(nearest(6, [5])).toEqual({ session: 1, older: true });
  });

  it('is none of those that are known to be no good, and then there may be none', () => {
    const nearest = asking('abcde');
    expect(nearest(3, [2])).toEqual({ session: 1, older: true });
    expect(nearest(3, [2, 1, 99])).toEqual({ session: 4, older: false });
    expect(nearest(3, [2, 1, 4, 5])).toBeNull();
    expect(asking('aaa')(2)).toBeNull();
  });

  it('is of the same kind, and in a session that can be asked about', () => {
    expect(asking('a/bcc')(3)).toEqual({ session: 1, older: true });
    expect(asking('abcc', [2])(3)).toEqual({ session: 1, older: true });
  });

  it('is refused for a path that the session does not have', () => {
    const nearest = asking('a-b');
    expect(() => nearest(2)).toThrow(expect.objectContaining({ kind: 'unknown-path' }));
    expect(() => nearest(9)).toThrow(expect.objectContaining({ kind: 'no-session' }));
  });
});
