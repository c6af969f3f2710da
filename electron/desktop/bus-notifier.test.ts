import { expect, it, vi } from 'vitest';
import { fakeBus } from './bus.testing.ts';
import { createBusNotifier } from './bus-notifier.ts';
import type { Notice } from './run-notices.ts';

const service = 'org.freedesktop.Notifications';
const notice = (change: Partial<Notice> = {}): Notice => ({
  run: 7,
  job: 'job-0000000b',
  title: 'www: backup failed',
  body: 'the disk is <b>full</b> & <a href="x">hot</a>. Make room there.',
  urgency: 'critical',
  action: 'Show the run',
  ...change,
});

function setup(abilities: string[] | null = ['actions', 'body', 'body-markup'], owned = true) {
  let id = 40;
  const world = fakeBus({
    owned: owned ? [service] : [],
    answers: {
      GetCapabilities: () => (abilities ? Promise.resolve([abilities]) : Promise.reject(new Error('no answer'))),
      Notify: () => Promise.resolve([(id += 1)]),
    },
  });
  const opened: number[] = [];
  const notifier = createBusNotifier({ bus: world.bus, opened: (run) => opened.push(run), icon: '/icons/app.png', desktopEntry: 'modosu' });
  const sent = () => world.called.filter(({ member }) => member === 'Notify').map(({ args }) => args);
  return { ...world, notifier, opened, sent };
}

it('sends a failure that stays, with its urgency, its words and a way to the run', async () => {
  const { notifier, sent } = setup();
  expect(await notifier.show(notice())).toBe(true);
  expect(sent()).toEqual([
    [
      'Modosu',
      0,
      '/icons/app.png',
      'www: backup failed',
      'the disk is &lt;b&gt;full&lt;/b&gt; &amp; &lt;a href="x"&gt;hot&lt;/a&gt;. Make room there.',
      ['default', 'Show the run'],
      [
        ['urgency', ['y', 2]],
        ['desktop-entry', ['s', 'modosu']],
      ],
      0,
    ],
  ]);
});

it.each([
  [['body'], notice().body, []],
  [[], notice().body, []],
  [null, notice().body, []],
  [['actions'], notice().body, ['default', 'Show the run']],
])('keeps to what the daemon can do: %j (G7, L9)', async (abilities, body, actions) => {
  const { notifier, sent } = setup(abilities);
  await notifier.show(notice());
  expect(sent().map((args) => [args[4], args[5]])).toEqual([[body, actions]]);
});

it('lets good news go away by themselves', async () => {
  const { notifier, sent } = setup();
  await notifier.show(notice({ urgency: 'normal' }));
  expect(sent().map((args) => [args[6], args[7]])).toEqual([[expect.arrayContaining([['urgency', ['y', 1]]]), -1]]);
});

it('puts a newer notice of a job in the place of the older, as long as that is shown', async () => {
  const { notifier, sent, signal } = setup();
  await Promise.all([notifier.show(notice()), notifier.show(notice({ run: 8 }))]);
  await notifier.show(notice({ job: 'job-0000000c', run: 9 }));
  signal('NotificationClosed', 42, 2);
  await notifier.show(notice({ run: 10 }));
  // The daemon of this test numbers from 41 on.
  expect(sent().map((args) => args[1])).toEqual([0, 41, 0, 0]);
});

it('opens the run that was chosen, and no other', async () => {
  const { notifier, opened, signal } = setup();
  await notifier.show(notice());
  signal('ActionInvoked', 99, 'default');
  signal('ActionInvoked', 41, 'other');
  signal('ActionInvoked');
  signal('ActionInvoked', 41, 'default');
  signal('NotificationClosed', 41, 2);
  signal('ActionInvoked', 41, 'default');
  expect(opened).toEqual([7]);
});

it('sends nothing while nobody is there, and notices who comes and goes (G4)', async () => {
  const { notifier, called, own } = setup([], false);
  expect([notifier.isAvailable(), await notifier.show(notice()), called]).toEqual([false, false, []]);
  own(service, true);
  expect([notifier.isAvailable(), await notifier.show(notice())]).toEqual([true, true]);
  own(service, false);
  expect([notifier.isAvailable(), await notifier.show(notice())]).toEqual([false, false]);
});

it('asks a new daemon what it can do, and replaces nothing there', async () => {
  const { notifier, own, sent, called } = setup();
  await notifier.show(notice());
  own(service, false);
  own(service, true);
  await notifier.show(notice());
  expect([sent().map((args) => args[1]), called.filter(({ member }) => member === 'GetCapabilities').length]).toEqual([[0, 0], 2]);
});

it('answers no when the daemon hangs, and tries again the next time (G6)', async () => {
  const world = fakeBus({ owned: [service], answers: { Notify: () => Promise.reject(new Error('no answer')) } });
  const notifier = createBusNotifier({ bus: world.bus, opened: () => undefined, icon: '', desktopEntry: '' });
  await vi.waitFor(() => expect(notifier.isAvailable()).toBe(true));
  expect([await notifier.show(notice()), await notifier.show(notice())]).toEqual([false, false]);
  expect(world.called.map(({ member }) => member)).toEqual(['GetCapabilities', 'Notify', 'GetCapabilities', 'Notify']);
});

it('listens no more once it is closed', () => {
  const { notifier, isHeard } = setup();
  notifier.close();
  expect(isHeard()).toBe(false);
});
