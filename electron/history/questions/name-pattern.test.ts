import { describe, expect, it } from 'vitest';
import { folded } from '../tables.ts';
import { namePattern, trigramsOf } from './name-pattern.ts';

const fits = (text: string, name: string) => namePattern(text).matches(folded(name));

describe('a name fits', () => {
  it.each([
    ['port', 'Report.txt'],
    ['ＲＥＰＯＲＴ', 'report'],
    ['ガイド', 'ｶﾞｲﾄﾞ.pdf'],
    ['ガイド', 'ガイド'.normalize('NFD')],
    ['*.PDF', '見積書.pdf'],
    ['a*c', 'abbc'],
    ['a*c', 'ac'],
    ['a?c', 'abc'],
    ['a?c', 'a🗂c'],
    ['*b*b*', 'abab'],
    ['??', '見積'],
    ['*', ''],
    ['**a**', 'a'],
    ['本当？', '本当？.txt'],
    ['[a]*', '[a] b'],
    ['\udcff', 'x\udcff'],
  ])('%j: %j', (text, name) => {
    expect(fits(text, name)).toBe(true);
  });
});

describe('a name does not fit', () => {
  it.each([
    ['port', 'por'],
    ['*.pdf', 'a.pdf.zip'],
    ['a*', 'ba'],
    ['a?c', 'ac'],
    ['a?c', 'abbc'],
    ['?', '見積'],
    ['.', 'a'],
    ['a|b', 'a'],
    ['本当?', '本当？.txt'],
  ])('%j: %j', (text, name) => {
    expect(fits(text, name)).toBe(false);
  });
});

it('a pattern made to be slow is not', () => {
  const began = performance.now();
  expect(fits(`${'*a'.repeat(120)}*b`, 'a'.repeat(255))).toBe(false);
  expect(performance.now() - began).toBeLessThan(500);
});

it('the very name comes before names that begin so, and those before all others', () => {
  const { rank } = namePattern('Note');
  expect(['note', 'notes', 'my note'].map(rank)).toEqual([0, 1, 2]);
});

describe('trigrams', () => {
  it('are asked for as quoted text, whatever stands in it', () => {
    expect(trigramsOf(['a"b'])).toBe('"a""b"');
    expect(trigramsOf(['or (', 'x OR'])).toBe('"or " AND "r (" AND "x O" AND " OR"');
  });
  it('are letters, not halves of letters, and leave out what the index does not know exactly', () => {
    expect(trigramsOf(['🗂a🗂'])).toBe('"🗂a🗂"');
    expect(trigramsOf(['ab\udcffcd'])).toBeNull();
    expect(trigramsOf(['ab\udcffcde'])).toBe('"cde"');
  });
  it('are few, however long the text', () => {
    const letters = Array.from({ length: 200 }, (_, at) => String.fromCharCode(0x4e00 + at)).join('');
    expect(trigramsOf([letters])?.split(' AND ').length).toBeLessThanOrEqual(24);
  });
  it('are none for less than three letters', () => {
    expect(trigramsOf(['見積', '.c'])).toBeNull();
  });
});
