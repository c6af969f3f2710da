import { spawn } from 'node:child_process';
import { chmod, mkdir, readdir, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../electron/contract/run.ts';
import { differences, manifestOf, type Manifest } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { descendants, processesWith, waitUntil } from '../office/processes.ts';
import { startProxy, type Proxy } from '../office/proxy.ts';
import { random } from '../office/random.ts';
import { markersIn } from '../office/repository-data.ts';
import { restoredDifferences } from '../office/restore-check.ts';
import { growTmpfs, mountTmpfs, unmountTmpfs } from '../office/tmpfs.ts';
import { changeWebRoot, writeWebRoot } from '../office/web-root.ts';
import { openWorld, type World } from '../office/world.ts';

const needs = missing.sshd ?? missing.rdiffBackup;

describe.skipIf(needs)(`faults on the way, by real runs${needs ? ` (${needs})` : ''}`, () => {
  let world: World;
  let proxy: Proxy;
  let count = 0;
  beforeAll(async () => {
    world = await openWorld();
    await chmod(world.office.dir, 0o755);
    proxy = await startProxy({ targetPort: world.office.sshd.port });
    await world.addHost('far', proxy.port);
  });
  afterAll(async () => {
    await proxy.close();
    await world.close();
  });
  afterEach(async () => {
    await world.office.sshd.setForceCommand(undefined);
    proxy.trickle(undefined);
    proxy.resume();
    await waitUntil(() => processesWith(join(world.office.dir, 'home', 'runs')).length === 0, {
      timeoutMs: 5000,
      what: 'no process of a run is left',
    });
  });

  type Place = { name: string; source: string; repository: string; manifest: Manifest; time: number };

  /** A job with one good session behind it. */
  async function protectedFolder(
    host: 'web1' | 'far' = 'web1',
    fill = (source: string) => writeWebRoot(source, { seed: 3 }),
  ): Promise<Place> {
    count += 1;
    const name = `job ${count}`;
    const source = join(world.office.dir, 'sources', String(count));
    const repository = join(world.office.dir, 'backup', String(count));
    await mkdir(source, { recursive: true });
    await fill(source);
    await world.addJob(name, `${host}:${source}`, repository);
    const { run } = await world.run(name);
    expect(run.outcome?.kind).toBe('ok');
    return { name, source, repository, manifest: await manifestOf(source), time: run.session!.time };
  }

  const came = ({ code, run }: { code: number; run: Run }) => [code, run.outcome?.kind, run.outcome?.cause];
  const bigFile = async (source: string, seed: number) => writeFile(join(source, 'dump.sql'), random(seed).bytes(8_000_000));
  const intact = async ({ repository, time, manifest }: Place) =>
    expect(await restoredDifferences({ repository, time, manifest, scratchDir: world.office.dir })).toEqual([]);

  it.each([
    ['D10', 'failed', 'tool-missing', 'PATH=/nonexistent /bin/sh -c "$SSH_ORIGINAL_COMMAND"'],
    ['D9', 'failed', 'greeting', 'echo Welcome to this server; /bin/sh -c "$SSH_ORIGINAL_COMMAND"'],
  ])('%s: a run ends %s with the cause %s, and the next one is good', async (_row, kind, cause, command) => {
    const place = await protectedFolder();
    await world.office.sshd.setForceCommand(command);
    expect(came(await world.run(place.name))).toEqual([1, kind, cause]);
    await world.office.sshd.setForceCommand(undefined);
    expect(came(await world.run(place.name))).toEqual([0, 'ok', null]);
    await intact(place);
  });

  it('a login that is refused, a server that is down: failed, named, within seconds; the evidence is kept', async () => {
    const place = await protectedFolder();
    await world.office.sshd.setAuthorized('from="203.0.113.1"');
    expect(came(await world.run(place.name))).toEqual([1, 'failed', 'login-refused']);
    await world.office.sshd.setAuthorized(undefined);
    await world.office.sshd.stop();
    const down = await world.run(place.name);
    await world.office.sshd.start();
    expect(came(down)).toEqual([1, 'failed', 'refused']);
    expect(down.run.evidence?.decisive).toContain('Connection refused');
    expect(down.run.evidence?.tail.length).toBeGreaterThan(0);
  });

  it('I6, J2: a changed host key stops the job', async () => {
    const place = await protectedFolder();
    await world.office.sshd.changeHostKey();
    expect(came(await world.run(place.name))).toEqual([1, 'failed', 'host-key-changed']);
    for (const host of ['web1', 'far']) await world.shell.call('host', 'trust', host, '--fingerprint', world.office.sshd.fingerprint());
    expect(came(await world.run(place.name))).toEqual([0, 'ok', null]);
  });

  it('D1: a black hole in the middle is told within 25 s; the next run takes back what was half done', async () => {
    const place = await protectedFolder('far', (source) => bigFile(source, 1));
    await writeWebRoot(place.source, { seed: 9 });
    await bigFile(place.source, 2);
    proxy.trickle(1_000_000);
    const running = world.run(place.name);
    await waitUntil(async () => (await markersIn(place.repository)) === 2, { timeoutMs: 20_000, what: 'the session has begun' });
    const before = proxy.bytes();
    await waitUntil(() => proxy.bytes() > before + 200_000, { timeoutMs: 20_000, what: 'data flows' });
    proxy.blackHole();
    const begun = performance.now();
    const ended = await running;
    expect(performance.now() - begun).toBeLessThan(25_000);
    expect(came(ended)).toEqual([1, 'failed', 'connection-lost']);
    proxy.resume();
    proxy.trickle(undefined);
    const next = await world.run(place.name);
    expect([next.code, next.run.outcome?.kind, next.run.regressed]).toEqual([0, 'recovered', true]);
    expect(differences(await manifestOf(place.source), await manifestOf(place.repository))).toEqual([]);
    await intact(place);
  });

  it('B2: the dead end is recognised and named, and the way out that is told leads out', async () => {
    const place = await protectedFolder('far', (source) => bigFile(source, 5));
    await bigFile(place.source, 6);
    await utimes(join(place.source, 'dump.sql'), 1_790_000_000, 1_790_000_000);
    proxy.trickle(200_000);
    const running = world.run(place.name);
    await waitUntil(async () => (await markersIn(place.repository)) === 2, { timeoutMs: 20_000, what: 'the session has begun' });
    for (const pid of processesWith(place.repository)) if (descendants(process.pid).includes(pid)) process.kill(pid, 'SIGKILL');
    expect((await running).run.outcome?.kind).toBe('interrupted');
    proxy.trickle(undefined);
    expect(await readdir(join(place.repository, 'rdiff-backup-data', 'increments'))).toEqual([]);
    const stuck = await world.run(place.name);
    expect(came(stuck)).toEqual([1, 'stuck', 'dead-end']);

    const told = await world.shell.call('log', String(stuck.run.id));
    expect(told.stdout).toContain(`modosu repair ${place.name}`);
    const repaired = await world.shell.ask<{ kept: string }>('repair', place.name);
    expect((await readdir(repaired.value.kept)).filter((file) => file.startsWith('current_mirror.')).length).toBe(2);
    const out = await world.run(place.name);
    expect([out.code, out.run.outcome?.kind]).toEqual([0, 'recovered']);
    await intact(place);
    expect((await world.shell.ask('repair', place.name)).value).toMatchObject({ error: { kind: 'not-stuck' } });
  });

  it('A15: a marker whose pid now belongs to another program is taken back without --force', async () => {
    const place = await protectedFolder();
    await writeFile(join(place.source, 'new.txt'), 'new\n');
    const second = await world.run(place.name);
    expect(second.run.outcome?.kind).toBe('ok');
    const stranger = spawn('sleep', ['600'], { stdio: 'ignore' });
    const stamp = new Date((second.run.session!.time + 1) * 1000).toISOString().replace(/\.\d+/, '');
    const marker = join(place.repository, 'rdiff-backup-data', `current_mirror.${stamp}.data`);
    await writeFile(marker, `PID ${stranger.pid}\n`);
    // Written by a process that is long gone, as far as times can tell.
    await utimes(marker, Date.now() / 1000 - 600, Date.now() / 1000 - 600);
    await waitUntil(() => Date.now() / 1000 > second.run.session!.time + 2, { timeoutMs: 5000, what: 'that second has passed' });
    const ended = await world.run(place.name);
    stranger.kill('SIGKILL');
    expect([ended.code, ended.run.outcome?.kind]).toEqual([0, 'recovered']);
    await intact(place);
  });

  it('C1, C2: a full disk at the first and at a later session: failed, named, and good again once there is room', async (context) => {
    if (missing.tmpfs) context.skip(missing.tmpfs);
    const disk = join(world.office.dir, 'disk');
    await mkdir(disk);
    await mountTmpfs(disk, 6);
    try {
      const source = join(world.office.dir, 'sources', 'big');
      await mkdir(source, { recursive: true });
      await bigFile(source, 8);
      await world.addJob('big', `web1:${source}`, join(disk, 'repo'));
      const full = await world.run('big');
      expect(came(full)).toEqual([1, 'failed', 'disk-full']);
      await growTmpfs(disk, 28);
      const first = await world.run('big');
      expect(first.run.outcome?.kind).toMatch(/^(?:ok|recovered)$/);
      await writeFile(join(source, 'note.txt'), 'a session with an increment\n');
      const second = await world.run('big');
      expect(came(second)).toEqual([0, 'ok', null]);
      const place = { repository: join(disk, 'repo'), time: second.run.session!.time, manifest: await manifestOf(source) };

      await bigFile(source, 9);
      await writeFile(join(source, 'second.bin'), random(10).bytes(30_000_000));
      expect(came(await world.run('big'))).toEqual([1, 'failed', 'disk-full']);
      await growTmpfs(disk, 160);
      const later = await world.run('big');
      expect(later.run.outcome?.kind).toMatch(/^(?:ok|recovered)$/);
      expect(differences(await manifestOf(source), await manifestOf(place.repository))).toEqual([]);
      await intact({ name: 'big', source, ...place });
    } finally {
      await unmountTmpfs(disk);
    }
  });

  it('B14: a file that changes while it is read: incomplete, named, though the tool counts no error', async () => {
    const place = await protectedFolder('far', (source) => bigFile(source, 11));
    const file = join(place.source, 'dump.sql');
    await bigFile(place.source, 12);
    proxy.trickle(1_500_000);
    const running = world.run(place.name);
    await waitUntil(async () => (await markersIn(place.repository)) === 2, { timeoutMs: 20_000, what: 'the session has begun' });
    const before = proxy.bytes();
    await waitUntil(() => proxy.bytes() > before + 500_000, { timeoutMs: 20_000, what: 'the file is being read' });
    await writeFile(file, random(13).bytes(6_000_000));
    proxy.trickle(undefined);
    const ended = await running;
    expect(came(ended)).toEqual([2, 'incomplete', 'files-not-saved']);
    expect(ended.run.evidence?.notSaved).toMatchObject([{ kind: 'UpdateError', path: expect.stringContaining('dump.sql') as unknown }]);
    expect(came(await world.run(place.name))).toEqual([0, 'ok', null]);
  });

  it('push: here → host, with the same truth: clean, gone, foreign, cut off and taken back', async () => {
    const source = join(world.office.dir, 'sources', 'push');
    const repository = join(world.office.dir, 'server', 'backups', 'push');
    await mkdir(source, { recursive: true });
    await writeWebRoot(source, { seed: 21 });
    await world.addJob('push', source, `far:${repository}`);
    const first = await world.run('push');
    expect(came(first)).toEqual([0, 'ok', null]);
    expect(first.run.session?.files).toBe((await manifestOf(source)).size);
    const place = { name: 'push', source, repository, manifest: await manifestOf(source), time: first.run.session!.time };

    await changeWebRoot(source, { seed: 22, day: 2 });
    expect(came(await world.run('push'))).toEqual([0, 'ok', null]);
    await bigFile(source, 23);
    proxy.trickle(1_000_000);
    const running = world.run('push');
    await waitUntil(async () => (await markersIn(repository)) === 2, { timeoutMs: 20_000, what: 'the session has begun' });
    proxy.cut();
    const cut = await running;
    expect([cut.code, cut.run.outcome?.kind]).toEqual([1, 'failed']);
    proxy.trickle(undefined);
    const next = await world.run('push');
    expect([next.code, next.run.outcome?.kind]).toEqual([0, 'recovered']);
    expect(differences(await manifestOf(source), await manifestOf(repository))).toEqual([]);
    await intact(place);

    await rename(repository, `${repository}-away`);
    expect(came(await world.run('push'))).toEqual([1, 'failed', 'repository-missing']);
    await rename(`${repository}-away`, repository);
    expect(came(await world.run('push'))).toEqual([0, 'ok', null]);
  });
});
