import { expect, it } from 'vitest';
import type { HistoryState } from '../contract/history.ts';
import { sampleHost, sampleJob } from '../contract/samples.testing.ts';
import { emptySettings } from '../contract/settings.ts';
import { fakeClock } from '../platform/fakes.testing.ts';
import { historyAnswers } from './answers.ts';
import type { Shelf } from './shelf.ts';

const host = sampleHost();
const job = sampleJob({ repository: { host: host.id, path: '/backup/web1' } });

/** A job on a host, whose files are as `state` says; what rdiff-backup itself brings comes at last. */
function setup(state: HistoryState['state']) {
  const done: string[] = [];
  const stateBy = (by: Shelf['by']) => ({ name: job.name, state: by === 'tool' ? 'ready' : state }) as HistoryState;
  const keeper = {
    state: ({ by }: Shelf) => Promise.resolve(stateBy(by)),
    bring: async ({ by }: Shelf, how = 'look') => {
      for (let turn = 0; by === 'tool' && turn < 50; turn += 1) await Promise.resolve();
      done.push(`${by} ${how}`);
      return stateBy(by);
    },
    forget: () => undefined,
    glance: () => Promise.resolve(false),
    isUnseen: () => false,
    idle: () => Promise.resolve(),
  };
  const never = () => Promise.reject(new Error('not asked here'));
  const { answers } = historyAnswers({
    clock: fakeClock(),
    zone: () => 'UTC',
    home: '/home/modosu',
    settings: () => Promise.resolve({ ...emptySettings, hosts: [host], jobs: [job] }),
    store: { runsOfSessions: () => new Map(), badBetween: () => [] },
    slots: { skippedBetween: () => [] },
    threads: { build: never, ask: never, compare: never, close: () => undefined },
    keeper,
    byTool: { forget: () => done.push('forgotten'), mayList: never, times: never, sessions: never, folder: never },
  });
  return { answers, done };
}

it.each([
  ['where its host lets rdiff-backup alone read, what that brings is brought anew', 'restricted', ['files anew', 'tool anew']],
  ['where files can be read, these alone', 'ready', ['files anew']],
] as const)('a person who wants a history built anew waits for all of it: %s', async (_, state, brought) => {
  const { answers, done } = setup(state);
  await answers['history.rebuild']({ name: job.name });
  expect(await answers['history.settled']({ name: job.name })).toMatchObject({ state });
  expect(done).toEqual(['forgotten', ...brought, 'files look']);
  await answers['history.settled']({ name: job.name });
  expect(done.slice(-2)).toEqual(['files look', 'files look']);
});
