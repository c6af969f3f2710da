import { describe, expect, it } from 'vitest';
import { Refusal } from '../contract/failure.ts';
import { sampleHost, sampleJob } from '../contract/samples.testing.ts';
import { emptySettings, type Settings } from '../contract/settings.ts';
import { hostNamed, jobNamed, jobsOfHost, withChangedHost, withHost, withJob } from './registry.ts';

const settings: Settings = {
  ...emptySettings,
  hosts: [sampleHost(), sampleHost({ id: 'host-0000000c', name: 'db' })],
  jobs: [
    sampleJob({ source: { host: 'host-0000000a', path: '/srv' } }),
    sampleJob({ id: 'job-0000000d', name: 'mail', repository: { host: 'host-0000000c', path: '/b' } }),
  ],
};
const another = sampleJob({ id: 'job-0000000e', name: 'other', repository: { host: null, path: '/backup/other' } });

function refused(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error instanceof Refusal ? { kind: error.kind, facts: error.facts } : error;
  }
}

describe('by name', () => {
  it('jobs and hosts are found', () => {
    expect([jobNamed(settings, 'mail').id, hostNamed(settings, 'db').id]).toEqual(['job-0000000d', 'host-0000000c']);
  });
  it('those that are not there are refused, and the known ones named', () => {
    expect(refused(() => jobNamed(settings, 'x'))).toEqual({ kind: 'unknown-job', facts: { name: 'x', known: 'www, mail' } });
    expect(refused(() => hostNamed(settings, 'x'))).toEqual({ kind: 'unknown-host', facts: { name: 'x', known: 'web1, db' } });
    expect(refused(() => jobNamed({ ...settings, jobs: [] }, 'x'))).toEqual({ kind: 'unknown-job', facts: { name: 'x', known: '–' } });
  });
});

describe('one job, one repository (I11, rdiff-backup 12.8)', () => {
  it('a new job is put behind the others', () => {
    expect(withJob(settings, another).jobs.map(({ name }) => name)).toEqual(['www', 'mail', 'other']);
    expect(settings.jobs).toHaveLength(2);
  });
  it('a name or a repository that another job has is refused', () => {
    expect(refused(() => withJob(settings, { ...another, name: 'www' }))).toEqual({ kind: 'name-taken', facts: { name: 'www' } });
    const taken = { ...another, repository: { host: null, path: '/backup/www' } };
    expect(refused(() => withJob(settings, taken))).toEqual({ kind: 'repository-taken', facts: { job: 'www' } });
  });
  it('the same path on another machine is another repository', () => {
    const there = { ...another, repository: { host: 'host-0000000c', path: '/backup/www' } };
    expect(withJob(settings, there).jobs).toHaveLength(3);
  });
  it.each(['/backup/www/inner', '/backup'])('a repository inside another, or around it, is refused too: %s', (path) => {
    const nested = { ...another, repository: { host: null, path } };
    expect(refused(() => withJob(settings, nested))).toEqual({ kind: 'repository-taken', facts: { job: 'www' } });
  });
});

describe('hosts', () => {
  it('a name is given once', () => {
    const host = sampleHost({ id: 'host-0000000f' });
    expect(refused(() => withHost(settings, host))).toEqual({ kind: 'name-taken', facts: { name: 'web1' } });
    expect(withHost(settings, { ...host, name: 'new' }).hosts.map(({ name }) => name)).toEqual(['web1', 'db', 'new']);
  });
  it('know the jobs that speak to them, in either direction', () => {
    expect(settings.hosts.map((host) => jobsOfHost(settings, host).map(({ name }) => name))).toEqual([['www'], ['mail']]);
  });
  it('are changed one at a time', () => {
    const changed = withChangedHost(settings, 'host-0000000c', { version: '2.0.5' });
    expect(changed.hosts.map(({ version }) => version)).toEqual(['2.2.2', '2.0.5']);
    expect(changed.jobs).toBe(settings.jobs);
  });
});
