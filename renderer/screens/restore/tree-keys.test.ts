import { expect, it } from 'vitest';
import { treeDeed } from './tree-keys.ts';

const place = { cursor: 3, total: 10, page: 4 };
const key = (name: string) => ({ key: name, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false });

it.each([
  ['ArrowRight', false, { do: 'expand' }],
  ['ArrowRight', true, { do: 'move', to: 4 }],
  ['ArrowRight', undefined, undefined],
  ['ArrowLeft', true, { do: 'collapse' }],
  ['ArrowLeft', false, { do: 'up' }],
  ['ArrowLeft', undefined, { do: 'up' }],
  ['Backspace', true, { do: 'up' }],
  ['Enter', undefined, { do: 'open' }],
  [' ', undefined, { do: 'tick' }],
  ['ArrowDown', undefined, { do: 'move', to: 4 }],
  ['End', undefined, { do: 'move', to: 9 }],
  ['h', undefined, { do: 'type', letter: 'h' }],
  ['Tab', undefined, undefined],
])('%s on a line that is open: %s does %j', (name, isOpen, deed) => {
  expect(treeDeed(key(name), place, isOpen)).toEqual(deed);
});
