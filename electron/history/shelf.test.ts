import { describe, expect, it } from 'vitest';
import { sampleHost, sampleJob } from '../contract/samples.testing.ts';
import { emptySettings } from '../contract/settings.ts';
import { shelfByTool, shelfName, shelfOf, sweepShelves } from './shelf.ts';

const host = sampleHost();
const here = sampleJob({ id: 'job-00000001', repository: { host: null, path: '/backup/web1' } });
const there = sampleJob({
  id: 'job-00000002',
  name: 'pushed',
  source: { host: null, path: '/srv' },
  repository: { host: host.id, path: '/backup/web1' },
});

describe('where the past of a job stands', () => {
  it('is the repository itself on this machine, and a kept copy of one on a host', () => {
    const own = '/backup/web1/rdiff-backup-data';
    expect(shelfOf(here, { hosts: [host] }, '/home')).toMatchObject({ data: own, attributes: own });
    const kept = `/home/history/${shelfName(there)}`;
    expect(shelfOf(there, { hosts: [host] }, '/home')).toMatchObject({ host, data: `${kept}.kept`, attributes: `${kept}.attributes` });
  });
  it('has another place for what rdiff-backup itself has brought', () => {
    const shelf = shelfOf(there, { hosts: [host] }, '/home');
    const brought = `/home/history/${shelfName(there)}.brought`;
    expect(shelfByTool(shelf)).toEqual({ ...shelf, data: brought, attributes: brought, file: `${brought}.db`, by: 'tool' });
  });
  it('goes by the repository, whatever the job is called', () => {
    expect(shelfName({ ...here, id: 'job-00000009', name: 'other' })).toBe(shelfName(here));
    expect(shelfName(there)).not.toBe(shelfName(here));
    expect(shelfName(here)).toMatch(/^[0-9a-f]{24}$/);
  });
});

it('takes away what belongs to no job any more, and nothing else', async () => {
  const removed: string[] = [];
  const names = [
    `${shelfName(here)}.db`,
    `${shelfName(here)}.db-wal`,
    `${shelfName(there)}.kept`,
    `${shelfName(there)}.attributes`,
    `${shelfName(there)}.brought`,
    `${shelfName(there)}.brought.db`,
    'old.db',
    'old.kept',
  ];
  const files = { list: () => Promise.resolve(names), remove: (path: string) => Promise.resolve(void removed.push(path)) };
  await sweepShelves(files, '/home', () => Promise.resolve({ ...emptySettings, hosts: [host], jobs: [here, there] }));
  expect(removed).toEqual(['/home/history/old.db', '/home/history/old.kept']);
});
