import { spawn } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compareMetadata, keepMetadata } from '../../electron/history/remote/keep-metadata.ts';
import { growHistory } from '../office/history.ts';
import { missing } from '../office/needs.ts';
import { openOffice, type Office } from '../office/office.ts';
import { closedPort, startProxy, startSilent } from '../office/proxy.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { fetchingIn, folderFiles, historyFiles, hostOf, type Fetching } from '../office/remote-history.ts';
import { dataOf, markersIn } from '../office/repository-data.ts';
import { makeKey, publicLine } from '../office/sshd-keys.ts';

const needs = missing.sshd ?? missing.rdiffBackup;
const day = 86_400;

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
  /** A repository of its own with small files and that many sessions; `next` adds one. */
  async function grown(sessions: number) {
    const dir = await mkdtemp(join(office.dir, 'grown-'));
    const [source, repository] = [join(dir, 'source'), join(dir, 'repository')];
    await mkdir(source);
    await writeFile(join(source, 'first.txt'), 'first\n');
    const start = Math.floor(Date.now() / 1000) - 100 * day;
    const change = (root: string, number: number) => appendFile(join(root, `day ${number}.txt`), `${number}\n`.repeat(number * 50));
    let count = 0;
    const next = async (more = 1) => {
      await change(source, count);
      await growHistory({ source, repository, sessions: more, firstTime: start + count * day, stepSeconds: day, seed: 1, change });
      count += more;
    };
    await next(sessions);
    return { source, repository, next };
  }
  const keep = (path: string, folder: string, change = {}, tell?: (share: number) => void, by = fetching) =>
    keepMetadata(by.deps, { host: hostOf(office.sshd, change), path, folder, ...(tell ? { tell } : {}) });

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
    expect(await compareMetadata(fetching.deps, { host: hostOf(office.sshd), path: repository, folder })).toEqual({ kind: 'other' });
    expect(await keep(repository, folder)).toEqual({ kind: 'kept' });
    const [, , fresh = []] = fetching.asked();
    expect(fresh.length).toBeGreaterThan(2);
    // The snapshot that was the newest has become a difference, under a name that was not there either.
    expect(fresh.filter((name) => before.has(name))).toEqual([]);
    expect(await folderFiles(folder)).toEqual(await historyFiles(repository));
    expect(await compareMetadata(fetching.deps, { host: hostOf(office.sshd), path: repository, folder })).toEqual({ kind: 'same' });
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

    await rdiffBackup(['regress', '--', repository]).catch((error: unknown) => {
      // Exit code 2 is how a regress says that it was needed.
      expect(String(error)).toContain('ended with 2');
    });
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

  it.each([
    ['blanks and quotes', ` a "b" 'c' "`],
    ['globs', 'a*b?c[d]{e,f}'],
    ['what a shell would run', '$(touch x); `touch y` & #z !touch z'],
    ['what sftp would take for options', '-R'],
    ['tildes and colons', '~root::x'],
    ['other scripts', '写真 ünïcödé 👩‍👩‍👧'],
    ['bidi', 'a\u202egpj.exe'],
    ['more bytes than a line of sftp can have', Array.from({ length: 15 }, (_, at) => `${at}"'*${'x'.repeat(200)}`).join('/')],
    ['names longer than a step', Array.from({ length: 12 }, () => `-${'写'.repeat(80)}`).join('/')],
  ])('a path may hold %s (I5)', async (_what, name) => {
    const { repository } = await grown(1);
    const room = await mkdtemp(join(office.dir, 'hostile-'));
    const path = join(room, name, 'repository');
    await mkdir(dirname(path), { recursive: true });
    await cp(repository, path, { recursive: true });
    // What a glob would find first.
    await mkdir(join(room, 'aXbYcd{e,f}', 'repository', 'rdiff-backup-data'), { recursive: true });
    const before = await readdir(office.dir);
    const folder = await fetching.copy();
    expect(await keep(path, folder)).toEqual({ kind: 'kept' });
    expect(await folderFiles(folder)).toEqual(await historyFiles(path));
    expect(await readdir(office.dir)).toEqual(before);
  });

  describe('what a server can put there', () => {
    it('only files of the names that a history has are fetched, and no links, folders or others', async () => {
      const { repository } = await grown(1);
      const data = dataFolder(repository);
      const wanted = await historyFiles(repository);
      await writeFile(join(data, 'secret'), 'x');
      await writeFile(join(data, '.ssh'), 'x');
      await writeFile(join(data, 'mirror_metadata.2026-01-01T00:00:00Z.snapshot.gz.sh'), 'x');
      await writeFile(join(data, 'mirror_metadata.; touch x.snapshot'), 'x');
      await symlink('/etc/passwd', join(data, 'mirror_metadata.2020-01-01T00:00:00Z.snapshot'));
      await mkdir(join(data, 'mirror_metadata.2020-01-02T00:00:00Z.snapshot'));
      const folder = await fetching.copy();
      expect(await keep(repository, folder)).toEqual({ kind: 'kept' });
      expect(await folderFiles(folder)).toEqual(wanted);

      // A name that pretends to be a row of its own only keeps its repository from being read.
      const forged = 'current_mirror.2036-01-01T00:00:00Z.data';
      await writeFile(join(data, `x\n-rw-------    1 0 0 3 Nov 29 10:00 ${forged}`), 'x');
      expect(await keep(repository, folder)).toMatchObject({ kind: 'failed' });
      expect(await folderFiles(folder)).toEqual(wanted);
    });

    /** A program in the place of sftp: it prints `listing` when asked, and runs `onGet` for each file with its local name. */
    async function pretender(listing: readonly string[], onGet: string) {
      const dir = await mkdtemp(join(office.dir, 'pretender-'));
      await writeFile(join(dir, 'listing'), listing.map((line) => `${line}\n`).join(''));
      const script = `#!/bin/sh
echo 'sftp> '
while read -r line; do
  case $line in
    ls*) cat ${dir}/listing ;;
    *get*) part=\${line##* }; part=\${part#\\"}; part=\${part%\\"}; ${onGet} ;;
  esac
done <./batch
`;
      await writeFile(join(dir, 'sftp'), script, { mode: 0o755 });
      return fetchingIn(dir, { sftp: join(dir, 'sftp') });
    }
    const row = (name: string, size = 3) => `-rw-------    ? root     Domain Users ${String(size).padStart(12)} Nov 29 10:45 ${name}`;
    const marker = 'current_mirror.2026-01-01T00:00:00Z.data';

    it('names that lead elsewhere, or mean something to sftp, are not even asked for', async () => {
      const bad = ['../../evil', '/etc/evil', '..', '-r', '!sh', '"', 'current_mirror.2026-01-01T00:00:00Z.data/../../x', '.bashrc'];
      const by = await pretender(
        [...bad.map((name) => row(name)), row(marker), 'sftp> get evil', 'x'.repeat(100_000)],
        'printf abc >"$part"',
      );
      const folder = await by.copy();
      expect(await keep('/r', folder, {}, undefined, by)).toEqual({ kind: 'kept' });
      expect(by.asked()).toEqual([[], [marker]]);
      expect(Object.keys(await folderFiles(folder))).toEqual([marker]);
      expect(await readdir(dirname(folder))).toEqual(['kept']);
    });

    it('a file that is shorter or longer than it was listed is not kept', async () => {
      for (const content of ['ab', 'abcd']) {
        const by = await pretender([row(marker)], `printf ${content} >"$part"`);
        const folder = await by.copy();
        expect(await keep('/r', folder, {}, undefined, by)).toMatchObject({ kind: 'failed' });
        expect(await readdir(folder)).toEqual([]);
      }
    });

    it('a file that never ends is cut off', async () => {
      const by = await pretender([row(marker)], 'cat /dev/zero >"$part"');
      const folder = await by.copy();
      expect(await keep('/r', folder, {}, undefined, by)).toMatchObject({ kind: 'failed', line: 'File too large' });
      expect(await readdir(folder)).toEqual([]);
    });

    it('more than the disk holds, or than metadata can be, is refused before anything comes', async () => {
      const name = 'mirror_metadata.2026-01-01T00:00:00Z.snapshot.gz';
      const huge = await pretender([row(name, 5e9), row(marker)], 'echo no >"$part"');
      expect(await keep('/r', await huge.copy(), {}, undefined, huge)).toEqual({ kind: 'failed', line: `${name}: File too large` });
      const many = Array.from({ length: 3000 }, (_, at) =>
        row(name.replace('2026', String(2000 + (at % 26))).replace('00:00', `00:${at}`), 4e9),
      );
      const full = await pretender([...many, row(marker)], 'echo no >"$part"');
      expect(await keep('/r', await full.copy(), {}, undefined, full)).toEqual({ kind: 'failed', line: 'No space left on device' });
      expect([huge.asked(), full.asked()]).toEqual([[[]], [[]]]);
    });
  });

  describe('by which key', () => {
    const forced = 'restrict,command="rdiff-backup server"';
    it('one that may only start rdiff-backup cannot, a second one that may only read can', async () => {
      const { sshd, repository } = office;
      const readKeyFile = join(office.dir, 'read-key');
      await makeKey(readKeyFile);
      await sshd.setAuthorized(forced);
      try {
        const folder = await fetching.copy();
        expect(await keep(repository, folder)).toEqual({ kind: 'restricted', line: '' });
        expect(await keep(repository, folder, { readKeyFile })).toMatchObject({ kind: 'unreachable', cause: 'login-refused' });
        await sshd.letInAlso(`restrict,command="internal-sftp -R" ${publicLine(readKeyFile)}`);
        expect(await keep(repository, folder, { readKeyFile })).toEqual({ kind: 'kept' });
        expect(await folderFiles(folder)).toEqual(await historyFiles(repository));
      } finally {
        await sshd.setAuthorized(undefined);
        await sshd.letInAlso(undefined);
      }
    });

    it.each(['echo Welcome', 'exit 1', 'echo "This account is for backups only." >&2', 'cat'])('%s is no SFTP', async (command) => {
      await office.sshd.setAuthorized(`restrict,command="${command.replaceAll('"', '\\"')}"`);
      try {
        expect(await keep(office.repository, await fetching.copy())).toMatchObject({ kind: 'restricted' });
      } finally {
        await office.sshd.setAuthorized(undefined);
      }
    });

    it('one that cannot be read is named without a word to the network (J5)', async () => {
      const readKeyFile = join(office.dir, 'no-such-key');
      const answer = await keep(office.repository, await fetching.copy(), { readKeyFile });
      expect(answer).toEqual({ kind: 'unreachable', cause: 'key-unreadable', line: '' });
      expect(fetching.asked()).toEqual([]);
    });
  });

  describe('when it cannot be', () => {
    it.each([
      ['refused', async () => ({ port: await closedPort() })],
      ['name-not-found', () => Promise.resolve({ address: 'nowhere.invalid' })],
      ['login-refused', () => Promise.resolve({ user: 'nosuchuser' })],
      ['host-key-changed', () => Promise.resolve({ hostKey: { type: 'ssh-ed25519', key: `AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)}` } })],
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
      for (const name of ['empty', 'begun', 'odd', 'nothing', 'nothing/at all'])
        expect(await keep(join(dir, name), await fetching.copy()), name).toEqual({ kind: 'none' });
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
