import { expect, it } from 'vitest';
import { placeOf } from '../contract/location.ts';
import { sampleHost, sampleJob, sampleRun } from '../contract/samples.testing.ts';
import { fakeClock, fakeFiles, fakeProcesses } from '../platform/fakes.testing.ts';
import { createByTool } from './by-tool.ts';
import { shelfOf } from './shelf.ts';

it('lists nothing while a run of this program writes to the repository (B9)', async () => {
  const host = sampleHost();
  const job = sampleJob({ repository: { host: host.id, path: '/backup' } });
  const shelf = shelfOf(job, { hosts: [host] }, '/home');
  const connections: string[] = [];
  const byTool = createByTool({
    clock: fakeClock(),
    files: fakeFiles(new Map()),
    processes: fakeProcesses({}),
    scratch: () => (connections.push('one'), Promise.reject(new Error('asked there'))),
    store: { active: () => [sampleRun({ place: placeOf(job.repository), state: 'running', action: 'backup' })] },
  });
  await expect(byTool.mayList(shelf)).rejects.toMatchObject({ kind: 'repository-busy' });
  await expect(byTool.times(shelf)).rejects.toMatchObject({ kind: 'repository-busy' });
  expect(connections).toEqual([]);
});
