import { expect, it } from 'vitest';
import { actOf, stepped } from './keys.ts';

const pressed = (key: string, more = {}) => actOf({ key, ctrlKey: false, altKey: false, metaKey: false, ...more });

it('keys move from session to session, zoom, scroll, choose, and go back', () => {
  expect(['ArrowLeft', 'ArrowRight', 'Home', 'End', '+', '-', 'PageUp', 'Enter', 'Escape'].map((key) => pressed(key)?.do)).toEqual([
    'step',
    'step',
    'edge',
    'edge',
    'zoom',
    'zoom',
    'scroll',
    'choose',
    'back',
  ]);
});
it('keys of the browser and of the page stay theirs', () => {
  expect(pressed('Tab')).toBeUndefined();
  expect(pressed('k', { ctrlKey: true })).toBeUndefined();
  expect(pressed('+', { ctrlKey: true })).toBeUndefined();
  expect(pressed('ArrowLeft', { altKey: true })).toBeUndefined();
});
it('a step from nowhere leads to the newest that is seen, and none leads beyond the ends', () => {
  const moments = [10, 20, 30, 40];
  expect(stepped(moments, null, -1, 35)).toBe(2);
  expect(stepped(moments, null, 1, 5)).toBe(0);
  expect(stepped(moments, null, 1, 99)).toBe(3);
  expect([stepped(moments, 0, -1, 99), stepped(moments, 1, 1, 99), stepped(moments, 3, 1, 99)]).toEqual([0, 2, 3]);
  expect(stepped([], null, 1, 99)).toBeNull();
});
