import { expect, it } from 'vitest';
import { newFolder, placeOf } from './where.ts';

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
  expect(placeOf(where)).toEqual(place);
});
