import { expect, it } from 'vitest';
import { defaultPreferences, type Preferences } from '../contract/preferences.ts';
import type { Engine } from '../engine.ts';
import { followPreferences, type Manner } from './manner.ts';

async function setup(first: Partial<Preferences> | null) {
  let reply = first;
  let tell: () => void = () => undefined;
  const engine = {
    ask: () =>
      Promise.resolve(
        reply
          ? { ok: true, value: { ...defaultPreferences, ...reply } }
          : { ok: false, failure: { kind: 'settings-unreadable', facts: {} } },
      ),
    on: (_: string, listener: () => void) => {
      tell = listener;
    },
  } as unknown as Engine;
  const told: Manner[] = [];
  const manners = await followPreferences(engine, 'ja');
  manners.whenChanged((manner) => void told.push(manner));
  const change = async (next: Partial<Preferences> | null) => {
    reply = next;
    tell();
    await new Promise(setImmediate);
  };
  return { manner: manners.now, change, told };
}

it('speaks the language of the system until the person chooses one', async () => {
  const { manner, change, told } = await setup({});
  expect([manner().language, manner().t('closing.quit'), told]).toEqual(['ja', '終了', []]);
  await change({ language: 'en' });
  expect([manner().language, manner().t('closing.quit'), told.length]).toEqual(['en', 'Quit', 1]);
  await change({ language: 'system' });
  expect(manner().language).toBe('ja');
});

it('tells a change of the preferences once, and nothing when something else changed', async () => {
  const { manner, change, told } = await setup({ appearance: 'dark' });
  expect(manner().preferences.appearance).toBe('dark');
  await change({ appearance: 'dark' });
  await change({ appearance: 'dark', atQuit: 'leave' });
  expect(told.map(({ preferences }) => preferences.atQuit)).toEqual(['leave']);
});

it('keeps what it knew while the settings cannot be read', async () => {
  const { manner, change } = await setup({ language: 'en' });
  await change(null);
  expect(manner().language).toBe('en');
});
