import { describe, expect, it } from 'vitest';
import type { Rhythm } from '../contract/schedule.ts';
import { daily, day, hour, localTimes, minute, reasons, setup, triggers } from './machine.testing.ts';

describe('a machine that is always on', () => {
  it('backs up once a day at its time, and records nothing else', async () => {
    const machine = setup();
    await machine.look();
    await machine.live(3 * day);
    expect(triggers(machine.started)).toEqual(['schedule', 'schedule', 'schedule']);
    expect(localTimes(machine.started)).toEqual(['2026-11-11 02:30', '2026-11-12 02:30', '2026-11-13 02:30']);
    expect(machine.started.every(({ at, slot }) => at - slot < minute)).toBe(true);
    expect(machine.skipped).toEqual([]);
  });

  it('does so on the days on which the clock is changed (E3, E4)', async () => {
    const spring = setup({}, Date.UTC(2027, 2, 26, 12));
    await spring.look();
    await spring.live(4 * day);
    expect(spring.started.map(({ slot }) => new Date(slot).toISOString())).toEqual([
      '2027-03-27T01:30:00.000Z',
      '2027-03-28T01:00:00.000Z',
      '2027-03-29T00:30:00.000Z',
      '2027-03-30T00:30:00.000Z',
    ]);
    const autumn = setup({}, Date.UTC(2026, 9, 23, 12));
    await autumn.look();
    await autumn.live(4 * day);
    expect(localTimes(autumn.started)).toEqual(['2026-10-24 02:30', '2026-10-25 02:30', '2026-10-26 02:30', '2026-10-27 02:30']);
  });

  it('nothing is due before the schedule was set', async () => {
    const machine = setup();
    await machine.look();
    expect([machine.started, machine.skipped]).toEqual([[], []]);
  });
});

describe('a machine that was asleep or off', () => {
  it('catches up once after it slept over five due times, and says of each that it was missed (E2)', async () => {
    const machine = setup();
    await machine.look();
    await machine.live(hour);
    machine.pass(5 * day);
    await machine.live(10 * minute);
    expect(triggers(machine.started)).toEqual(['catch-up']);
    expect(reasons(machine.skipped)).toEqual(Array(4).fill('machine-asleep'));
    await machine.live(day);
    expect(triggers(machine.started)).toEqual(['catch-up', 'schedule']);
  });

  it('off for three days: one catch-up within five minutes of the start, three recorded misses (E1)', async () => {
    const machine = setup();
    await machine.look();
    machine.pass(3 * day);
    machine.fresh();
    const began = machine.now();
    await machine.look();
    expect(machine.started).toEqual([]);
    await machine.live(30 * minute);
    expect(triggers(machine.started)).toEqual(['catch-up']);
    expect((machine.started[0]?.at ?? 0) - began).toBeGreaterThanOrEqual(minute);
    expect((machine.started[0]?.at ?? Infinity) - began).toBeLessThanOrEqual(6 * minute);
    expect(machine.slots.list('job-0000000b', 9).map(({ state, reason, caughtUp }) => ({ state, reason, caughtUp }))).toEqual([
      { state: 'started', reason: 'program-off', caughtUp: true },
      { state: 'skipped', reason: 'program-off', caughtUp: false },
      { state: 'skipped', reason: 'program-off', caughtUp: false },
    ]);
  });

  it('waits for the network, and gives up only when the next one is due (peers 16)', async () => {
    const machine = setup();
    await machine.look();
    machine.pass(day);
    machine.world.answers = () => Promise.resolve(false);
    await machine.live(3 * hour);
    expect(machine.started).toEqual([]);
    expect((await machine.due())[0]?.waitsFor).toBe('host');
    machine.world.answers = () => Promise.resolve(true);
    await machine.live(2 * minute);
    expect(triggers(machine.started)).toEqual(['catch-up']);

    machine.pass(day);
    machine.world.answers = () => Promise.resolve(false);
    await machine.live(day);
    expect(reasons(machine.skipped)).toEqual(['host-asleep']);
    expect(triggers(machine.started)).toEqual(['catch-up', 'schedule']);
  });

  it('does not catch up what a person has done in the meantime', async () => {
    const machine = setup();
    await machine.look();
    machine.pass(day);
    await machine.look();
    machine.pass(30_000);
    machine.backUpByHand();
    machine.end();
    await machine.live(20 * minute);
    expect(machine.started).toEqual([]);
  });

  it('killed between the start of a run and its note, it starts no second one', async () => {
    const machine = setup();
    await machine.look();
    await machine.live(15 * hour, { ends: false });
    const [slot] = machine.slots.list('job-0000000b', 1);
    if (slot) machine.slots.keep({ ...slot, state: 'waiting', run: null, tries: 0 });
    machine.fresh();
    await machine.live(5 * minute, { ends: false });
    expect(machine.started).toHaveLength(1);
    expect(machine.slots.list('job-0000000b', 1)[0]).toMatchObject({ state: 'started', run: 1, tries: 1 });
  });
});

