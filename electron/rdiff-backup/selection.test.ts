import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchored, selectionList } from './selection.ts';

describe('a pattern is tied to the source as it stands on the command line (rdiff-backup 12.7)', () => {
  it.each([
    ['cache', '/src', '/src/cache'],
    ['cache/', '/src', '/src/cache'],
    ['docs/*.log', '/src', '/src/docs/*.log'],
    ['/src/cache', '/src', '/src/cache'],
    ['/src/cache//', '/src', '/src/cache'],
    ['**', '/src', '/src/**'],
    ['**.jpg', '/src', '/src/**.jpg'],
    ['**/tmp/**', '/srv/tmp/www', '/srv/tmp/www**/tmp/**'],
    ['ignorecase:**/Thumbs.db', '/src', 'ignorecase:/src**/Thumbs.db'],
    ['ignorecase:Cache', '/src', 'ignorecase:/src/Cache'],
    ['ignorecase:/src/Cache', '/src', 'ignorecase:/src/Cache'],
    ['cache', '/', '/cache'],
    ['/var/cache', '/', '/var/cache'],
    ['**/tmp', '/', '**/tmp'],
    ['**', '/', '/**'],
    ['br\\[1\\].txt', '/src', '/src/br\\[1\\].txt'],
    ['-x', '/src', '/src/-x'],
    ['@x', '/src', '/src/@x'],
    ['+ x', '/src', '/src/+ x'],
  ])('%j below %j is %j', (pattern, source, expected) => {
    expect(anchored(pattern, source)).toBe(expected);
  });

  it.each([
    ['/srv/da[1]ta', 'x', '/srv/da\\[1\\]ta/x'],
    ['/srv/a*b?', '**/x', '/srv/a\\*b\\?**/x'],
    ['/srv/da[1]ta', '/srv/da[1]ta/x[2]', '/srv/da\\[1\\]ta/x[2]'],
  ])('the glob characters of the source %j stand for themselves', (source, pattern, expected) => {
    expect(anchored(pattern, source)).toBe(expected);
  });

  it.each([
    ['/etc', '/src'],
    ['/src', '/src'],
    ['/src/', '/src'],
    ['/srcery/x', '/src'],
    ['/', '/src'],
    ['/', '/'],
    ['', '/src'],
    ['ignorecase:', '/src'],
    ['ignorecase:/etc', '/src'],
  ])('%j can match nothing below %j: rdiff-backup would end with an error', (pattern, source) => {
    expect(anchored(pattern, source)).toBeUndefined();
  });

  it.each([
    ['a//b*', '/src/a/b*'],
    ['/src//cache*', '/src/cache*'],
    ['**//x', '/src**/x'],
  ])('%j loses its doubled slash: rdiff-backup dies of one in a glob ("Consecutive \'/\'s found")', (pattern, expected) => {
    expect(anchored(pattern, '/src')).toBe(expected);
  });
});

it('the list ends each rule with NUL and gives it its own sign, in the order of the rules (rdiff-backup 12.7)', () => {
  const rules = [
    { action: 'include', pattern: 'docs' },
    { action: 'exclude', pattern: 'ignorecase:**/*.tmp' },
    { action: 'exclude', pattern: '**' },
  ] as const;
  expect(selectionList(rules, '/src')).toBe('+ /src/docs\0- ignorecase:/src**/*.tmp\0- /src/**\0');
});

it('no pattern can add a rule, turn its sign or leave the source (I5, attack row I8)', () => {
  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom('\n', '+ ', '- ', '**', '/', '\r', 'ignorecase:', '/src', '\\'),
        fc.string({ unit: 'grapheme', maxLength: 4 }),
      ),
    )
    .map((parts) => parts.join('').replaceAll('\0', ''));
  const rule = fc.record({ action: fc.constantFrom('include' as const, 'exclude' as const), pattern: text });
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 6 }), (rules) => {
      const entries = selectionList(rules, '/src').split('\0');
      const matching = rules.filter(({ pattern }) => anchored(pattern, '/src') !== undefined);
      expect(entries.pop()).toBe('');
      expect(entries.map((entry) => entry.slice(0, 2))).toEqual(matching.map(({ action }) => (action === 'include' ? '+ ' : '- ')));
      for (const entry of entries) expect(entry.slice(2)).toMatch(/^(?:ignorecase:)?\/src(?:\/|\*\*\/)/);
    }),
    { numRuns: 2000 },
  );
});
