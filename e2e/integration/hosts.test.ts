import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HostVerdict, HostView } from '../../electron/contract/requests.ts';
import { missing } from '../office/needs.ts';
import { closedPort, startSilent } from '../office/proxy.ts';
import { openWorld, type World } from '../office/world.ts';

const run = promisify(execFile);
const needs = missing.sshd ?? missing.rdiffBackup;

describe.skipIf(needs)(`hosts over a real sshd${needs ? ` (${needs})` : ''}`, () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.office.sshd.setForceCommand(undefined);
  });

  const options = (change: Record<string, string> = {}) => {
    const { port, user, keyFile } = world.office.sshd;
    const all = { '--address': '127.0.0.1', '--port': String(port), '--user': user, '--key': keyFile, ...change };
    return Object.entries(all).flat();
  };
  const test = async (name = 'web1') => (await world.shell.ask<HostVerdict>('host', 'test', name)).value;

  /** Changes the kept host as only an editor of the settings could, runs the test, and puts it back. */
  async function testWith(change: Record<string, unknown>): Promise<HostVerdict> {
    const file = join(world.shell.home, 'settings.json');
    const before = await readFile(file, 'utf8');
    const settings = JSON.parse(before) as { hosts: Record<string, unknown>[] };
    Object.assign(settings.hosts[0]!, change);
    await writeFile(file, JSON.stringify(settings));
    try {
      return await test();
    } finally {
      await writeFile(file, before);
    }
  }

  it('J1: keeps no host before somebody has confirmed its key, and shows type and fingerprint', async () => {
    const answer = await world.shell.call('host', 'add', 'web2', ...options());
    expect(answer.code).toBe(3);
    expect(answer.stderr).toContain('ssh-ed25519');
    expect(answer.stderr).toContain(world.office.sshd.fingerprint());
    expect((await world.shell.ask<HostView[]>('host', 'list')).value.map((view) => view.host.name)).toEqual(['web1']);
  });

  it('J1: refuses a fingerprint that the host does not show', async () => {
    const wrong = `SHA256:${'x'.repeat(43)}`;
    const { code, value } = await world.shell.ask('host', 'add', 'web2', ...options(), '--fingerprint', wrong);
    expect(code).toBe(1);
    expect(value).toMatchObject({ error: { kind: 'fingerprint-differs', facts: { given: wrong, seen: world.office.sshd.fingerprint() } } });
  });

  it('says ok with versions and free space', async () => {
    const verdict = await test();
    expect(verdict).toMatchObject({ verdict: 'ok', restricted: false, versionThere: expect.stringMatching(/^2\.2\.\d+$/) as unknown });
    expect(verdict.versionHere).toBe(verdict.versionThere);
    expect(verdict.space.find(({ mount }) => mount === '/')?.free).toBeGreaterThan(0);
  });

  it('says ok for a key that may only start rdiff-backup', async () => {
    await world.office.sshd.setAuthorized('restrict,command="rdiff-backup server --restrict-path /srv --restrict-mode read-only"');
    expect(await test()).toMatchObject({ verdict: 'ok', restricted: true, versionThere: null });
    await world.office.sshd.setAuthorized(undefined);
  });

  it.each([
    ['name-not-found', () => testWith({ address: 'nowhere.invalid' })],
    ['refused', async () => testWith({ port: await closedPort() })],
    ['login-refused', () => testWith({ user: 'nosuchuser' })],
    ['key-unreadable', () => testWith({ keyFile: join(world.office.dir, 'no-such-key') })],
  ] as const)('D8: names the cause %s', async (cause, verdict) => {
    expect((await verdict()).verdict).toBe(cause);
  });

  it('D8: gives up on a server that never speaks within eleven seconds', async () => {
    const silent = await startSilent();
    const begun = performance.now();
    expect((await testWith({ port: silent.port })).verdict).toBe('timed-out');
    expect(performance.now() - begun).toBeLessThan(12_000);
    await silent.close();
  });

  it('J5: refuses a key that others can read, a link, a file that is no key, a key with a passphrase', async () => {
    const { keyFile } = world.office.sshd;
    const at = (name: string) => join(world.office.dir, name);
    await copyFile(keyFile, at('open'));
    await chmod(at('open'), 0o644);
    await symlink(keyFile, at('link'));
    await writeFile(at('text'), 'not a key\n', { mode: 0o600 });
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'secret words', '-f', at('locked')]);
    const verdicts = [];
    for (const name of ['open', 'link', 'text', 'locked']) verdicts.push((await testWith({ keyFile: at(name) })).verdict);
    expect(verdicts).toEqual(['key-too-open', 'key-unreadable', 'key-unreadable', 'passphrase-needed']);
  });

  it.each([
    ['D10', 'tool-missing', 'PATH=/nonexistent /bin/sh -c "$SSH_ORIGINAL_COMMAND"'],
    ['B19', 'version', 'echo rdiff-backup 2.6.0; echo modosu-space'],
    ['D9', 'greeting', 'echo Welcome to this server; /bin/sh -c "$SSH_ORIGINAL_COMMAND"'],
  ])('%s: names the cause %s', async (_row, cause, command) => {
    await world.office.sshd.setForceCommand(command);
    expect((await test()).verdict).toBe(cause);
  });

  it('tells a sudo that does not allow the server from one that does, and backs up through it', async () => {
    const shims = join(world.office.dir, 'shims');
    await mkdir(shims);
    const sudo = (allowed: boolean) =>
      writeFile(join(shims, 'sudo'), `#!/bin/sh\nshift\n[ "$1" = -l ] && exit ${allowed ? 0 : 1}\nexec "$@"\n`, { mode: 0o755 });
    await world.office.sshd.setForceCommand(`PATH=${shims}:$PATH /bin/sh -c "$SSH_ORIGINAL_COMMAND"`);
    await sudo(true);
    const added = await world.shell.call('host', 'add', 'root1', ...options(), '--fingerprint', world.office.sshd.fingerprint(), '--sudo');
    expect([added.code, added.stdout]).toEqual([0, expect.stringContaining('ok')]);
    await world.addJob('by sudo', `root1:${world.office.webRoot}`, join(world.office.dir, 'backup', 'sudo'));
    expect((await world.run('by sudo')).run.outcome?.kind).toBe('ok');
    await sudo(false);
    expect((await test('root1')).verdict).toBe('sudo-refused');
  });

  it('J2: stops at a changed key, shows the old and the new one, and trusts it only when told', async () => {
    const old = world.office.sshd.fingerprint();
    await world.office.sshd.changeHostKey();
    const fresh = world.office.sshd.fingerprint();
    const verdict = await test();
    expect(verdict).toMatchObject({ verdict: 'host-key-changed', pinned: old, seen: { fingerprint: fresh } });
    const untold = await world.shell.call('host', 'trust', 'web1');
    expect(untold.code).toBe(3);
    expect(untold.stderr).toContain(old);
    expect(untold.stderr).toContain(fresh);
    expect((await test()).verdict).toBe('host-key-changed');
    expect((await world.shell.call('host', 'trust', 'web1', '--fingerprint', fresh)).code).toBe(0);
    expect((await test()).verdict).toBe('ok');
  });

  it('keeps a host that a job uses', async () => {
    await world.addJob('uses', 'web1:/var/www', join(world.office.dir, 'unused'));
    const { code, value } = await world.shell.ask('host', 'remove', 'web1');
    expect(code).toBe(1);
    expect(value).toMatchObject({ error: { kind: 'host-in-use', facts: { job: 'uses' } } });
  });
});
