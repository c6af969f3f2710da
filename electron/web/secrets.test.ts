import { expect, it } from 'vitest';
import { createSecrets } from './secrets.ts';

it('are 32 random bytes each, and never the same', () => {
  const all = Array.from({ length: 50 }, () => createSecrets()).flatMap((secrets) => [secrets.start, secrets.begin(secrets.start)]);
  expect(all.filter((secret) => !/^[A-Za-z0-9_-]{43}$/.test(secret))).toEqual([]);
  expect(new Set(all).size).toBe(all.length);
});

it('the start token admits until a window has spoken; from then on only its session secret does', () => {
  const secrets = createSecrets();
  const session = secrets.begin(secrets.start);
  expect([secrets.admits(secrets.start), secrets.admits(session)]).toEqual([true, true]);
  secrets.spoke();
  expect([secrets.admits(secrets.start), secrets.knows(secrets.start), secrets.admits(session)]).toEqual([false, true, true]);
  expect(secrets.begin(session)).toBe(session);
});

it('a second window that comes with the start token in time makes the first session secret worthless', () => {
  const secrets = createSecrets();
  const first = secrets.begin(secrets.start);
  const second = secrets.begin(secrets.start);
  expect([secrets.admits(first), secrets.knows(first), secrets.admits(second)]).toEqual([false, false, true]);
});

it.each(['', 'none', 'A'.repeat(43), 'ü', '\0', 'x'.repeat(100_000)])('nothing else is known: %j', (text) => {
  const secrets = createSecrets();
  expect([secrets.knows(text), secrets.admits(text)]).toEqual([false, false]);
});
