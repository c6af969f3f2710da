import { expect, it } from 'vitest';
import { keyDeed, typed } from './grid-keys.ts';

const plain = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
const list = { cursor: 4, total: 10, page: 3 };

it.each([
  ['ArrowDown', 5],
  ['ArrowUp', 3],
  ['PageDown', 7],
  ['PageUp', 1],
  ['Home', 0],
  ['End', 9],
])('%s moves within the rows', (key, to) => {
  expect(keyDeed({ ...plain, key }, list)).toEqual({ do: 'move', to });
});
it('no key leaves the rows, and none enters an empty table', () => {
  expect(keyDeed({ ...plain, key: 'ArrowDown' }, { ...list, cursor: 9 })).toEqual({ do: 'move', to: 9 });
  expect(keyDeed({ ...plain, key: 'PageUp' }, { ...list, cursor: 0 })).toEqual({ do: 'move', to: 0 });
  expect(keyDeed({ ...plain, key: 'ArrowDown' }, { ...list, cursor: -1 })).toEqual({ do: 'move', to: 0 });
  expect(keyDeed({ ...plain, key: 'End' }, { ...list, total: 0 })).toBeUndefined();
});
it.each([
  [{ key: 'Enter' }, { do: 'open' }],
  [{ key: ' ' }, { do: 'info' }],
  [{ key: 'Backspace' }, { do: 'up' }],
  [{ key: 'ArrowUp', altKey: true }, { do: 'up' }],
  [{ key: 'あ' }, { do: 'type', letter: 'あ' }],
  [
    { key: 'R', shiftKey: true },
    { do: 'type', letter: 'R' },
  ],
  [{ key: 'k', ctrlKey: true }, undefined],
  [{ key: 'ArrowLeft', shiftKey: true }, undefined],
  [{ key: 'ArrowLeft', altKey: true }, undefined],
  [{ key: 'Escape' }, undefined],
  [{ key: 'Tab' }, undefined],
])('%j does %j', (pressed, deed) => {
  expect(keyDeed({ ...plain, ...pressed }, list)).toEqual(deed);
});
it('letters belong together until there is a pause', () => {
  const first = typed({ text: '', at: 0 }, 'r', 5000);
  const second = typed(first, 'e', 5800);
  expect([first.text, second.text, typed(second, 'x', 6800).text]).toEqual(['r', 're', 'x']);
});
