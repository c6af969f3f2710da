import { cp, mkdir, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepMetadata } from '../../electron/history/history.testing.ts';
import { missing } from '../office/needs.ts';
import { openOffice, type Office } from '../office/office.ts';
import { fetchingIn, folderFiles, growSmall, historyFiles, hostOf, type Fetching } from '../office/remote-history.ts';
import { makeKey, publicLine } from '../office/sshd-keys.ts';

const needs = missing.sshd ?? missing.rdiffBackup;

describe.skipIf(needs)(`nothing that a host can say or hold makes more of it than a copy of metadata${needs ? ` (${needs})` : ''}`, () => {
  let office: Office;
  let fetching: Fetching;
  beforeAll(async () => {
    office = await openOffice({ sessions: 2 });
    fetching = await fetchingIn(office.dir);
  });
  afterAll(() => office.close());
  beforeEach(() => {
    fetching.asked();
  });

  const grown = (sessions: number) => growSmall(office.dir, sessions);
  const dataFolder = (repository: string) => join(repository, 'rdiff-backup-data');
  const keep = (path: string, folder: string, change = {}, by = fetching) =>
    keepMetadata(by.deps, { host: hostOf(office.sshd, change), path, folder });

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
      expect(await keep('/r', folder, {}, by)).toEqual({ kind: 'kept' });
      expect(by.asked()).toEqual([[], [marker]]);
      expect(Object.keys(await folderFiles(folder))).toEqual([marker]);
      expect(await readdir(dirname(folder))).toEqual(['kept']);
    });

    it('a file that is shorter or longer than it was listed is not kept', async () => {
      for (const content of ['ab', 'abcd']) {
        const by = await pretender([row(marker)], `printf ${content} >"$part"`);
        const folder = await by.copy();
        expect(await keep('/r', folder, {}, by)).toMatchObject({ kind: 'failed' });
        expect(await readdir(folder)).toEqual([]);
      }
    });

    it('a file that never ends is cut off', async () => {
      const by = await pretender([row(marker)], 'cat /dev/zero >"$part"');
      const folder = await by.copy();
      expect(await keep('/r', folder, {}, by)).toMatchObject({ kind: 'failed', line: 'File too large' });
      expect(await readdir(folder)).toEqual([]);
    });

    it('more than the disk holds, or than metadata can be, is refused before anything comes', async () => {
      const name = 'mirror_metadata.2026-01-01T00:00:00Z.snapshot.gz';
      const huge = await pretender([row(name, 5e9), row(marker)], 'echo no >"$part"');
      expect(await keep('/r', await huge.copy(), {}, huge)).toEqual({ kind: 'failed', line: `${name}: File too large` });
      const many = Array.from({ length: 3000 }, (_, at) =>
        row(name.replace('2026', String(2000 + (at % 26))).replace('00:00', `00:${at}`), 4e9),
      );
      const full = await pretender([...many, row(marker)], 'echo no >"$part"');
      expect(await keep('/r', await full.copy(), {}, full)).toEqual({ kind: 'failed', line: 'No space left on device' });
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
});
