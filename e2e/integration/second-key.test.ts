import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HistoryState } from '../../electron/contract/history.ts';
import type { Host } from '../../electron/contract/host.ts';
import type { Run } from '../../electron/contract/run.ts';
import type { HostVerdict, HostView } from '../../electron/contract/requests.ts';
import { localFiles } from '../../electron/platform/files.ts';
import { writeSshFiles } from '../../electron/ssh/ssh.ts';
import { differences, manifestOf } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { hostOf } from '../office/remote-history.ts';
import { makeKey, publicLine } from '../office/sshd-keys.ts';
import { openWorld, type World } from '../office/world.ts';

const run = promisify(execFile);
const needs = missing.sshd ?? missing.rdiffBackup;
const forced = 'restrict,command="rdiff-backup server"';

describe.skipIf(needs)(`a second key reads files where the first may not${needs ? ` (${needs})` : ''}`, () => {
  let world: World;
  let second: string;
  let line: string;
  beforeAll(async () => {
    world = await openWorld();
    second = join(world.office.dir, 'read key');
    await makeKey(second);
    line = `restrict,command="internal-sftp -R" ${publicLine(second)}`;
  });
  afterAll(() => world.close());

  const kept = async () => {
    const { hosts } = JSON.parse(await readFile(join(world.shell.home, 'settings.json'), 'utf8')) as { hosts: Host[] };
    return hosts.map(({ name, readKeyFile }) => [name, readKeyFile]);
  };
  const where = () => {
    const { port, user, keyFile, fingerprint } = world.office.sshd;
    return ['--address', '127.0.0.1', '--port', String(port), '--user', user, '--key', keyFile, '--fingerprint', fingerprint()];
  };

  it('without one, a key that may do everything reads files, too', async () => {
    const { value } = await world.shell.ask<HostVerdict>('host', 'test', 'web1');
    expect(value).toMatchObject({ verdict: 'ok', restricted: false, reading: { verdict: 'ok', keyLine: null } });
    expect((await world.shell.call('host', 'test', 'web1')).stdout).toContain('Files can be read there');
  });

  it('a repository whose disk is not connected there is out of reach, not empty, and what is known of it is answered (B8)', async () => {
    const path = join(world.office.dir, 'on a disk');
    await world.addJob('away', world.office.webRoot, `web1:${path}`);
    expect((await world.run('away')).run.outcome?.kind).toBe('ok');
    expect((await world.shell.ask<HistoryState>('index', 'away')).value).toMatchObject({ state: 'ready', sessions: 1 });
    await rename(path, `${path} away`);
    await mkdir(path);
    const { code, value } = await world.shell.ask<HistoryState>('index', 'away');
    expect([code, value]).toEqual([1, expect.objectContaining({ state: 'unreachable', sessions: 1, line: path })]);
    expect((await world.shell.call('ls', 'away')).code).toBe(0);
    await rmdir(path);
    await rename(`${path} away`, path);
    expect((await world.shell.ask<HistoryState>('index', 'away')).value).toMatchObject({ state: 'ready', sessions: 1 });
  });

  it('with a first one that is bound to rdiff-backup, a test is well, and says what is missing and what helps', async () => {
    await world.office.sshd.setAuthorized(forced);
    const { code, value } = await world.shell.ask<HostVerdict>('host', 'test', 'web1');
    expect([code, value]).toEqual([0, expect.objectContaining({ verdict: 'ok', restricted: true })]);
    expect(value.reading).toMatchObject({ verdict: 'restricted', keyLine: null });
    const { stdout } = await world.shell.call('host', 'test', 'web1');
    expect(stdout).toContain('This key cannot read files there');
    expect(stdout).toContain('ssh-keygen -t ed25519 -N "" -f ~/.ssh/modosu-read && modosu host change web1 --read-key ~/.ssh/modosu-read');
  });

  it('without one a repository there is backed up and restored all the same, and its history names what is missing', async () => {
    await world.addJob('bound', world.office.webRoot, `web1:${join(world.office.dir, 'bound')}`);
    expect((await world.run('bound')).run.outcome?.kind).toBe('ok');
    const to = join(world.office.dir, 'restored');
    const { code, value } = await world.shell.ask<Run>('restore', 'bound', '--to', to, '--yes');
    expect([code, value.outcome?.kind, value.report?.unrecorded]).toEqual([0, 'ok', 0]);
    expect(differences(await manifestOf(to), await manifestOf(world.office.webRoot))).toEqual([]);
    const past = await world.shell.call('index', 'bound');
    expect(past.stdout).toContain('the key may only run rdiff-backup there, so the history may show no more than names');
  });

  it('is named, its line is shown, and with the line there it works', async () => {
    const { code, stdout } = await world.shell.call('host', 'change', 'web1', '--read-key', second);
    expect([code, stdout]).toEqual([0, expect.stringContaining(`  ${line}\n`)]);
    expect(stdout).toContain('does not work');
    expect(await kept()).toEqual([['web1', second]]);
    await world.office.sshd.letInAlso(line);
    const { value } = await world.shell.ask<HostVerdict>('host', 'test', 'web1');
    expect(value).toMatchObject({ verdict: 'ok', restricted: true, reading: { verdict: 'ok', keyLine: line, facts: { keyFile: second } } });
    // Backups go on with the first one.
    await world.addJob('push', world.office.webRoot, `web1:${join(world.office.dir, 'pushed')}`);
    expect((await world.run('push')).run.outcome?.kind).toBe('ok');
  });

  it('by its line it writes nothing, starts nothing and leads nowhere', async () => {
    const folder = await mkdtemp(join(world.office.dir, 'try-'));
    const there = join(folder, 'there');
    await mkdir(there);
    await writeFile(join(there, 'file'), 'as it was');
    const host = hostOf(world.office.sshd, { keyFile: second });
    await writeSshFiles(localFiles, folder, host, null);
    const commands = [
      'put ssh_config new',
      'mkdir folder',
      'rename file other',
      'chmod 777 file',
      'rm file',
      'ln -s file link',
      'get file got',
    ];
    await writeFile(join(folder, 'batch'), [`cd "${there}"`, ...commands.map((command) => `-${command}`)].join('\n'));
    const { stderr } = await run('sftp', ['-F', './ssh_config', '-b', './batch', '--', host.id], { cwd: folder });
    expect(stderr.match(/Permission denied/g)).toHaveLength(commands.length - 1);
    expect([await readdir(there), await readFile(join(folder, 'got'), 'utf8')]).toEqual([['file'], 'as it was']);
    const ssh = run('ssh', ['-F', './ssh_config', '--', host.id, `touch ${join(there, 'started')}`], { cwd: folder });
    await expect(ssh).rejects.toThrow();
    const tunnel = run(
      'ssh',
      ['-F', './ssh_config', '-o', 'ClearAllForwardings=no', '-W', `127.0.0.1:${world.office.sshd.port}`, '--', host.id],
      {
        cwd: folder,
      },
    );
    await expect(tunnel).rejects.toThrow('stdio forwarding failed');
    expect(await readdir(there)).toEqual(['file']);
  });

  it('stays with its host until somebody takes it away', async () => {
    const { host, fingerprint } = (await world.shell.ask<HostView[]>('host', 'list')).value[0]!;
    expect(host.readKeyFile).toBe(second);
    expect((await world.shell.call('host', 'change', 'web1', '--key', world.office.sshd.keyFile)).code).toBe(0);
    expect((await world.shell.call('host', 'trust', 'web1', '--fingerprint', fingerprint)).code).toBe(0);
    expect(await kept()).toEqual([['web1', second]]);
    expect((await world.shell.call('host', 'change', 'web1', '--no-read-key')).code).toBe(0);
    expect(await kept()).toEqual([['web1', null]]);
  });

  it('a host can have one from the beginning', async () => {
    const { code, stdout } = await world.shell.call('host', 'add', 'web2', ...where(), '--read-key', second);
    expect([code, stdout]).toEqual([0, expect.stringContaining('Files can be read there')]);
    expect(await kept()).toEqual([
      ['web1', null],
      ['web2', second],
    ]);
  });

  it('one that ssh would not take is refused by its name, like a first one (J5)', async () => {
    const open = join(world.office.dir, 'open-key');
    await makeKey(open);
    await chmod(open, 0o644);
    const answer = await world.shell.ask<{ error: unknown }>('host', 'change', 'web2', '--read-key', open);
    expect(answer).toMatchObject({
      code: 3,
      value: { error: { kind: 'invalid', facts: { field: 'readKeyFile', reason: 'key-too-open' } } },
    });
    const nobody = await world.shell.ask<{ error: unknown }>('host', 'change', 'web9', '--read-key', second);
    expect(nobody).toMatchObject({ code: 3, value: { error: { kind: 'unknown-host' } } });
    expect(await kept()).toContainEqual(['web2', second]);
  });

  it('settings of a program that knew one key are read, and nothing is lost (F3)', async () => {
    const file = join(world.shell.home, 'settings.json');
    const now = JSON.parse(await readFile(file, 'utf8')) as { version: number; hosts: Host[] };
    const hosts = now.hosts.map((host) => Object.fromEntries(Object.entries(host).filter(([field]) => field !== 'readKeyFile')));
    await writeFile(file, JSON.stringify({ ...now, version: 3, hosts }));
    const { value } = await world.shell.ask<HostView[]>('host', 'list');
    expect(value.map(({ host }) => host)).toEqual(now.hosts.map((host) => ({ ...host, readKeyFile: null })));
    expect((await world.shell.call('host', 'change', 'web1', '--read-key', second)).code).toBe(0);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ version: 5, hosts: [{ readKeyFile: second }, { readKeyFile: null }] });
  });

  it('no half of a key but the public one is ever said or written (I7)', async () => {
    const secret = (await readFile(second, 'utf8')).split('\n')[2] ?? '';
    expect(secret.length).toBeGreaterThan(50);
    const { stdout, stderr } = await world.shell.call('--json', 'host', 'test', 'web1');
    expect(stdout + stderr).toContain(publicLine(second));
    const { stdout: found } = await run('grep', ['-rlF', secret, world.shell.home]).catch(() => ({ stdout: '' }));
    expect([(stdout + stderr).includes(secret), found]).toEqual([false, '']);
  });
});
