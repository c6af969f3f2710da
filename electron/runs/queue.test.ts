import { describe, expect, it } from 'vitest';
import type { Run } from '../contract/run.ts';
import { sampleRun } from '../contract/samples.testing.ts';
import { blockedBy } from './queue.ts';

const run = (id: number, state: Run['state'], place: string, host: string | null = null) => sampleRun({ id, state, place, host });
const hostA = 'host-0000000a';
const hostB = 'host-0000000b';

describe('one writer per repository, one run per host, two in all, first come first served (I11, rdiff-backup 12.8, fault row E15)', () => {
  it.each<[string, Run, Run[], number | undefined]>([
    ['alone', run(1, 'queued', ':/a'), [], undefined],
    ['beside itself', run(1, 'queued', ':/a', hostA), [run(1, 'queued', ':/a', hostA)], undefined],
    ['beside another repository', run(2, 'queued', ':/b'), [run(1, 'running', ':/a')], undefined],
    ['while somebody writes there', run(2, 'queued', ':/a'), [run(1, 'running', ':/a')], 1],
    ['while somebody checks there', run(2, 'queued', ':/a'), [run(1, 'preparing', ':/a')], 1],
    ['while somebody reads the result there', run(2, 'queued', ':/a'), [run(1, 'finishing', ':/a')], 1],
    ['when it is over there', run(2, 'queued', ':/a'), [run(1, 'done', ':/a')], undefined],
    ['while somebody talks to its host', run(2, 'queued', ':/b', hostA), [run(1, 'running', ':/a', hostA)], 1],
    ['while somebody talks to another host', run(2, 'queued', ':/b', hostB), [run(1, 'running', ':/a', hostA)], undefined],
    ['two local ones share no host', run(2, 'queued', ':/b', null), [run(1, 'running', ':/a', null)], undefined],
    ['the same path on another machine', run(2, 'queued', `${hostA}:/a`, hostA), [run(1, 'running', ':/a')], undefined],
    ['while two are at work', run(3, 'queued', ':/c'), [run(1, 'running', ':/a'), run(2, 'finishing', ':/b')], 1],
    ['while one is at work and one waits', run(3, 'queued', ':/c'), [run(1, 'running', ':/a'), run(2, 'queued', ':/b')], undefined],
    ['behind one that came first', run(2, 'queued', ':/a'), [run(1, 'queued', ':/a')], 1],
    ['before one that came later', run(1, 'queued', ':/a'), [run(2, 'queued', ':/a')], undefined],
    ['after one that came later but is at work', run(1, 'queued', ':/a'), [run(2, 'running', ':/a')], 2],
    [
      'behind the first on the same host',
      run(3, 'queued', ':/c', hostA),
      [run(1, 'queued', ':/a', hostB), run(2, 'queued', ':/b', hostA)],
      2,
    ],
  ])('%s', (_, one, active, expected) => {
    expect(blockedBy(one, active)?.id).toBe(expected);
  });
});

it('never lets more than two begin, nor two on one host or repository, whatever comes (fault row B7)', () => {
  const waiting = [
    run(1, 'queued', ':/a', hostA),
    run(2, 'queued', ':/b', hostA),
    run(3, 'queued', ':/a', null),
    run(4, 'queued', ':/c', hostB),
    run(5, 'queued', ':/d', null),
  ];
  const order: number[] = [];
  let active = waiting;
  while (active.length > 0) {
    for (const { id } of active.filter(({ state }) => state === 'queued')) {
      const me = active.find((one) => one.id === id)!;
      if (!blockedBy(me, active)) active = active.map((one) => (one.id === id ? { ...one, state: 'running' } : one));
    }
    const working = active.filter(({ state }) => state === 'running');
    const hosts = working.flatMap(({ host }) => host ?? []);
    expect(working.length).toBeLessThanOrEqual(2);
    expect(new Set(working.map(({ place }) => place)).size).toBe(working.length);
    expect(new Set(hosts).size).toBe(hosts.length);
    order.push(working[0]!.id);
    active = active.filter(({ id }) => id !== working[0]!.id);
  }
  expect(order.toSorted()).toEqual([1, 2, 3, 4, 5]);
});
