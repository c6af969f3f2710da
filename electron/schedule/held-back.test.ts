import { describe, expect, it } from 'vitest';
import type { Cause } from '../contract/outcome.ts';
import { sampleJob } from '../contract/samples.testing.ts';
import { daily, day, hour, localTimes, minute, noon, reasons, setup, triggers } from './machine.testing.ts';

describe('what holds a backup back is recorded', () => {
  it('a run that is longer than its interval (E10)', async () => {
    const machine = setup({ schedule: { rhythm: { kind: 'hourly', every: 1, minute: 0 }, zone: 'Europe/Berlin', since: noon } });
    await machine.look();
    await machine.live(3.5 * hour, { ends: false });
    expect(machine.started).toHaveLength(1);
    expect(reasons(machine.skipped)).toEqual(['running', 'running']);
    machine.end();
    await machine.live(hour);
    expect(triggers(machine.started)).toEqual(['schedule', 'schedule']);
  });

  it('a pause of the job, and one of all; what falls into it is not caught up', async () => {
    const machine = setup();
    await machine.look();
    machine.pauses.set({ job: 'job-0000000b', since: machine.now(), until: machine.now() + day });
    await machine.live(day);
    expect([machine.started.length, reasons(machine.skipped)]).toEqual([0, ['paused']]);
    machine.pauses.set({ job: null, since: machine.now(), until: null });
    await machine.live(day);
    expect(reasons(machine.skipped)).toEqual(['paused', 'paused']);
    expect((await machine.due())[0]?.pausedUntil).toBe('resumed');
    machine.pauses.end(null);
    await machine.live(day);
    expect(triggers(machine.started)).toEqual(['schedule']);
  });

  it('a pause that was over before anybody looked', async () => {
    const machine = setup();
    await machine.look();
    machine.pauses.set({ job: null, since: machine.now(), until: machine.now() + 20 * hour });
    machine.pass(day);
    await machine.live(10 * minute);
    expect([machine.started.length, reasons(machine.skipped)]).toEqual([0, ['paused']]);
  });

  it('the battery, where the job says so: it waits, and runs as soon as there is power', async () => {
    const machine = setup({ notOnBattery: true });
    await machine.look();
    machine.world.battery = true;
    await machine.live(15 * hour);
    expect(machine.started).toEqual([]);
    expect((await machine.due())[0]?.waitsFor).toBe('battery');
    machine.world.battery = false;
    await machine.live(2 * minute);
    expect(triggers(machine.started)).toEqual(['catch-up']);
    machine.world.battery = true;
    await machine.live(2 * day);
    expect(reasons(machine.skipped)).toEqual(['battery']);
    const other = setup();
    other.world.battery = true;
    await other.look();
    await other.live(day);
    expect(triggers(other.started)).toEqual(['schedule']);
  });
});

describe('a failed connection', () => {
  it('is tried again after 5, 15 and 60 minutes, then not before the next due time', async () => {
    const machine = setup();
    await machine.look();
    const ends: number[] = [];
    for (let minutes = 0; minutes < 24 * 60; minutes += 1) {
      await machine.live(minute, { ends: false });
      if (machine.end('failed', 'refused').length > 0) ends.push(machine.now());
    }
    expect(triggers(machine.started)).toEqual(['schedule', 'retry', 'retry', 'retry']);
    expect(machine.started.slice(1).map(({ at }, index) => (at - (ends[index] ?? 0)) / minute)).toEqual([5, 15, 60]);
    expect(new Set(machine.started.map(({ slot }) => slot)).size).toBe(1);
  });

  it('so is what found another program at work on the repository', async () => {
    const machine = setup();
    await machine.look();
    await machine.live(14.6 * hour, { ends: false });
    machine.end('busy', 'writer');
    await machine.live(6 * minute);
    expect(triggers(machine.started)).toEqual(['schedule', 'retry']);
  });

  it.each<[Cause]>([['host-key-changed'], ['login-refused'], ['source-missing'], ['disk-full']])('never after %s', async (cause) => {
    const machine = setup();
    await machine.look();
    for (let minutes = 0; minutes < 20 * 60; minutes += 1) {
      await machine.live(minute, { ends: false });
      machine.end('failed', cause);
    }
    expect(triggers(machine.started)).toEqual(['schedule']);
  });
});

