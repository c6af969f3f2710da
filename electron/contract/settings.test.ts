import { expect, it } from 'vitest';
import { defaultAlerts } from './alerts.ts';
import { defaultPreferences } from './preferences.ts';
import { sampleHost, sampleJob } from './samples.testing.ts';
import { emptySettings, Settings } from './settings.ts';

const messages = (value: unknown) => Settings.safeParse(value).error?.issues.map((issue) => issue.message) ?? [];
const other = { id: 'host-0000000c', name: 'web2' };

it('settings with hosts and jobs are read as they were written', () => {
  const source = { host: 'host-0000000a', path: '/srv' };
  const settings = { ...emptySettings, hosts: [sampleHost(), sampleHost(other)], jobs: [sampleJob({ source })] };
  expect(Settings.parse(settings)).toEqual(settings);
  expect(Settings.parse(emptySettings)).toEqual({
    version: 5,
    hosts: [],
    jobs: [],
    preferences: defaultPreferences,
    alerts: defaultAlerts,
  });
});

it('no name and no id is there twice', () => {
  expect(messages({ ...emptySettings, hosts: [sampleHost(), sampleHost({ id: other.id })] })).toEqual(['twice']);
  expect(messages({ ...emptySettings, hosts: [sampleHost(), sampleHost({ name: other.name })] })).toEqual(['twice']);
  expect(messages({ ...emptySettings, jobs: [sampleJob(), sampleJob({ id: 'job-0000000f' })] })).toEqual(['twice']);
});

it('a job never speaks to a host that is not there', () => {
  const away = { host: 'host-0000000f', path: '/srv' };
  expect(messages({ ...emptySettings, hosts: [sampleHost()], jobs: [sampleJob({ source: away })] })).toEqual(['host-gone']);
  expect(messages({ ...emptySettings, hosts: [sampleHost()], jobs: [sampleJob({ repository: away })] })).toEqual(['host-gone']);
});

it('settings of another version or with anything unknown in them are not read (fault row F3)', () => {
  const values = [
    { version: 5, hosts: [], jobs: [] },
    { version: 3, hosts: [], jobs: [] },
    { hosts: [], jobs: [] },
    { ...emptySettings, smtp: 'x' },
    [],
    null,
    'x',
    1e9,
  ];
  expect(values.map((value) => Settings.safeParse(value).success)).toEqual(values.map(() => false));
});
