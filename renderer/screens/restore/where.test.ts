import { expect, it } from 'vitest';
import { newFolder, placeOf, singleOf } from './where.ts';

it.each([
  [newFolder, { place: { kind: 'new' } }],
  [{ ...newFolder, kind: 'original' as const }, { place: { kind: 'original' } }],
  [{ ...newFolder, kind: 'folder' as const, folder: ' /srv/back/ ' }, { place: { kind: 'path', to: '/srv/back' } }],
  [{ ...newFolder, kind: 'folder' as const }, { wrong: '' }],
  [{ ...newFolder, kind: 'folder' as const, folder: 'srv' }, { wrong: 'path-relative' }],
  [{ ...newFolder, kind: 'folder' as const, folder: '/srv/../etc' }, { wrong: 'path-dots' }],
  [{ ...newFolder, kind: 'folder' as const, folder: '/a', host: 'web2', hostPath: '/b' }, { place: { kind: 'path', to: '/a' } }],
  [{ ...newFolder, kind: 'host' as const, host: 'web2', hostPath: '/var/www' }, { place: { kind: 'path', to: 'web2:/var/www' } }],
  [{ ...newFolder, kind: 'host' as const, hostPath: '/var/www' }, { wrong: '' }],
])('%j is taken as %j', (where, place) => {
  expect(placeOf(where, 'docs')).toEqual(place);
});

it('one thing alone can get the very path that is typed', () => {
  const where = { ...newFolder, kind: 'folder' as const, folder: '/srv/docs2', asItself: true };
  expect(placeOf(where, 'docs')).toEqual({ place: { kind: 'as', to: '/srv/docs2' } });
  expect(placeOf(where, null)).toEqual({ place: { kind: 'path', to: '/srv/docs2' } });
  expect(placeOf({ ...where, kind: 'new' }, 'docs')).toEqual({ place: { kind: 'new' } });
  expect([['docs'], [''], ['a', 'b'], []].map((paths) => singleOf(new Set(paths)))).toEqual(['docs', null, null, null]);
});
