import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf } from '../contract/entry-path.ts';
import { Refusal } from '../contract/failure.ts';
import { visible } from '../contract/words/visible.ts';
import { entryBelow, shownPath } from './shown-path.ts';

const typed = (text: string, source = '/srv/www') => entryBelow(source, text);

describe('a path as a person types it', () => {
  it.each([
    ['', ''],
    ['.', ''],
    ['docs', 'docs'],
    ['./docs//a.txt/', 'docs/a.txt'],
    ['/srv/www', ''],
    ['/srv/www/', ''],
    ['/srv//www/docs/a.txt', 'docs/a.txt'],
    ['..', '..'],
    ['a\\u{dcff}b', 'a\udcffb'],
    ['a\\u{5c}u{dcff}b', 'a\\u{dcff}b'],
    ['a\\u{110000}', 'a\\u{110000}'],
    ['a\\b\\u', 'a\\b\\u'],
    ['/srv/www/\\u{202e}gpj', '\u202egpj'],
  ])('%s is the entry %j', (text, path) => {
    expect(typed(text)).toBe(path);
  });

  it('is below a source that is the root of the machine, too', () => {
    expect([typed('/', '/'), typed('/etc/hosts', '/')]).toEqual(['', 'etc/hosts']);
  });

  it.each(['/srv', '/srv/www2', '/etc/passwd', '/'])('from / on it lies below the source: %s', (text) => {
    expect(() => typed(text)).toThrow(Refusal);
  });
});

describe('a path as it is shown', () => {
  it('can be typed back, whatever bytes it has, and holds nothing that a terminal obeys', () => {
    const pieces = fc.oneof(
      fc.constantFrom('\\', 'u{', 'u{dcff}', '5c}', '{', '\n', '\u001b[31m', '\u202e', '日本', 'が'.normalize('NFD'), ' ', '-', '"', "'"),
      fc.uint8Array({ minLength: 1, maxLength: 6 }).map(textOf),
    );
    const name = fc.array(pieces, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('').replaceAll(/[/\0]/g, '_'));
    const path = fc
      .array(name, { minLength: 1, maxLength: 3 })
      .filter((names) => !names.includes('.'))
      .map((names) => names.join('/'));
    fc.assert(
      fc.property(path, (entry) => {
        const shown = shownPath(entry);
        expect(visible(shown)).toBe(shown);
        expect(typed(shown)).toBe(entry);
      }),
    );
  });
});
