import { expect, it } from 'vitest';
import { messageIdOf } from './message-id.ts';

const from = 'backup@example.org';

it('the same words give the same Message-ID for ever, any other words another one (fault row H4)', () => {
  const other = [['home', 2, 'a@b'], ['home', '1', 'a@b'], ['home', 1, 'a', '@b'], ['home', 1, 'b@b'], []];
  const all = [['home', 1, 'a@b'], ...other].map((what) => messageIdOf(from, ...what));
  expect(new Set(all).size).toBe(all.length);
  expect(messageIdOf(from, 'home', 1, 'a@b')).toBe('<75e372d233e44f2329811737265a3972fc639783.modosu@example.org>');
});

it('nothing of the words stands in it (attack row N1)', () => {
  for (const text of ['x\r\nBcc: a@b', '<>', '日本', 'x'.repeat(5000)])
    expect(messageIdOf(from, text)).toMatch(/^<[0-9a-f]{40}\.modosu@example\.org>$/);
});
