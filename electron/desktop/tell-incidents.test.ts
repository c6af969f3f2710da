import { expect, it } from 'vitest';
import type { Incident, IncidentCause } from '../contract/incident.ts';
import type { EventOf } from '../contract/requests.ts';
import { createListeners } from '../platform/listeners.ts';
import { fakeClock } from '../platform/fakes.testing.ts';
import { plainManner } from './manner.ts';
import type { Notice } from './run-notices.ts';
import { tellIncidents } from './tell-incidents.ts';

const now = Date.UTC(2026, 10, 22, 12);

function setup(notifications = true) {
  const shown: Notice[] = [];
  const { listen, tell } = createListeners<{ 'incident.changed': EventOf<'incident.changed'> }>();
  const manner = plainManner('en');
  tellIncidents({
    clock: fakeClock(now),
    engine: { on: (name, listener) => listen(name as 'incident.changed', listener as (event: Incident) => void) },
    manner: () => ({ ...manner, preferences: { ...manner.preferences, notifications } }),
    notifier: { show: (notice) => Promise.resolve(shown.push(notice) > 0) },
  });
  const happen = (cause: IncidentCause, change: Partial<Incident> = {}) => {
    const facts = { since: now - 30 * 3_600_000, free: 1e9, days: 3 };
    const about = { job: 'job-0000000b', jobName: 'www', run: null, times: 1, facts };
    tell('incident.changed', { id: 1, cause, openedAt: now, changedAt: now, closedAt: null, ...about, ...change });
  };
  return { shown, happen };
}

it('silence is told once, with what to do, and stays until it is dismissed', () => {
  const { shown, happen } = setup();
  happen('overdue');
  expect(shown.map(({ title, urgency, run }) => ({ title, urgency, run }))).toEqual([
    { title: 'www: overdue', urgency: 'critical', run: 0 },
  ]);
  expect(shown[0]?.body).toMatch(/^www has had no good backup for 30 hours\. Nothing failed, but no backup came to a good end\./);
});

it('what a run tells by itself, and what is over, is not told a second time', () => {
  const { shown, happen } = setup();
  happen('failed', { run: 7 });
  happen('overdue', { closedAt: now });
  expect(shown).toEqual([]);
});

it('nothing is told to who does not want it', () => {
  const { shown, happen } = setup(false);
  happen('disk-filling');
  expect(shown).toEqual([]);
});

it('a removal that came to no end is told, since no notice tells of it', () => {
  const { shown, happen } = setup();
  happen('removal', { run: 9 });
  expect(shown.map(({ urgency, run }) => ({ urgency, run }))).toEqual([{ urgency: 'critical', run: 0 }]);
});
