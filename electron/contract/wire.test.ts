import { expect, it } from 'vitest';
import { addressOf, targetOf, type Target } from './wire.ts';

it.each<Target>([
  { screen: 'overview' },
  { screen: 'settings' },
  { screen: 'job', job: 'accounting 会計' },
  { screen: 'job', job: 'a/b#c%20' },
  { screen: 'run', run: 17 },
])('the address of %j leads back to it', (target) => {
  expect(targetOf(`#${addressOf(target)}`)).toEqual(target);
});

it.each(['', '#', '#nothing', '#run/x', '#run/-1', '#job/%', '#overview/extra', '#javascript:alert(1)', '#token=abc'])(
  'the address %j leads to a screen that is there',
  (address) => {
    expect(['overview', 'job']).toContain(targetOf(address).screen);
  },
);
