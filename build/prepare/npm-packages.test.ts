import { expect, it } from 'vitest';
import { agrees } from './npm-packages.mjs';

const want = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/fsevents': { version: '2.3.3', optional: true },
  },
};

it('agrees when every wanted package is installed, whatever the program calls its own version', () => {
  expect(agrees(want, { packages: { 'node_modules/zod': { version: '4.6.7' } } })).toBe(true);
});

it('disagrees about another version', () => {
  expect(agrees(want, { packages: { 'node_modules/zod': { version: '4.6.6' } } })).toBe(false);
});

it('disagrees about an optional package of another version', () => {
  const have = { packages: { 'node_modules/zod': { version: '4.6.7' }, 'node_modules/fsevents': { version: '2.3.2' } } };
  expect(agrees(want, have)).toBe(false);
});

it('disagrees with an empty folder', () => {
  expect(agrees(want, {})).toBe(false);
});
