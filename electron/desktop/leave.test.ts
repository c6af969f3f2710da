import { expect, it } from 'vitest';
import type { Preferences } from '../contract/preferences.ts';
import type { Run } from '../contract/run.ts';
import type { Engine } from '../engine.ts';
import { fakeClock } from '../platform/fakes.testing.ts';
import type { Clock } from '../platform/ports.ts';
import { createClosing, createLeaving, type WayOut } from './leave.ts';

type World = { active?: string[]; reads?: string[]; atQuit?: Preferences['atQuit']; answer?: WayOut; cancels?: boolean; clock?: Clock };

const never: Clock = { ...fakeClock(), sleep: () => new Promise(() => undefined) };

const runOf = (jobName: string, id: number, change: Partial<Run> = {}) => ({ jobName, id, state: 'running', action: 'backup', ...change });

/** `active` have a backup at work, whose runs are 10, 20, …; those of them that read have a restore as well, the run behind it. */
function setup({ active = [], reads = [], atQuit = 'ask', answer = 'leave', cancels = true, clock = never }: World) {
  const idOf = (job = '') => (active.indexOf(job) + 1) * 10;
  const done: string[] = [];
  let release: (way: WayOut) => void = () => undefined;
  const engine = {
    ask: (name: string, input: { name?: string; run?: number }) => {
      if (name === 'status') {
        const jobs = ['idle', ...active].map((job) => ({ name: job, active: active.includes(job) ? runOf(job, idOf(job)) : null }));
        return Promise.resolve({ ok: true, value: { jobs } });
      }
      if (name === 'run.list') {
        const { name: job = '' } = input;
        const newest = runOf(job, idOf(job) + 1, reads.includes(job) ? { action: 'restore', state: 'queued' } : { state: 'done' });
        return Promise.resolve({ ok: true, value: [newest] });
      }
      done.push(`${name} ${input.name ?? ''} ${String(input.run)}`);
      return cancels ? Promise.resolve({ ok: true }) : new Promise(() => undefined);
    },
  } as unknown as Engine;
  const leaving = createLeaving({
    clock,
    engine,
    atQuit: () => atQuit,
    question: (runs) => {
      done.push(`asked about ${runs.map(({ jobName }) => jobName).join(' and ')}`);
      return new Promise((resolve) => {
        release = resolve;
        if (answer !== 'stay') resolve(answer);
      });
    },
    end: () => void done.push('ended'),
  });
  return { leaving, done, release: (way: WayOut) => release(way) };
}

it.each<[string, World, string[]]>([
  ['nothing is at work', {}, ['ended']],
  ['the person lets it finish', { active: ['www'] }, ['asked about www', 'ended']],
  [
    'the person cancels',
    { active: ['www', 'db'], answer: 'cancel' },
    ['asked about www and db', 'run.cancel www 10', 'run.cancel db 20', 'ended'],
  ],
  ['the preference is to leave it', { active: ['www'], atQuit: 'leave' }, ['ended']],
  ['the preference is to cancel it', { active: ['www'], atQuit: 'cancel' }, ['run.cancel www 10', 'ended']],
  [
    'a job has a backup and a restore at work',
    { active: ['www', 'db'], reads: ['www'], answer: 'cancel' },
    ['asked about www and www and db', 'run.cancel www 10', 'run.cancel www 11', 'run.cancel db 20', 'ended'],
  ],
])('when %s: %j', async (_, world, expected) => {
  const { leaving, done } = setup(world);
  await leaving.ask();
  expect(done).toEqual(expected);
});

it('stays when the person says so, asks once at a time, and can be asked again', async () => {
  const { leaving, done, release } = setup({ active: ['www'], answer: 'stay' });
  const first = leaving.ask();
  await leaving.ask();
  await new Promise(setImmediate);
  release('stay');
  await first;
  expect(done).toEqual(['asked about www']);
  void leaving.ask();
  await new Promise(setImmediate);
  expect(done).toEqual(['asked about www', 'asked about www']);
});

it('does not wait for ever for a run that will not be cancelled', async () => {
  const slept: number[] = [];
  const { leaving, done } = setup({ active: ['www'], answer: 'cancel', cancels: false, clock: fakeClock(0, (ms) => slept.push(ms)) });
  await leaving.ask();
  expect([done.at(-1), slept]).toEqual(['ended', [60_000]]);
});

it('ends at once when the session ends, even while it asks, and only once', async () => {
  const { leaving, done, release } = setup({ active: ['www'], answer: 'stay' });
  const asking = leaving.ask();
  await new Promise(setImmediate);
  leaving.now();
  release('leave');
  await asking;
  leaving.now();
  expect(done).toEqual(['asked about www', 'ended']);
});

type Answer = 'keep' | 'quit' | 'cancel';

it.each<[Answer, boolean, boolean]>([
  ['keep', true, false],
  ['quit', false, true],
  ['cancel', false, false],
])('without a tray, closing and then %s: the window goes %s, quitting %s', async (answer, goes, quits) => {
  const { leaving, done } = setup({});
  const mayClose = createClosing({ isPresent: () => false }, () => Promise.resolve(answer), leaving);
  expect([await mayClose(), done.includes('ended')]).toEqual([goes, quits]);
});

it('asks nothing when a tray shows that the program goes on, and nothing a second time while it asks', async () => {
  let questions = 0;
  let present = true;
  const question = () => {
    questions += 1;
    return new Promise<Answer>(() => undefined);
  };
  const mayClose = createClosing({ isPresent: () => present }, question, setup({}).leaving);
  expect([await mayClose(), questions]).toEqual([true, 0]);
  present = false;
  void mayClose();
  expect([await mayClose(), questions]).toEqual([false, 1]);
});
