import { expect, it } from 'vitest';
import { defaultPreferences } from '../contract/preferences.ts';
import type { Run } from '../contract/run.ts';
import { sampleRun } from '../contract/samples.testing.ts';
import type { Engine } from '../engine.ts';
import { fakeClock } from '../platform/fakes.testing.ts';
import { plainManner, type Manner } from './manner.ts';
import type { Notice } from './run-notices.ts';
import { tellHidden, tellRuns } from './tell-runs.ts';

const since = 1_000_000;
const failed = sampleRun({ outcome: { kind: 'failed', cause: 'disk-full', facts: {} } });

function setup(manner: Manner = plainManner('en'), last: Run | null = null) {
  const shown: Notice[] = [];
  const notifier = {
    show: (notice: Notice) => {
      shown.push(notice);
      return Promise.resolve(true);
    },
  };
  const hear = new Map<string, (event: unknown) => void>();
  const engine = {
    ask: (name: string) => Promise.resolve({ ok: true, value: name === 'status' ? { jobs: [{ last }] } : [] }),
    on: (name: string, listener: (event: unknown) => void) => hear.set(name, listener),
  } as unknown as Engine;
  tellRuns({ engine, manner: () => manner, notifier, since });
  const tell = async (run: Run) => {
    hear.get('run.changed')?.(run);
    await new Promise(setImmediate);
  };
  const changedElsewhere = async () => {
    hear.get('status.changed')?.({});
    await new Promise(setImmediate);
  };
  return { shown, notifier, tell, changedElsewhere };
}

it('notifies of a failed run in the language of the moment, and not of a good one', async () => {
  const { shown, tell } = setup(plainManner('ja'));
  await tell(sampleRun({ id: 6 }));
  await tell(failed);
  expect(shown).toMatchObject([{ run: 7, urgency: 'critical' }]);
  expect(shown[0]?.body).toContain('いっぱい');
});

it('notifies once of a run that ended in another program, or was found interrupted at the start (I3)', async () => {
  const { shown, changedElsewhere } = setup(plainManner('en'), sampleRun({ ...failed, endedAt: since }));
  await new Promise(setImmediate);
  await changedElsewhere();
  expect(shown).toMatchObject([{ run: 7, urgency: 'critical' }]);
});

it('what ended before the program began is old news', async () => {
  const { shown, changedElsewhere } = setup(plainManner('en'), sampleRun({ ...failed, endedAt: since - 1 }));
  await changedElsewhere();
  expect(shown).toEqual([]);
});

it('is silent when the person wants no notifications', async () => {
  const { shown, tell } = setup({ ...plainManner('en'), preferences: { ...defaultPreferences, notifications: false } });
  await tell(failed);
  expect(shown).toEqual([]);
});

it.each([
  [true, []],
  [false, ['Modosu is running without an icon']],
])('after five seconds of a hidden start with a tray: %s', async (present, titles) => {
  const slept: number[] = [];
  const { shown, notifier } = setup();
  await tellHidden(
    fakeClock(0, (ms) => slept.push(ms)),
    plainManner('en'),
    { isPresent: () => present },
    notifier,
  );
  expect([slept, shown.map(({ title }) => title)]).toEqual([[5000], titles]);
});
