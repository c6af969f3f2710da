import { expect, it } from 'vitest';
import type { Engine } from '../engine.ts';
import { fakeClock } from '../platform/fakes.testing.ts';
import { plainManner } from './manner.ts';
import { showStatusInTray } from './status-in-tray.ts';
import type { TrayModel } from './tray-menu.ts';

function setup() {
  const answers: ((reply: unknown) => void)[] = [];
  const heard = new Map<string, () => void>();
  const shown: TrayModel[] = [];
  const engine = {
    ask: () => new Promise((resolve) => answers.push(resolve)),
    on: (event: string, listener: () => void) => heard.set(event, listener),
  } as unknown as Engine;
  const look = showStatusInTray({ clock: fakeClock(), engine, manner: () => plainManner('en'), show: (model) => void shown.push(model) });
  const answer = async (reply: unknown = { ok: true, value: { level: null, jobs: [], incidents: [], pause: null, notices: [] } }) => {
    answers.shift()?.(reply);
    await new Promise(setImmediate);
  };
  return { heard, look, answer, shown, waiting: () => answers.length };
}

it('shows how everything stands at once, and again after each change', async () => {
  const { heard, look, answer, shown } = setup();
  await answer();
  expect(shown.map(({ tooltip }) => tooltip)).toEqual(['Nothing is protected yet: there is no job.']);
  for (const change of [heard.get('run.changed'), heard.get('status.changed'), look]) {
    change?.();
    await answer();
  }
  expect(shown).toHaveLength(4);
});

it('asks once more for all changes that came while it asked', async () => {
  const { heard, answer, shown, waiting } = setup();
  for (let times = 0; times < 100; times += 1) heard.get('run.changed')?.();
  expect(waiting()).toBe(1);
  await answer();
  expect(waiting()).toBe(1);
  await answer();
  expect([waiting(), shown.length]).toEqual([0, 2]);
});

it('keeps what it showed while the engine cannot answer', async () => {
  const { answer, shown, look, waiting } = setup();
  await answer({ ok: false, failure: { kind: 'settings-unreadable', facts: {} } });
  expect(shown).toEqual([]);
  look();
  expect(waiting()).toBe(1);
});
