import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listFiles, listSessions } from '../../electron/history/history.testing.ts';
import { missing } from '../office/needs.ts';
import { openOffice, type Office } from '../office/office.ts';
import { closedPort } from '../office/proxy.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { fetchingIn, hostOf, type Fetching } from '../office/remote-history.ts';

const needs = missing.sshd ?? missing.rdiffBackup;
const times = [1_772_000_000, 1_772_086_400, 1_772_172_800] as const;

describe.skipIf(needs)(`names by rdiff-backup itself, where no file can be read${needs ? ` (${needs})` : ''}`, () => {
  let office: Office;
  let fetching: Fetching;
  let repository: string;
  beforeAll(async () => {
    office = await openOffice();
    fetching = await fetchingIn(office.dir);
    await office.sshd.setAuthorized('restrict,command="rdiff-backup server"');
    repository = await changing(await mkdtemp(join(office.dir, 'changing-')));
  });
  afterAll(() => office.close());

  /** A repository with a session for each time, among them a file that becomes a folder and one that goes. */
  async function changing(dir: string): Promise<string> {
    const [source, into] = [join(dir, 'source'), join(dir, 'repo "1" ::x')];
    const backup = (time: number) => rdiffBackup(['--current-time', String(time), 'backup', '--', source, into.replaceAll(':', '\\:')]);
    await mkdir(join(source, 'a/b/c'), { recursive: true });
    for (const name of ['a/x', 'a/b/y', 'a/b/c/z', 'a b', 'a-b', 'morph', 'gone', '写真::春', '-rf', "it's"])
      await writeFile(join(source, name), name);
    await symlink('a', join(source, 'link'));
    await backup(times[0]);
    await rm(join(source, 'morph'));
    await mkdir(join(source, 'morph/inside'), { recursive: true });
    await rm(join(source, 'gone'));
    await backup(times[1]);
    await writeFile(join(source, 'a/b/late'), 'x');
    await backup(times[2]);
    return into;
  }

  const list = (folder: string, session: number, path = repository, change = {}) =>
    listFiles(fetching.deps, { host: hostOf(office.sshd, change), path, session, folder });

  it('every folder of a session is listed as the tool lists it', async () => {
    for (const time of times.slice(0, 2)) {
      const printed = await rdiffBackup(['list', 'files', '--at', String(time), '--', repository.replaceAll(':', '\\:')]);
      const paths = printed.split('\n').filter((path) => path !== '' && path !== '.');
      const folders = ['', ...paths.filter((path) => paths.some((other) => other.startsWith(`${path}/`)))];
      expect(folders.length).toBeGreaterThan(3);
      for (const folder of folders) {
        const below =
          folder === '' ? paths : paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
        const names = below
          .filter((path) => !path.includes('/'))
          .map((name) => ({ name, holds: below.some((path) => path.startsWith(`${name}/`)) }));
        expect(await list(folder, time), `${folder} at ${time}`).toEqual({ kind: 'listed', names, unclear: 0 });
      }
    }
  });

  it('a folder is that of the session which is asked for', async () => {
    expect(await list('morph', times[0])).toEqual({ kind: 'listed', names: [], unclear: 0 });
    expect(await list('morph', times[1])).toEqual({ kind: 'listed', names: [{ name: 'inside', holds: false }], unclear: 0 });
    expect([await list('gone', times[1]), await list('nowhere/at all', times[1])]).toEqual([{ kind: 'absent' }, { kind: 'absent' }]);
  });

  it('ends when it is not wanted any more, as when a backup begins there', async () => {
    const until = Date.now() + 50;
    const place = { host: hostOf(office.sshd), path: repository, session: times[0], folder: '' };
    expect(await listFiles(fetching.deps, { ...place, isWanted: () => Date.now() < until })).toEqual({ kind: 'unwanted' });
  });

  it('its sessions are those that the tool lists', async () => {
    expect(await listSessions(fetching.deps, { host: hostOf(office.sshd), path: repository })).toEqual({
      kind: 'listed',
      times: [...times],
    });
  });

  it('names that cannot be told are left out, and none is made up (L4, L5)', async () => {
    const dir = await mkdtemp(join(office.dir, 'odd-'));
    const source = join(dir, 'source');
    // Of this folder the tool prints rows that say `d/m`, `d` and `d/a0`.
    await mkdir(join(source, 'd/m\nd'), { recursive: true });
    const invalid = Buffer.concat([Buffer.from(join(source, 'd/inv')), Buffer.from([0xff])]);
    for (const name of ['d/a', 'd/new\nline', 'd/m\nd/a0', 'd/z', 'd/back\\slash']) await writeFile(join(source, name), 'x');
    await writeFile(invalid, 'x');
    const path = join(dir, 'repository');
    await rdiffBackup(['--current-time', String(times[0]), 'backup', '--', source, path]);
    const listed = await list('d', times[0], path);
    expect(listed).toEqual({ kind: 'listed', names: ['a', 'back\\slash', 'z'].map((name) => ({ name, holds: false })), unclear: 5 });
  });

  it.each(['back\\slash', 'new\nline', 'inv\udcff'])(
    '%j cannot be asked for, and no other folder is listed in its place (I5)',
    async (folder) => {
      expect(await list(folder, times[0])).toEqual({ kind: 'unaddressable' });
    },
  );

  it.each(['$(touch x)', 'a;touch x;#::b', "'`touch x`'"])('%s in a path runs nothing (I6)', async (folder) => {
    expect(await list(folder, times[0])).toEqual({ kind: 'absent' });
    await expect(readFile('x')).rejects.toThrow('ENOENT');
  });

  it('why nothing can be listed is said', async () => {
    const none = join(office.dir, 'backup');
    expect(await list('', times[0], none)).toEqual({ kind: 'none' });
    expect(await listSessions(fetching.deps, { host: hostOf(office.sshd), path: none })).toEqual({ kind: 'none' });
    const down = { port: await closedPort() };
    expect(await list('', times[0], repository, down)).toMatchObject({ kind: 'unreachable', cause: 'refused' });
    const sessions = await listSessions(fetching.deps, { host: hostOf(office.sshd, down), path: repository });
    expect(sessions).toMatchObject({ kind: 'unreachable', cause: 'refused' });
    await office.sshd.setAuthorized('restrict,command="rdiff-backup server --restrict-path /srv --restrict-mode read-only"');
    expect(await list('', times[0])).toMatchObject({ kind: 'unreachable', cause: 'restricted' });
    await office.sshd.setAuthorized('restrict,command="rdiff-backup server"');
  });
});
