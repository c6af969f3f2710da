import { expect, it } from 'vitest';
import type { HistoryState, IndexState } from '../contract/history.ts';
import { sampleHost, sampleJob } from '../contract/samples.testing.ts';
import { isKnownAt } from './known-at.ts';
import { shelfOf } from './shelf.ts';

const host = sampleHost();
const here = shelfOf(sampleJob({ repository: { host: null, path: '/backup' } }), { hosts: [] }, '/home');
const there = shelfOf(sampleJob({ repository: { host: host.id, path: '/backup' } }), { hosts: [host] }, '/home');

it.each<[string, typeof here, IndexState, string[], boolean]>([
  ['whatever it is, where nothing came or went', here, 'ready', ['10D'], true],
  ['of a session that is known, on a host that is looked at meanwhile', there, 'ready', ['200'], true],
  ['that is not a session, there', there, 'ready', ['201'], false],
  ['that is the newest, there', there, 'ready', ['now'], false],
  ['that is the newest known one, as long as more is read', there, 'reading', ['now'], true],
  ['of a known session, as long as more is read', here, 'indexing', ['100', '200'], true],
  ['one of which is not known, as long as more is read', here, 'indexing', ['100', '300'], false],
  ['that is counted back, as long as more is read', here, 'indexing', ['1B'], false],
  ['of a session that is known, with a backup at work', here, 'behind', ['100'], true],
])('a moment %s', async (_, shelf, state, moments, isKnown) => {
  const keeper = (glance: boolean) => ({ glance: () => Promise.resolve(glance), state: () => Promise.resolve({ state } as HistoryState) });
  const timesOf = () => Promise.resolve([100, 200]);
  expect(await isKnownAt({ keeper: keeper(true), timesOf }, shelf, moments)).toBe(isKnown);
  expect(await isKnownAt({ keeper: keeper(false), timesOf }, shelf, moments)).toBe(false);
});
