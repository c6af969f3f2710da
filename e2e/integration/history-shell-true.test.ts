import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PastSession } from '../../electron/contract/history.ts';
import type { Output } from '../../electron/contract/requests.ts';
import { growHistory } from '../office/history.ts';
import { missing } from '../office/needs.ts';
import { scratch, type Scratch } from '../office/scratch.ts';
import { modosuShell, type ModosuShell } from '../office/shell.ts';
import { startSshd, type Sshd } from '../office/sshd.ts';

const needs = missing.rdiffBackup ?? missing.sshd;
const day = 86_400;
const firstTime = 1_772_000_000;

type Sessions = { total: number; sessions: PastSession[] };

describe.skipIf(needs)(`what the shell says of the past is never older than it says${needs ? ` (${needs})` : ''}`, () => {
  let room: Scratch;
  let sshd: Sshd;
  let dir: string;
  let source: string;
  let repository: string;
  let shell: ModosuShell;
  let rooms = 0;

  beforeAll(async () => {
    room = await scratch('modosu-true');
    await mkdir(join(room.dir, 'sshd'));
    sshd = await startSshd({ dir: join(room.dir, 'sshd') });
  });
  afterAll(async () => {
    await sshd.dispose();
    await room.remove();
  });
  beforeEach(async () => {
    rooms += 1;
    dir = join(room.dir, `room ${rooms}`);
    [source, repository] = [join(dir, 'www'), join(dir, 'repository')];
    await mkdir(source, { recursive: true });
    await writeFile(join(source, 'a.txt'), 'a\n');
    shell = modosuShell(join(dir, 'home'), { TZ: 'UTC' });
    await grow(0, 3);
  });

  const grow = (from: number, sessions: number, to = repository) =>
    growHistory({
      ...{ source, repository: to, sessions, firstTime: firstTime + from * day, stepSeconds: day, seed: 1 },
      change: (root, at) => writeFile(join(root, `day ${from + at}.txt`), `${at}\n`),
    });
  const call = async (...args: string[]) => {
    const answer = await shell.call(...args);
    expect({ ...answer, stdout: '' }, args.join(' ')).toEqual({ code: 0, stdout: '', stderr: '' });
    return answer.stdout.trimEnd().split('\n');
  };
  const add = (name: string, to: string) => call('job', 'add', name, '--from', source, '--to', to, '--adopt');
  const addHost = ({ port, user, keyFile, fingerprint }: Sshd = sshd) =>
    call(
      ...['host', 'add', 'far', '--address', '127.0.0.1', '--port', String(port), '--user', user, '--key', keyFile],
      ...['--fingerprint', fingerprint()],
    );
  const times = async (name: string) => {
    const { code, value } = await shell.ask<Sessions>('sessions', name);
    return { code, times: value.sessions.map(({ time }) => (time - firstTime) / day) };
  };

  it('sessions that somebody else has made or taken away since the last look are known', async () => {
    await add('website', repository);
    await call('ls', 'website');
    await grow(3, 1);
    expect(await times('website')).toEqual({ code: 0, times: [3, 2, 1, 0] });
    await rm(repository, { recursive: true });
    await grow(5, 1);
    expect(await times('website')).toEqual({ code: 0, times: [5] });
  });

  it('so are those of a repository on a host that nothing was asked about before', async () => {
    await addHost();
    await add('website', `far:${repository}`);
    expect(await times('website')).toEqual({ code: 0, times: [2, 1, 0] });
  });

  it('where nothing was read before and nothing can be, that is said, and not that there is no session', async () => {
    const keys = join(dir, 'sshd');
    await mkdir(keys);
    const short = await startSshd({ dir: keys });
    await addHost(short);
    await add('website', `far:${repository}`);
    await short.dispose();
    const { code, stdout, stderr } = await shell.call('sessions', 'website');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^modosu: The history of website cannot be read now: /);
  });

  it('an answer from what was read before says that it is one, whatever was asked', async () => {
    await add('website', repository);
    await call('ls', 'website');
    await rename(repository, `${repository} away`);
    const old = 'modosu: website: the repository cannot be reached; what was read before is answered\n';
    for (const asked of [
      ['sessions', 'website'],
      ['ls', 'website'],
      ['versions', 'website', 'a.txt'],
      ['find', 'a.txt'],
      ['find', 'a.txt', '--job', 'website'],
      ['diff', 'website', '1B', 'now'],
    ]) {
      const { code, stdout, stderr } = await shell.call(...asked);
      expect({ code, stderr, isThere: stdout !== '' }, asked.join(' ')).toEqual({ code: 0, stderr: old, isThere: true });
    }
  });

  it('an index that is none any more stands in nobody’s way', async () => {
    await add('website', repository);
    for (const asked of [['sessions'], ['index'], ['ls']] as const) {
      await call('ls', 'website');
      const folder = join(shell.home, 'history');
      for (const name of await readdir(folder)) if (name.endsWith('.db')) await writeFile(join(folder, name), 'no index');
      expect((await call(...asked, 'website')).join('\n'), asked[0]).not.toBe('');
    }
    expect(await times('website')).toEqual({ code: 0, times: [2, 1, 0] });
  });

  it('of a file it is said that it is no folder, and not that it is not there', async () => {
    await add('website', repository);
    const { code, value } = await shell.ask<{ error: { kind: string } }>('ls', 'website', 'a.txt');
    expect([code, value.error.kind]).toEqual([3, 'not-a-folder']);
    const gone = await shell.ask<{ error: { kind: string } }>('ls', 'website', 'b.txt');
    expect(gone.value.error.kind).toBe('unknown-path');
  });

  it('a search at a moment names the session, with and without hits', async () => {
    await add('website', repository);
    const head = 'In the session of 26 Feb 2026, 06:13:20 UTC:';
    const found = await call('find', 'a.txt', '--job', 'website', '--at', '1B');
    expect(found).toEqual([head, expect.stringMatching(/^website .* in the session of 26 Feb 2026, 06:13:20 UTC {2}a\.txt$/)]);
    expect(await call('find', 'day 2', '--job', 'website', '--at', '1B')).toEqual([head, 'Nothing has such a name.']);
    const { value } = await shell.ask<Output<'history.find'>>('find', 'a.txt', '--job', 'website', '--at', '1B');
    expect(value.session).toBe(firstTime + day);
  });

  it('where only the tool may be asked, a moment means the session that the tool takes, also one that it does not tell', async () => {
    const keys = join(dir, 'sshd');
    await mkdir(keys);
    const strict = await startSshd({ dir: keys });
    const [from, to] = [join(dir, 'changing'), join(dir, 'listed')];
    await mkdir(from);
    await writeFile(join(from, 'a'), '');
    const change = (root: string, at: number) => (at === 2 ? Promise.resolve() : writeFile(join(root, `b${at}`), ''));
    await growHistory({ source: from, repository: to, sessions: 4, firstTime, stepSeconds: day, seed: 1, change });
    await addHost(strict);
    await strict.setAuthorized('restrict,command="rdiff-backup server"');
    await call('job', 'add', 'far away', '--from', from, '--to', `far:${to}`, '--adopt');
    expect(await times('far away')).toEqual({ code: 0, times: [3, 2, 0] });
    // Session 1 is not told, since 2 is the same.
    const names = async (at: number) => (await call('ls', 'far away', '--at', String(firstTime + at))).slice(2);
    expect(await names(day + 100)).toEqual(['a', 'b1']);
    expect(await names(100)).toEqual(['a']);
    expect((await shell.call('ls', 'far away', '--at', '2B')).stderr).toContain('The key of far may only run rdiff-backup');
    await strict.dispose();
  });

  it('a damaged session of one job keeps nobody from what the others have at that moment', async () => {
    const other = join(dir, 'other');
    await grow(0, 3, other);
    await Promise.all([add('broken', repository), add('whole', other)]);
    const data = join(repository, 'rdiff-backup-data');
    const damaged = (await readdir(data)).filter((name) => /^mirror_metadata\.2026-02-26.*\.diff/.test(name));
    expect(damaged).toHaveLength(1);
    for (const name of damaged) await writeFile(join(data, name), 'garbage');
    const { code, value } = await shell.ask<Output<'history.find'>>('find', 'a.txt', '--at', String(firstTime + day));
    expect({ code, jobs: value.hits.map(({ job }) => job), unread: value.unread }).toEqual({
      code: 2,
      jobs: ['whole'],
      unread: ['broken'],
    });
  });
});
