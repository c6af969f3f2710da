import { expect, it } from 'vitest';
import { isDrivable, parseVersion } from './version.ts';

it.each([
  ['rdiff-backup 2.2.2\n', '2.2.2'],
  ['rdiff-backup 2.0.5\n', '2.0.5'],
  ['rdiff-backup 2.7.0.dev3+g1a2b\n', '2.7.0.dev3+g1a2b'],
  ['greeting\nrdiff-backup 2.2.6\n', '2.2.6'],
  ['', undefined],
  ['rdiff-backup: command not found', undefined],
  ['Fatal Error: Switches missing or wrong number of arguments', undefined],
])('%j is version %s (rdiff-backup 12.3)', (printed, version) => {
  expect(parseVersion(printed)).toBe(version);
});

it('only 2.2 is driven here: 2.0 has no --new, later ones speak another API (fault row B19, rdiff-backup 12.4)', () => {
  const versions = ['2.2', '2.2.0', '2.2.2', '2.2.6', '2.0.5', '1.2.8', '2.4.0', '2.6.0', '2.20.0', '3.2.2', '12.2.2', ''];
  expect(versions.filter(isDrivable)).toEqual(['2.2', '2.2.0', '2.2.2', '2.2.6']);
});
