import { expect, it } from 'vitest';
import { modeText } from './mode-text.ts';

it.each([
  [0o644, 'rw-r--r-- (644)'],
  [0o755, 'rwxr-xr-x (755)'],
  [0, '--------- (000)'],
  [0o4755, 'rwsr-xr-x (4755)'],
  [0o2640, 'rw-r-S--- (2640)'],
  [0o1777, 'rwxrwxrwt (1777)'],
])('the mode %o is written as ls does', (mode, text) => {
  expect(modeText(mode)).toBe(text);
});
