import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepMetadata } from '../../electron/history/history.testing.ts';
import { missing } from '../office/needs.ts';
import { openOffice, type Office } from '../office/office.ts';
import { closedPort, startProxy, startSilent } from '../office/proxy.ts';
import { fetchingIn, folderFiles, growSmall, historyFiles, hostOf, keepOn, type Fetching, type Keep } from '../office/remote-history.ts';

const needs = missing.sshd ?? missing.rdiffBackup;

describe.skipIf(needs)(`when the metadata of a repository on a host cannot be brought${needs ? ` (${needs})` : ''}`, () => {
  let office: Office;
  let fetching: Fetching;
  beforeAll(async () => {
    office = await openOffice({ sessions: 4 });
    fetching = await fetchingIn(office.dir);
  });
  afterAll(() => office.close());
  beforeEach(() => {
    fetching.onConnection(() => Promise.resolve());
    fetching.asked();
  });

  const dataFolder = (repository: string) => join(repository, 'rdiff-backup-data');
  const grown = (sessions: number) => growSmall(office.dir, sessions);
  const keep: Keep = (...wanted) => keepOn(office.sshd, fetching)(...wanted);

  it.each([
    ['refused', async () => ({ port: await closedPort() })],
    ['name-not-found', () => Promise.resolve({ address: 'nowhere.invalid' })],
    ['login-refused', () => Promise.resolve({ user: 'nosuchuser' })],
    [
      'host-key-changed',
      () => Promise.resolve({ hostKey: { type: 'ssh-ed25519' as const, key: `AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)}` } }),
    ],
  ] as const)('the cause is named: %s (I6, J2)', async (cause, change) => {
    const folder = await fetching.copy();
    expect(await keep(office.repository, folder, await change())).toMatchObject({ kind: 'unreachable', cause });
    expect(await readdir(folder)).toEqual([]);
  });

  it('a server that never speaks is given up', async () => {
    const silent = await startSilent();
    expect(await keep(office.repository, await fetching.copy(), { port: silent.port })).toMatchObject({
      kind: 'unreachable',
      cause: 'timed-out',
    });
    await silent.close();
  });

  it('where there is no repository, or none with a session, that is said', async () => {
    const dir = await mkdtemp(join(office.dir, 'none-'));
    await mkdir(join(dir, 'empty'));
    await mkdir(join(dir, 'begun', 'rdiff-backup-data'), { recursive: true });
    await writeFile(join(dir, 'begun', 'rdiff-backup-data', 'backup.log'), 'x');
    await mkdir(join(dir, 'odd'));
    await writeFile(join(dir, 'odd', 'rdiff-backup-data'), 'a file');
    for (const name of ['empty', 'odd', 'nothing', 'nothing/at all'])
      expect(await keep(join(dir, name), await fetching.copy()), name).toEqual({ kind: 'none' });
    expect(await keep(join(dir, 'begun'), await fetching.copy())).toEqual({ kind: 'unbegun' });
  });

  it('a line that breaks leaves no half file, and the next time goes on where it was', async () => {
    const { repository } = await grown(2);
    const data = dataFolder(repository);
    const big = 'mirror_metadata.2020-01-01T00:00:00Z.diff.gz';
    await writeFile(join(data, big), Buffer.alloc(3_000_000, 7));
    const proxy = await startProxy({ targetPort: office.sshd.port });
    const folder = await fetching.copy();
    try {
      proxy.trickle(400_000);
      const shares: number[] = [];
      const keeping = keep(repository, folder, { port: proxy.port }, (share) => {
        shares.push(share);
        if (share > 0.3) proxy.cut();
      });
      expect(await keeping).toMatchObject({ kind: 'unreachable', cause: 'connection-lost' });
      expect(Math.max(...shares)).toBeLessThan(1);
      const kept = Object.keys(await folderFiles(folder));
      expect(kept.filter((name) => name === big || name.startsWith('current_mirror') || name.startsWith('fetching'))).toEqual([]);
      expect(kept.filter((name) => name.startsWith('session_statistics'))).toHaveLength(2);
      proxy.trickle(undefined);
      fetching.asked();
      expect(await keep(repository, folder, { port: proxy.port })).toEqual({ kind: 'kept' });
      expect(fetching.asked()[1]).not.toContain(kept.find((name) => name.startsWith('session_statistics')));
      expect(await folderFiles(folder)).toEqual(await historyFiles(repository));
    } finally {
      await proxy.close();
    }
  });

  it('what is told to end ends at once, and leaves nothing running and nothing half', async () => {
    const { repository } = await grown(1);
    await writeFile(join(dataFolder(repository), 'mirror_metadata.2020-01-01T00:00:00Z.diff.gz'), Buffer.alloc(3_000_000, 7));
    const proxy = await startProxy({ targetPort: office.sshd.port });
    proxy.trickle(200_000);
    const folder = await fetching.copy();
    const over = new AbortController();
    const keeping = keepMetadata(
      { ...fetching.deps, over: over.signal },
      {
        host: hostOf(office.sshd, { port: proxy.port }),
        path: repository,
        folder,
        tell: (share) => {
          if (share > 0.1) over.abort();
        },
      },
    );
    expect(await keeping).toMatchObject({ kind: 'failed' });
    expect((await readdir(folder)).filter((name) => name.startsWith('fetching') || name.startsWith('current_mirror'))).toEqual([]);
    await proxy.close();
  });

  it('what a program that was killed left half done is thrown away', async () => {
    const { repository } = await grown(1);
    const folder = await fetching.copy();
    await mkdir(join(folder, 'fetching-999999999-1'));
    await writeFile(join(folder, 'fetching-999999999-1', '0.part'), 'x');
    expect(await keep(repository, folder)).toEqual({ kind: 'kept' });
    expect(await folderFiles(folder)).toEqual(await historyFiles(repository));
    await rm(folder, { recursive: true });
  });
});
