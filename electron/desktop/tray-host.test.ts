import { expect, it, vi } from 'vitest';
import { fakeClock } from '../platform/fakes.testing.ts';
import { fakeBus } from './bus.testing.ts';
import { watchTrayHost } from './tray-host.ts';

const watcher = 'org.kde.StatusNotifierWatcher';

function setup({ owned = true, registered = () => Promise.resolve(true as unknown) } = {}) {
  const world = fakeBus({ owned: owned ? [watcher] : [], property: () => registered() });
  const told: boolean[] = [];
  const host = watchTrayHost(world.bus, fakeClock(), (there) => told.push(there));
  return { ...world, told, host };
}

it('finds a host that is there', async () => {
  const { host, told } = setup();
  await vi.waitFor(() => expect(host.isThere()).toBe(true));
  expect(told).toEqual([true]);
});

it('finds none without a watcher (G1), nor with a watcher that has no host (G3)', async () => {
  const hosts = [setup({ owned: false }), setup({ registered: () => Promise.resolve(false) })];
  await new Promise(setImmediate);
  expect(hosts.map(({ host, told }) => [host.isThere(), told])).toEqual([
    [false, []],
    [false, []],
  ]);
});

it('notices a watcher that comes later, and tells first that the icon is lost when one restarts (G2)', async () => {
  const { own, told, host } = setup({ owned: false });
  own(watcher, true);
  await vi.waitFor(() => expect(told).toEqual([true]));
  own(watcher, true);
  await vi.waitFor(() => expect(told).toEqual([true, false, true]));
  own(watcher, false);
  expect([told, host.isThere()]).toEqual([[true, false, true, false], false]);
});

it('notices a host that registers later and one that leaves', async () => {
  let registered = false;
  const { signal, told } = setup({ registered: () => Promise.resolve(registered) });
  await new Promise(setImmediate);
  registered = true;
  signal('StatusNotifierHostRegistered');
  await vi.waitFor(() => expect(told).toEqual([true]));
  registered = false;
  signal('StatusNotifierHostUnregistered');
  await vi.waitFor(() => expect(told).toEqual([true, false]));
});

it('asks a watcher again that does not answer yet, and gives up one that never does', async () => {
  let asked = 0;
  const answersTheThird = setup({ registered: () => ((asked += 1) < 3 ? Promise.reject(new Error('no answer')) : Promise.resolve(true)) });
  await vi.waitFor(() => expect(answersTheThird.told).toEqual([true]));
  let never = 0;
  const silent = setup({ registered: () => ((never += 1), Promise.reject(new Error('no answer'))) });
  await vi.waitFor(() => expect(never).toBe(12));
  await new Promise(setImmediate);
  expect([never, silent.told]).toEqual([12, []]);
});

it('believes the last answer, not a slow one from before', async () => {
  const slow: ((there: boolean) => void)[] = [];
  const { signal, told } = setup({ registered: () => new Promise((resolve) => slow.push(resolve)) });
  await vi.waitFor(() => expect(slow.length).toBe(1));
  signal('StatusNotifierHostUnregistered');
  await vi.waitFor(() => expect(slow.length).toBe(2));
  slow[1]?.(false);
  slow[0]?.(true);
  await new Promise(setImmediate);
  expect(told).toEqual([]);
});

it('says nothing more once it is closed', async () => {
  const { own, told, host, isHeard } = setup({ owned: false });
  host.close();
  own(watcher, true);
  await new Promise(setImmediate);
  expect([told, isHeard()]).toEqual([[], false]);
});
