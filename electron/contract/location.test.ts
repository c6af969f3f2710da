import { describe, expect, it } from 'vitest';
import { AbsolutePath, Location, placeOf } from './location.ts';

describe('a path that rdiff-backup could not address exactly is refused with its reason (I5)', () => {
  it.each([
    ['path-relative', ''],
    ['path-relative', 'srv/www'],
    ['path-relative', '-x'],
    ['path-relative', '@x'],
    ['path-relative', '~/www'],
    ['path-relative', 'host::/srv'],
    ['path-backslash', '/srv/back\\slash'],
    ['path-control', '/srv/a\nb'],
    ['path-control', '/srv/a\0b'],
    ['path-control', '/srv/\u001b[2J'],
    ['path-unicode', '/srv/\ud800'],
    ['path-long', `/${'x'.repeat(256)}`],
    ['path-long', `/${'あ'.repeat(86)}`],
    ['path-long', '/abc'.repeat(1024)],
    ['path-dots', '/srv/../etc'],
    ['path-dots', '/srv/.'],
    ['path-dots', '/..'],
  ])('%s: %j', (reason, path) => {
    const answer = AbsolutePath.safeParse(path);
    expect(answer.error?.issues.map((issue) => issue.message)).toEqual([reason]);
  });
});

describe('a path that can be addressed is kept, with its slashes folded', () => {
  it.each([
    ['/', '/'],
    ['//', '/'],
    ['///', '/'],
    ['/srv/www/', '/srv/www'],
    ['//srv///www//', '/srv/www'],
    ['/srv/a::b', '/srv/a::b'],
    ['/srv/$(id) `x` \'y\' "z" %h {h}', '/srv/$(id) `x` \'y\' "z" %h {h}'],
    ['/srv/共有/ファイル', '/srv/共有/ファイル'],
    ['/srv/...', '/srv/...'],
    [`/${'あ'.repeat(85)}`, `/${'あ'.repeat(85)}`],
    // U+2028 ends a line for a regular expression; it must not keep the slash behind it.
    ['/srv/a\u2028/', '/srv/a\u2028'],
  ])('%j becomes %j', (path, folded) => {
    expect(AbsolutePath.parse(path)).toBe(folded);
  });
});

it('two spellings of one folder are one place, the same path on a host is another (I11)', () => {
  const places = [
    Location.parse({ host: null, path: '/backup//www/' }),
    Location.parse({ host: null, path: '/backup/www' }),
    Location.parse({ host: 'host-0000000a', path: '/backup/www' }),
  ].map(placeOf);
  expect(places).toEqual([':/backup/www', ':/backup/www', 'host-0000000a:/backup/www']);
});
