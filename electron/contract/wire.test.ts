import { expect, it } from 'vitest';
import { addressOf, targetOf, type Target } from './wire.ts';

it.each<Target>([
  { screen: 'overview' },
  { screen: 'settings' },
  { screen: 'job', job: 'accounting 会計' },
  { screen: 'job', job: 'a/b#c%20' },
  { screen: 'run', run: 17 },
  { screen: 'history', job: 'web1', at: null, path: '' },
  { screen: 'history', job: 'web1', at: 1_795_000_000, path: 'html/お知らせ/2026年.txt' },
  { screen: 'history', job: 'a/b#c%20', at: 0, path: 'now/100%/%41?#&+ \n\u202e\\' },
  { screen: 'history', job: '会計', at: -3600, path: 'caf\udce9/\udc80\udcff/😀é' },
  { screen: 'restore', job: 'web1', at: null, paths: [] },
  { screen: 'restore', job: 'web1', at: 1_795_000_000, paths: [''] },
  { screen: 'restore', job: 'a/b#c%20', at: -1, paths: ['html/お知らせ', 'caf\udce9', '100%/%41?#&+ \n\u202e\\'] },
])('the address of %j leads back to it', (target) => {
  expect(targetOf(`#${addressOf(target)}`)).toEqual(target);
});

it('the address of a path is letters that no browser rewrites', () => {
  const path = `${Array.from({ length: 126 }, (_, code) => String.fromCharCode(code + 1)).join('')}/é\udce9`;
  expect(addressOf({ screen: 'history', job: 'a', at: null, path })).toMatch(/^history\/a\/now\/[\w%/.~-]+$/);
});

it.each([
  ['#history/web1', { screen: 'history', job: 'web1', at: null, path: '' }],
  ['#history/web1/now', { screen: 'history', job: 'web1', at: null, path: '' }],
  ['#history/web1/now/a%2Fb', { screen: 'history', job: 'web1', at: null, path: 'a/b' }],
  ['#history/web1/7/100%', { screen: 'history', job: 'web1', at: 7, path: '100%' }],
  ['#history/web1/tomorrow/a', { screen: 'overview' }],
  ['#history/web1/1e3/a', { screen: 'overview' }],
  ['#history/web1/999999999999999999/a', { screen: 'overview' }],
  ['#history/web1/now/../etc', { screen: 'overview' }],
  ['#history/web1/now/a/%2e%2E/b', { screen: 'overview' }],
  ['#history/web1/now//a', { screen: 'overview' }],
  ['#history/web1/now/a%00', { screen: 'overview' }],
  ['#restore/web1', { screen: 'restore', job: 'web1', at: null, paths: [] }],
  ['#restore/web1/7/', { screen: 'restore', job: 'web1', at: 7, paths: [''] }],
  ['#restore/web1/7/a/b//c', { screen: 'restore', job: 'web1', at: 7, paths: ['a/b', 'c'] }],
  ['#restore/web1/7/a///c', { screen: 'overview' }],
  ['#restore/web1/now/a//../etc', { screen: 'overview' }],
  ['#restore/web1/tomorrow', { screen: 'overview' }],
])('the address %j is taken exactly, or not at all', (address, target) => {
  expect(targetOf(address)).toEqual(target);
});

it.each(['', '#', '#nothing', '#run/x', '#run/-1', '#job/%', '#overview/extra', '#javascript:alert(1)', '#token=abc'])(
  'the address %j leads to a screen that is there',
  (address) => {
    expect(['overview', 'job']).toContain(targetOf(address).screen);
  },
);

it.each([10_001, 5_000_000])('a path of %d letters is none', (length) => {
  expect(targetOf(`#history/web1/now/${'a/'.repeat(length / 2)}a`)).toEqual({ screen: 'overview' });
});

it('more paths than a restore takes are none', () => {
  expect(targetOf(`#restore/web1/now/${Array.from({ length: 10_001 }, (_, index) => index).join('//')}`)).toEqual({ screen: 'overview' });
  expect(targetOf(`#restore/web1/now/${'a//'.repeat(1_000_000)}a`)).toEqual({ screen: 'overview' });
});
