import { chmod, mkdir, mkdtemp, readdir, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringMetadata, keepMetadata } from '../../electron/history/history.testing.ts';
import { missing } from '../office/needs.ts';
import { openOffice, type Office } from '../office/office.ts';
import { closedPort } from '../office/proxy.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { fetchingIn, folderFiles, growSmall, historyFiles, hostOf, type Fetching } from '../office/remote-history.ts';
import { dataOf } from '../office/repository-data.ts';

const needs = missing.sshd ?? missing.rdiffBackup;
const forced = 'restrict,command="rdiff-backup server"';

describe.skipIf(needs)(`metadata that rdiff-backup itself brings, where no file can be read${needs ? ` (${needs})` : ''}`, () => {
  let office: Office;
  let fetching: Fetching;
  beforeAll(async () => {
    office = await openOffice();
    fetching = await fetchingIn(office.dir);
    await office.sshd.setAuthorized(forced);
  });
  afterAll(() => office.close());

  const bring = (repository: string, folder: string, more: Partial<Parameters<typeof bringMetadata>[1]> = {}) =>
    bringMetadata(fetching.deps, { host: hostOf(office.sshd), path: repository, folder, ...more });
  const kept = { kind: 'kept' };

  it('is what SFTP would give, and what is recorded beside; nothing else stays', async () => {
    const { repository } = await growSmall(office.dir, 3);
    const [folder, fetched] = [await fetching.copy(), await fetching.copy()];
    expect(await bring(repository, folder)).toEqual(kept);
    await office.sshd.setAuthorized(undefined);
    expect(await keepMetadata(fetching.deps, { host: hostOf(office.sshd), path: repository, folder: fetched })).toEqual(kept);
    await office.sshd.setAuthorized(forced);
    const all = Object.entries(await folderFiles(folder));
    const isBeside = (name: string) => /^(?:access_control_lists|extended_attributes)\./.test(name);
    expect(Object.fromEntries(all.filter(([name]) => !isBeside(name)))).toEqual(await folderFiles(fetched));
    const beside = (await dataOf(repository)).filter(isBeside);
    expect([beside.length > 0, all.map(([name]) => name).filter(isBeside)]).toEqual([true, beside.sort()]);
  });

  it('follows sessions that come and go, and leaves the rest alone', async () => {
    const grown = await growSmall(office.dir, 2);
    const folder = await fetching.copy();
    expect(await bring(grown.repository, folder)).toEqual(kept);
    const [listing = ''] = (await readdir(folder)).filter((name) => name.startsWith('mirror_metadata.'));
    // As long as no session has come or gone, nothing else is asked for.
    await writeFile(join(folder, listing), 'mine');
    expect(await bring(grown.repository, folder)).toEqual(kept);
    expect((await folderFiles(folder))[listing]).toBe(Buffer.from('mine').toString('base64'));
    expect(await bring(grown.repository, folder, { anew: true })).toEqual(kept);
    const same = async () => {
      const isKnown = (name: string) => !/^(?:access_control_lists|extended_attributes)\./.test(name);
      const have = Object.entries(await folderFiles(folder)).filter(([name]) => isKnown(name));
      expect(Object.fromEntries(have)).toEqual(await historyFiles(grown.repository));
    };
    await same();
    await grown.next(2);
    expect(await bring(grown.repository, folder)).toEqual(kept);
    await same();
    await rdiffBackup(['--force', 'remove', 'increments', '--older-than', '2B', '--', grown.repository]);
    expect(await bring(grown.repository, folder)).toEqual(kept);
    await same();
  });

  it('a session that has not ended is not taken for one, and no link for a file', async () => {
    const { repository } = await growSmall(office.dir, 2);
    const data = join(repository, 'rdiff-backup-data');
    const folder = await fetching.copy();
    const before = await historyFiles(repository);
    await writeFile(join(data, 'current_mirror.2031-01-01T00:00:00Z.data'), 'PID 1\n');
    await writeFile(join(data, 'mirror_metadata.2031-01-01T00:00:00Z.snapshot'), 'File .\n');
    await writeFile(join(data, 'session_statistics.2031-01-01T00:00:00Z.data'), 'StartTime 1\n');
    await symlink('/etc/passwd', join(data, 'error_log.2001-01-01T00:00:00Z.data'));
    expect(await bring(repository, folder)).toEqual(kept);
    const names = (await readdir(folder)).filter((name) => name.includes('2031') || name.includes('2001'));
    expect(names).toEqual(['current_mirror.2031-01-01T00:00:00Z.data']);
    expect(await folderFiles(folder)).toMatchObject(before);
  });

  it('a newest session whose listing is gone there is no reason to wait for ever', async () => {
    const { repository } = await growSmall(office.dir, 2);
    const data = join(repository, 'rdiff-backup-data');
    for (const name of (await dataOf(repository)).filter((each) => /^mirror_metadata\..*snapshot/.test(each)))
      await unlink(join(data, name));
    const folder = await fetching.copy();
    expect(await bring(repository, folder)).toEqual(kept);
    expect((await readdir(folder)).some((name) => name.startsWith('current_mirror.'))).toBe(true);
  });

  it('nothing of a copy is lost, and the reason is told, where nothing new can be brought', async () => {
    const grown = await growSmall(office.dir, 2);
    const folder = await fetching.copy();
    expect(await bring(grown.repository, folder)).toEqual(kept);
    const before = await folderFiles(folder);
    await grown.next();
    expect(await bring(grown.repository, folder, { isWanted: () => false })).toEqual({ kind: 'unwanted' });
    const down = hostOf(office.sshd, { port: await closedPort() });
    expect(await bring(grown.repository, folder, { host: down })).toMatchObject({ kind: 'unreachable', cause: 'refused' });
    await office.sshd.setAuthorized('restrict,command="rdiff-backup server --restrict-path /srv --restrict-mode read-only"');
    expect(await bring(grown.repository, folder)).toMatchObject({ kind: 'unreachable', cause: 'restricted' });
    await office.sshd.setAuthorized(forced);
    const nobody = { ...fetching.deps, processes: { ...fetching.deps.processes, find: () => undefined } };
    const place = { host: hostOf(office.sshd), path: grown.repository, folder };
    expect(await bringMetadata(nobody, place)).toMatchObject({ kind: 'failed', line: 'rdiff-backup: command not found' });
    const full = { ...fetching.deps.files, space: () => Promise.resolve({ free: 1000, size: 1000, freeInodes: null }) };
    expect(await bringMetadata({ ...fetching.deps, files: full }, place)).toEqual({ kind: 'failed', line: 'No space left on device' });
    expect(await folderFiles(folder)).toEqual(before);
    expect(await bring(grown.repository, folder)).toEqual(kept);
  });

  it('what is no repository has nothing', async () => {
    expect(await bring(join(office.dir, 'nowhere'), await fetching.copy())).toEqual({ kind: 'none' });
    const dir = await mkdtemp(join(office.dir, 'empty-'));
    await mkdir(join(dir, 'rdiff-backup-data'));
    expect(await bring(dir, await fetching.copy())).toEqual({ kind: 'unbegun' });
  });

  it.each(['re [p]* ?', '$(touch x);#', "o'x ::y", 'ignorecase:+ z'])('%j in its path is a name and nothing else (I5)', async (name) => {
    const { repository } = await growSmall(office.dir, 2);
    const dir = join(await mkdtemp(join(office.dir, 'odd-')), name);
    await mkdir(dir);
    const copy = join(dir, 'repository');
    await rdiffBackup(['backup', '--', join(repository, '../source'), copy.replaceAll(':', '\\:')]);
    const folder = await fetching.copy();
    expect(await bring(copy, folder)).toEqual(kept);
    expect(await folderFiles(folder)).toMatchObject(await historyFiles(copy));
    expect(await readdir('.')).not.toContain('x');
    await rm(dir, { recursive: true });
  });

  it('a file that its user may not read is told of, and not passed over (I2)', async () => {
    const { repository } = await growSmall(office.dir, 2);
    const data = join(repository, 'rdiff-backup-data');
    for (const folder of [office.dir, join(repository, '..'), repository, data]) await chmod(folder, 0o755);
    for (const name of await dataOf(repository)) await chmod(join(data, name), name.startsWith('increments') ? 0o755 : 0o644);
    const asNobody = process.getuid?.() === 0 ? 'setpriv --reuid=65534 --regid=65534 --clear-groups ' : '';
    await office.sshd.setAuthorized(`restrict,command="${asNobody}rdiff-backup server"`);
    expect(await bring(repository, await fetching.copy())).toEqual(kept);
    const [listing = ''] = (await dataOf(repository)).filter((name) => name.startsWith('mirror_metadata.'));
    await chmod(join(data, listing), 0);
    expect(await bring(repository, await fetching.copy())).toEqual({ kind: 'failed', line: expect.stringContaining(listing) as string });
    await office.sshd.setAuthorized(forced);
  });
});
