import { describe, expect, it } from 'vitest';
import { Refusal } from '../contract/failure.ts';
import { sampleHost } from '../contract/samples.testing.ts';
import { parsePlace, showPlace } from './place.ts';

const hosts = [sampleHost(), sampleHost({ id: 'host-0000000c', name: 'db' })];

function refusal(text: string): unknown {
  try {
    return parsePlace(text, hosts, 'from');
  } catch (error) {
    return error instanceof Refusal ? { kind: error.kind, facts: error.facts } : error;
  }
}

describe('a place as a person writes it', () => {
  it.each([
    ['/srv/www', { host: null, path: '/srv/www' }],
    ['/srv/a:b::c', { host: null, path: '/srv/a:b::c' }],
    ['/web1:/x', { host: null, path: '/web1:/x' }],
    ['/', { host: null, path: '/' }],
    ['web1:/var//www/', { host: 'host-0000000a', path: '/var/www' }],
    ['db:/a:b', { host: 'host-0000000c', path: '/a:b' }],
  ])('%s', (text, location) => {
    expect(parsePlace(text, hosts, 'from')).toEqual(location);
  });

  it.each([
    ['srv/www', { kind: 'invalid', facts: { field: 'from', reason: 'path-relative', value: 'srv/www' } }],
    ['', { kind: 'invalid', facts: { field: 'from', reason: 'path-relative', value: '' } }],
    ['web1:var', { kind: 'invalid', facts: { field: 'from', reason: 'path-relative', value: 'web1:var' } }],
    ['web1::/var', { kind: 'invalid', facts: { field: 'from', reason: 'path-relative', value: 'web1::/var' } }],
    ['web1:/a/../b', { kind: 'invalid', facts: { field: 'from', reason: 'path-dots', value: 'web1:/a/../b' } }],
    ['/a\\b', { kind: 'invalid', facts: { field: 'from', reason: 'path-backslash', value: '/a\\b' } }],
  ])('%j is refused with its reason (I5)', (text, expected) => {
    expect(refusal(text)).toEqual(expected);
  });

  it.each(['web2:/var', ':/var', 'root@web1:/var', 'constructor:/var'])(
    '%j names no host we know; the refusal names those we do',
    (text) => {
      expect(refusal(text)).toEqual({ kind: 'unknown-host', facts: { name: text.split(':')[0], known: 'web1, db' } });
    },
  );
});

it.each(['/srv/www', 'web1:/var/www', 'db:/a:b'])('%s is shown as it was written', (text) => {
  expect(showPlace(parsePlace(text, hosts, 'from'), hosts)).toBe(text);
});

it('a place on a host that is gone shows its id', () => {
  expect(showPlace({ host: 'host-0000000f', path: '/x' }, hosts)).toBe('host-0000000f:/x');
});
