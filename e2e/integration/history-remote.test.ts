import { execFile, spawn } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readdir, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localFiles } from '../../electron/platform/files.ts';
import { remoteSchema, writeSshFiles } from '../../electron/ssh/ssh.ts';
import { missing } from '../office/needs.ts';
import { openOffice, type Office } from '../office/office.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { fetchingIn, folderFiles, growSmall, historyFiles, hostOf, keepOn, type Fetching, type Keep } from '../office/remote-history.ts';
import { dataOf, markersIn } from '../office/repository-data.ts';

const needs = missing.sshd ?? missing.rdiffBackup;

describe.skipIf(needs)(`the metadata of a repository on a host is kept here${needs ? ` (${needs})` : ''}`, () => {
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

  it('whole at first, and then only what is new', async () => {
    const { repository, next } = await grown(3);
    const folder = await fetching.copy();
    const shares: number[] = [];
    expect(await keep(repository, folder, {}, (share) => shares.push(share))).toEqual({ kind: 'kept' });
    expect(await folderFiles(folder)).toEqual(await historyFiles(repository));
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
    const [listing, files] = fetching.asked();
    // Empty ones need no asking: every `error_log` here.
    const full = Object.entries(await historyFiles(repository)).flatMap(([name, content]) => (content === '' ? [] : [name]));
    expect([listing, files?.toSorted()]).toEqual([[], full.toSorted()]);
    expect(full.some((name) => name.startsWith('error_log'))).toBe(false);

    expect(await keep(repository, folder)).toEqual({ kind: 'kept' });
    expect(fetching.asked()).toEqual([[]]);

    const before = new Set(await dataOf(repository));
    await next();
    expect(await keep(repository, folder)).toEqual({ kind: 'kept' });
    const [, fresh = []] = fetching.asked();
    expect(fresh.length).toBeGreaterThan(2);
    // The snapshot that was the newest has become a difference, under a name that was not there either.
    expect(fresh.filter((name) => before.has(name))).toEqual([]);
    expect(await folderFiles(folder)).toEqual(await historyFiles(repository));
  });

  it('of a repository that was pushed there, whatever zone its files are stamped in', async () => {
    const host = hostOf(office.sshd);
    const [work, path] = [await mkdtemp(join(office.dir, 'push-')), join(office.dir, 'pushed')];
    await writeSshFiles(localFiles, work, host, 'env TZ=America/New_York rdiff-backup server');
    const folder = await fetching.copy();
    for (const time of [1_772_000_000, 1_772_086_400]) {
      await writeFile(join(office.webRoot, `at ${time}`), 'x');
      const args = [
        '--new',
        '--remote-schema',
        remoteSchema,
        '--current-time',
        String(time),
        'backup',
        '--',
        office.webRoot,
        `${host.id}::${path}`,
      ];
      await promisify(execFile)('rdiff-backup', args, { cwd: work, env: { ...process.env, TZ: 'UTC' } });
      expect(await keep(path, folder)).toEqual({ kind: 'kept' });
      expect(await folderFiles(folder)).toEqual(await historyFiles(path));
    }
    expect(Object.keys(await folderFiles(folder)).some((name) => name.includes('-05:00'))).toBe(true);
  });

  it('what retention has removed there is removed here', async () => {
    const { repository } = await grown(5);
    const folder = await fetching.copy();
    await keep(repository, folder);
    const before = Object.keys(await folderFiles(folder)).length;
    await rdiffBackup(['--force', 'remove', 'increments', '--older-than', '2B', '--', repository]);
    fetching.asked();
    expect(await keep(repository, folder)).toEqual({ kind: 'kept' });
    expect(await folderFiles(folder)).toEqual(await historyFiles(repository));
    expect(fetching.asked()).toEqual([[]]);
    // Of each session that is gone: its metadata, its statistics, its log.
    expect(before - Object.keys(await folderFiles(folder)).length).toBe(2 * 3);
  });

  it('of a session that was interrupted only the marker, and after its regress what there was before', async () => {
    const { source, repository } = await grown(3);
    const folder = await fetching.copy();
    await keep(repository, folder);
    const before = await folderFiles(folder);
    await interrupt(source, repository);
    const [older = ''] = (await dataOf(repository)).filter((name) => name.startsWith('current_mirror.')).sort();
    const newer = (name: string) => (name.split('.')[1] ?? '') > (older.split('.')[1] ?? '') && !name.startsWith('current_mirror.');
    expect((await dataOf(repository)).some(newer)).toBe(true);
    expect(await keep(repository, folder)).toEqual({ kind: 'kept' });
    expect(await folderFiles(folder)).toEqual(await historyFiles(repository, (name) => !newer(name)));
    expect(Object.keys(await folderFiles(folder)).filter((name) => name.startsWith('current_mirror.'))).toHaveLength(2);

    // Exit code 2 is how a regress says that it was needed.
    await expect(rdiffBackup(['regress', '--', repository])).rejects.toThrow('ended with 2');
    expect(await keep(repository, folder)).toEqual({ kind: 'kept' });
    expect(await folderFiles(folder)).toEqual(await historyFiles(repository));
    expect(Object.keys(await folderFiles(folder))).toEqual(Object.keys(before));
  });

  /** Kills a backup after it has set its marker and before it has ended. */
  async function interrupt(source: string, repository: string): Promise<void> {
    for (let index = 0; index < 1500; index += 1) await writeFile(join(source, `many ${index}`), 'x'.repeat(index));
    const child = spawn('rdiff-backup', ['--new', '--no-fsync', 'backup', '--', source, repository], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    while ((await markersIn(repository)) < 2) await sleep(2);
    await sleep(150);
    child.kill('SIGKILL');
    await ended;
    expect(await markersIn(repository)).toBe(2);
  }

  it('very many files come over several connections, the markers still after all others', async () => {
    const { repository } = await grown(1);
    for (let year = 1700; year < 2000; year += 1) {
      const name = `session_statistics.${year}-01-01T00:00:00Z.data`;
      await writeFile(join(dataFolder(repository), name), `StartTime ${year}\n`.repeat((year % 7) + 1));
    }
    const folder = await fetching.copy();
    const shares: number[] = [];
    expect(await keep(repository, folder, {}, (share) => shares.push(share))).toEqual({ kind: 'kept' });
    const lanes = fetching.asked().slice(1);
    expect([lanes.length, Math.min(...lanes.map((lane) => lane.length)) > 50]).toEqual([4, true]);
    expect([Math.max(...shares), shares.at(-1)]).toEqual([1, 1]);
    expect(await folderFiles(folder)).toEqual(await historyFiles(repository));
  });

  it('a session that ends between the listing and the fetching is noticed, and what counts is how it is then', async () => {
    const { repository, next } = await grown(3);
    const folder = await fetching.copy();
    // Before the files are fetched that the first connection has listed.
    fetching.onConnection((number) => (number === 2 ? next() : Promise.resolve()));
    expect(await keep(repository, folder)).toEqual({ kind: 'kept' });
    expect(fetching.asked()).toHaveLength(4);
    expect(await folderFiles(folder)).toEqual(await historyFiles(repository));
  });

  it('a repository that never stands still is given up, and nothing half is kept', async () => {
    const { repository } = await grown(1);
    const folder = await fetching.copy();
    const statistics = (await dataOf(repository)).find((name) => name.startsWith('session_statistics.')) ?? '';
    fetching.onConnection((number) => (number % 2 === 0 ? appendFile(join(dataFolder(repository), statistics), 'x\n') : Promise.resolve()));
    expect(await keep(repository, folder)).toMatchObject({ kind: 'failed' });
    expect(Object.keys(await folderFiles(folder))).not.toContain(statistics);
  });

  it('a file that bears the same name and has another length is fetched anew', async () => {
    const { repository } = await grown(2);
    const folder = await fetching.copy();
    await keep(repository, folder);
    const snapshot = (await readdir(folder)).find((name) => name.endsWith('.snapshot.gz')) ?? '';
    await truncate(join(folder, snapshot), 10);
    fetching.asked();
    expect(await keep(repository, folder)).toEqual({ kind: 'kept' });
    expect(fetching.asked()).toEqual([[], [snapshot]]);
    expect(await folderFiles(folder)).toEqual(await historyFiles(repository));
  });

  it('a file that another future of its session has written anew is fetched, also when it is as long as before', async () => {
    const { repository, next } = await grown(3);
    const folder = await fetching.copy();
    await keep(repository, folder);
    const undone = (await readdir(folder)).find((name) => /^mirror_metadata.*snapshot/.test(name)) ?? '';
    // Exit code 2 is how a regress says that it was needed.
    await rdiffBackup(['--api-version', '201', '--force', 'regress', '--', repository]).catch(() => undefined);
    await next();
    const there = await dataOf(repository);
    expect(there).not.toContain(undone);
    const anew =
      there
        .filter((name) => /^mirror_metadata.*diff/.test(name))
        .sort()
        .at(-1) ?? '';
    const before = Buffer.alloc((await stat(join(dataFolder(repository), anew))).size, 'x');
    await writeFile(join(folder, anew), before);
    const marks = await stat(join(folder, anew));
    expect(await keep(repository, folder)).toEqual({ kind: 'kept' });
    expect(await folderFiles(folder)).toEqual(await historyFiles(repository));
    expect((await stat(join(folder, anew))).mtimeMs).toBeGreaterThan(marks.mtimeMs);
    fetching.asked();
    expect(await keep(repository, folder)).toEqual({ kind: 'kept' });
    expect(fetching.asked()).toEqual([[]]);
  });

  it('a repository that quotes characters of its names is kept as well', async () => {
    const dir = await mkdtemp(join(office.dir, 'quoted-'));
    const [source, repository] = [join(dir, 'source'), join(dir, 'repository')];
    await mkdir(source);
    for (const time of [1_772_000_000, 1_772_086_400]) {
      await writeFile(join(source, `A${time}`), 'x');
      await rdiffBackup(['--chars-to-quote', 'A-Z:', '--current-time', String(time), 'backup', '--', source, repository]);
    }
    expect((await dataOf(repository)).some((name) => name.includes(';084'))).toBe(true);
    const folder = await fetching.copy();
    expect(await keep(repository, folder)).toEqual({ kind: 'kept' });
    expect(await folderFiles(folder)).toEqual(await historyFiles(repository));
  });
});
