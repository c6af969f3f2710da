import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { sampleJob, sampleRun } from '../contract/samples.testing.ts';
import type { OtherVersion } from '../history/history.ts';
import { localFiles } from '../platform/files.ts';
import type { Clock, Processes } from '../platform/ports.ts';
import { stepFiles } from '../runs/runs.ts';
import { nearestOf, type NearestDeps } from './nearest.ts';

const of = (letter: string, session: number, older: boolean, more: Partial<OtherVersion> = {}): OtherVersion => ({
  ...{ session, older, size: 3, sha1: letter.repeat(40), alike: false },
  ...more,
});

/** `x` has these other versions; the hand says `end`, and `plans` are what it was given. */
function setup(others: OtherVersion[], end: object | null, cancelledAt: number | null = null) {
  const folder = mkdtempSync(join(tmpdir(), 'modosu-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const run = sampleRun({ action: 'restore', cancelledAt });
  const plans: string[] = [];
  const deps: NearestDeps = {
    files: localFiles,
    clock: { monotonic: () => 0 } as Clock,
    processes: {} as Processes,
    store: { get: () => run, fact: () => undefined, keepFact: () => undefined },
    announce: () => undefined,
    history: { otherVersions: () => Promise.resolve(others) },
    steps: {
      perform: (_, name) => {
        const files = stepFiles(folder, name);
        plans.push(readFileSync(join(folder, 'states'), 'utf8'));
        writeFileSync(files.stdout, end ? `${JSON.stringify({ end })}\n` : '');
        return Promise.resolve({ code: 0, cancelled: false, flooded: false, files });
      },
      follow: () => Promise.reject(new Error('nothing to follow')),
      unnoted: () => Promise.resolve(undefined),
    },
  };
  const scene = {
    run,
    job: sampleJob(),
    repository: null,
    folder,
    tools: { tool: 'rdiff-backup', python: 'python3', program: '', ssh: undefined },
  };
  return {
    plans,
    ask: (...sessions: number[]) =>
      nearestOf(
        deps,
        scene,
        sessions.map((session) => ({ path: 'x', session })),
      ),
  };
}

it('the nearest good one is offered, an older one before a newer one', async () => {
  const others = [of('c', 30, true), of('b', 20, true), of('e', 50, false)];
  const { ask } = setup(others, {
    good: [
      ['x', 50],
      ['x', 20],
    ],
    bad: [['x', 30]],
  });
  expect(await ask(40)).toEqual([{ session: 20, older: true, proved: true }]);
});

it('what holds the same as a lost one is offered where it was read, and never unread (I2)', async () => {
  const others = [of('d', 30, true, { alike: true }), of('e', 50, false)];
  expect(await setup(others, { good: [['x', 30]], bad: [] }).ask(40)).toEqual([{ session: 30, older: true, proved: true }]);
  expect(await setup(others, { good: [], bad: [] }).ask(40)).toEqual([{ session: 50, older: false, proved: false }]);
});

it('what was read and is not as recorded is not offered at all', async () => {
  const others = [of('c', 30, true), of('e', 50, false)];
  expect(await setup(others, { good: [], bad: [['x', 30]] }).ask(40)).toEqual([{ session: 50, older: false, proved: false }]);
  expect(
    await setup(others, {
      good: [],
      bad: [
        ['x', 30],
        ['x', 50],
      ],
    }).ask(40),
  ).toEqual([null]);
});

it('each version is read once, the newest first, and none of which no digest is recorded', async () => {
  const others = [of('b', 20, true), of('a', 10, true, { sha1: null }), of('e', 50, false)];
  const { ask, plans } = setup(others, { good: [], bad: [] });
  await ask(40, 30);
  expect(plans.map((plan) => plan.split('\0'))).toEqual([['x', '50', '3', 'e'.repeat(40), 'x', '20', '3', 'b'.repeat(40), '']]);
});

it('nothing is read where no digest is recorded, or once the run is cancelled, and then nothing is called good', async () => {
  const unrecorded = setup([of('c', 30, true, { sha1: null })], null);
  const cancelled = setup([of('c', 30, true)], null, 5);
  for (const { ask } of [unrecorded, cancelled]) expect(await ask(40)).toEqual([{ session: 30, older: true, proved: false }]);
  expect([unrecorded.plans, cancelled.plans]).toEqual([[], []]);
});

it('a hand that ends without a word proves nothing', async () => {
  expect(await setup([of('c', 30, true)], null).ask(40)).toEqual([{ session: 30, older: true, proved: false }]);
});
