import { describe, expect, it } from 'vitest';
import { settingsVersion } from '../contract/settings.ts';
import { climb, settingsLadder, type Rung } from './ladder.ts';

// Versions 1 to 4: hosts were called servers, ports were text, mail was added.
const ladder: Rung[] = [
  ({ servers, ...rest }) => ({ ...rest, hosts: servers }),
  (document) => ({ ...document, port: Number(document['port']) }),
  (document) => ({ ...document, mail: null }),
];

describe('a document climbs to the version this program writes (fault row F3)', () => {
  const newest = { version: 4, hosts: ['a'], port: 22, mail: null };
  it.each([
    [{ version: 1, servers: ['a'], port: '22' }],
    [{ version: 2, hosts: ['a'], port: '22' }],
    [{ version: 3, hosts: ['a'], port: 22 }],
    [newest],
  ])('%j', (document) => {
    expect(climb(document, ladder)).toEqual({ kind: 'climbed', document: newest });
  });
  it('and the one it came from is left as it was', () => {
    const document = { version: 1, servers: ['a'], port: '22' };
    climb(document, ladder);
    expect(document).toEqual({ version: 1, servers: ['a'], port: '22' });
  });
  it('one of a newer program is named, not read', () => {
    expect(climb({ version: 5, anything: true }, ladder)).toEqual({ kind: 'newer', version: 5 });
  });
  it.each([
    null,
    undefined,
    4,
    'x',
    [],
    [{ version: 1 }],
    {},
    { version: '1' },
    { version: 0 },
    { version: -1 },
    { version: 1.5 },
    { version: Number.NaN },
  ])('%j is no document', (value) => {
    expect(climb(value, ladder)).toEqual({ kind: 'unreadable' });
  });
});

it('a host of a program that knew one key has no second one', () => {
  const hosts = [{ id: 'host-0000000a', keyFile: '/k' }, null];
  const climbed = climb({ version: 3, hosts, jobs: [] }, settingsLadder);
  expect(climbed).toEqual({
    kind: 'climbed',
    document: { version: settingsVersion, hosts: [{ id: 'host-0000000a', keyFile: '/k', readKeyFile: null }, null], jobs: [] },
  });
});

it('a job of a program that had no drills is tried every week', () => {
  const climbed = climb({ version: 4, hosts: [], jobs: [{ id: 'job-0000000b' }, null] }, settingsLadder);
  expect(climbed).toEqual({ kind: 'climbed', document: { version: 5, hosts: [], jobs: [{ id: 'job-0000000b', drillDays: 7 }, null] } });
});

it('the ladder of the settings leads to the version that their schema wants', () => {
  expect(settingsLadder.length + 1).toBe(settingsVersion);
});