describe('clocks', () => {
  it('set back by an hour, nothing that was attempted is attempted again (E6)', async () => {
    const machine = setup();
    await machine.look();
    await machine.live(15 * hour);
    expect(machine.started).toHaveLength(1);
    machine.pass(-hour);
    await machine.live(3 * hour);
    expect(machine.started).toHaveLength(1);
    await machine.live(day);
    expect(machine.started).toHaveLength(2);
  });

  it('ten years ahead for an hour: one catch-up there, and every day again when it is right', async () => {
    const machine = setup();
    await machine.look();
    await machine.live(15 * hour);
    machine.pass(3650 * day);
    await machine.live(hour);
    expect(triggers(machine.started)).toEqual(['schedule', 'catch-up']);
    expect(machine.skipped.length).toBeLessThanOrEqual(100);
    machine.pass(-3650 * day);
    await machine.live(2 * day);
    expect(triggers(machine.started)).toEqual(['schedule', 'catch-up', 'schedule', 'schedule']);
  });

  it.each<[string, Rhythm, number]>([
    ['five days ahead for half a minute', daily, 5 * day],
    ['nine hours ahead for half a minute, as by a hardware clock in local time', { kind: 'hourly', every: 1, minute: 0 }, 9.5 * hour],
  ])('%s: what was recorded of times that are still to come holds nothing back', async (_, rhythm, ahead) => {
    const machine = setup();
    machine.change((settings) => ({
      ...settings,
      jobs: settings.jobs.map((job) => ({ ...job, schedule: machine.scheduleOf(rhythm) })),
    }));
    await machine.look();
    await machine.live(hour);
    machine.pass(ahead);
    await machine.look();
    machine.pass(-ahead);
    const before = machine.started.length;
    await machine.live(5 * day);
    const expected = rhythm.kind === 'daily' ? 5 : 5 * 24;
    expect(machine.started.length - before).toBe(expected);
    expect(new Set(triggers(machine.started))).toEqual(new Set(['schedule']));
  });

  it('a schedule that was set while the clock was ahead is kept from now on', async () => {
    const machine = setup();
    machine.change((settings) => ({
      ...settings,
      jobs: settings.jobs.map((job) => ({ ...job, schedule: machine.scheduleOf(daily, 'Europe/Berlin', machine.now() + 3650 * day) })),
    }));
    await machine.look();
    await machine.live(2 * day);
    expect(triggers(machine.started)).toEqual(['schedule', 'schedule']);
  });

  it('the zone is that of the schedule; another one is another schedule (E5)', async () => {
    const machine = setup();
    await machine.look();
    await machine.live(hour);
    machine.change((settings) => ({
      ...settings,
      jobs: settings.jobs.map((job) => ({ ...job, schedule: machine.scheduleOf(daily, 'Asia/Tokyo') })),
    }));
    await machine.live(day);
    expect(localTimes(machine.started, 'Asia/Tokyo')).toEqual(['2026-11-11 02:30']);
  });
});
