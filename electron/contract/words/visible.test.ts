import { describe, expect, it } from 'vitest';
import { visible } from './visible.ts';

describe('what is invisible or active is shown (attack rows L2, L3, L6)', () => {
  it.each([
    ['a newline', 'a\nb', 'a\\u{a}b'],
    ['a tab', 'a\tb', 'a\\u{9}b'],
    ['ESC', '\u001b[2Jgone', '\\u{1b}[2Jgone'],
    ['DEL and a C1 control', '\u007f\u009b31m', '\\u{7f}\\u{9b}31m'],
    ['NUL', 'a\0', 'a\\u{0}'],
    ['a bidi override', 'exe.\u202egpj', 'exe.\\u{202e}gpj'],
    ['bidi isolates', '\u2066a\u2069', '\\u{2066}a\\u{2069}'],
    ['direction marks', '\u200e\u200f\u061c', '\\u{200e}\\u{200f}\\u{61c}'],
    ['zero width', 'a\u200bb\u200cc\u200dd\ufeffe\u2060f', 'a\\u{200b}b\\u{200c}c\\u{200d}d\\u{feff}e\\u{2060}f'],
    ['line and paragraph separators', '\u2028\u2029', '\\u{2028}\\u{2029}'],
    ['a soft hyphen', 'a\u00adb', 'a\\u{ad}b'],
    ['a lone surrogate', 'a\ud800b', 'a\\u{d800}b'],
    ['tag characters', 'a\u{e0041}', 'a\\u{e0041}'],
    ['fillers', '\u115f\u1160\u3164\uffa0', '\\u{115f}\\u{1160}\\u{3164}\\u{ffa0}'],
  ])('%s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});

it('what people write in any script is left as it is', () => {
  const texts = ['/srv/共有/見積書（最終）.xlsx', 'naïve – “quotes”', 'עברית عربي', '👍🏽 ❤️', '$(id) `x` <b>&amp;', 'バックアップ'];
  expect(texts.map(visible)).toEqual(texts);
});