describe('a job that changes while it is due or runs (E14)', () => {
  it('without a schedule nothing is due any more', async () => {
    const machine = setup();
    await machine.look();
    machine.pass(day);
    await machine.look();
    machine.change((settings) => ({ ...settings, jobs: settings.jobs.map((job) => ({ ...job, schedule: null })) }));
    await machine.live(2 * day);
    expect(machine.started).toEqual([]);
    expect((await machine.due())[0]).toMatchObject({ next: null, waitsFor: null });
  });

  it('deleted, it is forgotten, whether it was due or runs', async () => {
    const machine = setup();
    await machine.look();
    await machine.live(14.6 * hour, { ends: false });
    expect(machine.started).toHaveLength(1);
    machine.change((settings) => ({ ...settings, jobs: [] }));
    machine.end();
    await machine.live(2 * day);
    expect(machine.started).toHaveLength(1);
    expect(await machine.due()).toEqual([]);
  });

  it('edited, it is due by its new schedule and not for what the old one missed', async () => {
    const machine = setup();
    await machine.look();
    machine.pass(day);
    machine.change((settings) => ({
      ...settings,
      jobs: settings.jobs.map((job) => ({ ...job, schedule: machine.scheduleOf({ kind: 'daily', at: '22:00' }) })),
    }));
    await machine.live(day);
    expect(localTimes(machine.started)).toEqual(['2026-11-11 22:00']);
    expect(machine.skipped).toEqual([]);
  });
});

/** A machine with so many jobs, all of them due daily. */
function withJobs(count: number) {
  const machine = setup();
  const schedule = machine.scheduleOf(daily);
  const jobs = Array.from({ length: count }, (_, index) => {
    const id = `job-${index.toString(16).padStart(8, '0')}`;
    return sampleJob({ id, name: `job ${index}`, schedule, repository: { host: null, path: `/backup/${index}` } });
  });
  machine.change((settings) => ({ ...settings, jobs }));
  return machine;
}

describe('many jobs', () => {
  it('fifty that were missed are caught up once each, spread over the minutes from one to five (E1)', async () => {
    const machine = withJobs(50);
    await machine.look();
    machine.pass(3 * day);
    machine.world.chance = 0;
    let next = 0;
    Object.defineProperty(machine.world, 'chance', { get: () => (next = (next + 0.37) % 1) });
    await machine.look();
    const began = machine.now();
    await machine.live(10 * minute);
    expect(machine.started).toHaveLength(50);
    expect(new Set(machine.started.map(({ job }) => job)).size).toBe(50);
    const minutes = new Set(machine.started.map(({ at }) => Math.round((at - began) / minute)));
    expect(minutes.size).toBeGreaterThanOrEqual(4);
    const most = Math.max(
      ...[...minutes].map((each) => machine.started.filter(({ at }) => Math.round((at - began) / minute) === each).length),
    );
    expect(most).toBeLessThanOrEqual(20);
  });

  it('whose hosts do not answer are all asked at the same time: silence of one delays no other', async () => {
    const machine = withJobs(50);
    await machine.look();
    machine.pass(day);
    await machine.look();
    machine.pass(6 * minute);
    const waiting: (() => void)[] = [];
    machine.world.answers = () => new Promise((resolve) => waiting.push(() => resolve(false)));
    const look = machine.look();
    await expect.poll(() => waiting.length).toBe(50);
    for (const answer of waiting) answer();
    await look;
    expect(machine.started).toEqual([]);
    expect((await machine.due()).every(({ waitsFor }) => waitsFor === 'host')).toBe(true);
  });

  it('one of which cannot be begun: the others are, and it is tried again', async () => {
    const machine = withJobs(3);
    await machine.look();
    machine.world.breaks = 'job 1';
    machine.pass(14.5 * hour);
    await expect(machine.look()).rejects.toThrow('no room');
    expect(machine.started.map(({ job }) => job)).toEqual(['job 0', 'job 2']);
    machine.world.breaks = '';
    await machine.live(minute);
    expect(machine.started.map(({ job }) => job)).toEqual(['job 0', 'job 2', 'job 1']);
  });
});
