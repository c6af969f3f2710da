import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, tables, type Engine } from '../../electron/engine.ts';
import { machinePorts } from '../../electron/platform/machine.ts';
import { missing } from '../office/needs.ts';
import { openWorld, type World } from '../office/world.ts';

let world: World;
let engine: Engine;
let person: string;

const draft = () => {
  const { port, user, keyFile } = world.office.sshd;
  return { address: '127.0.0.1', port, user, keyFile, command: 'rdiff-backup' as const };
};
const kindOf = (reply: { ok: boolean; failure?: { kind: string } }) => reply.failure?.kind ?? 'ok';

const needs = missing.rdiffBackup ?? missing.sshd;

describe.skipIf(needs)(`what was set up can be changed${needs ? ` (${needs})` : ''}`, () => {
  beforeAll(async () => {
    world = await openWorld();
    person = join(world.office.dir, 'person');
    await mkdir(join(person, '.ssh'), { recursive: true });
    engine = createEngine({ ...machinePorts(world.shell.home, tables), personHome: person }, world.shell.home);
  });
  afterAll(async () => {
    engine.close();
    await world.close();
  });

  it('a host gets another name while it is down, without another look at its key, and jobs follow', async () => {
    await world.addJob('site', `web1:${world.office.webRoot}`, join(world.office.dir, 'backup/site'));
    const fingerprint = world.office.sshd.fingerprint();
    const before = await engine.ask('host.list', {});
    await world.office.sshd.stop();
    const changed = await engine.ask('host.change', { ...draft(), was: 'web1', name: 'www', fingerprint });
    await world.office.sshd.start();
    expect(changed).toMatchObject({ ok: true, value: { host: { name: 'www' }, fingerprint, jobs: ['site'] } });
    const after = await engine.ask('host.list', {});
    const confirmed = (list: typeof before) => (list.ok ? list.value[0]?.host.confirmedAt : undefined);
    expect(confirmed(after)).toBe(confirmed(before));
    expect(await engine.ask('job.show', { name: 'site' })).toMatchObject({ value: { from: `www:${world.office.webRoot}` } });
  });

  it('a host is not moved to an address whose key nobody confirmed (I6)', async () => {
    const wrong = `SHA256:${'A'.repeat(43)}`;
    expect(kindOf(await engine.ask('host.change', { ...draft(), was: 'www', name: 'www', fingerprint: wrong }))).toBe(
      'fingerprint-differs',
    );
    const gone = { ...draft(), port: 1, was: 'www', name: 'www', fingerprint: world.office.sshd.fingerprint() };
    expect(kindOf(await engine.ask('host.change', gone))).toBe('host-unreachable');
    expect(await engine.ask('host.list', {})).toMatchObject({ value: [{ host: { name: 'www', port: world.office.sshd.port } }] });
  });

  it('a job is written anew in its place, with its history', async () => {
    const { run } = await world.run('site');
    await world.addJob('other', world.office.webRoot, join(world.office.dir, 'backup/other'));
    const changed = await engine.ask('job.change', {
      was: 'site',
      name: 'website',
      from: `www:${world.office.webRoot}`,
      to: join(world.office.dir, 'backup/site'),
      rules: [{ action: 'exclude', pattern: '**/cache' }],
      retention: '2Y',
    });
    expect(changed).toMatchObject({ ok: true, value: { job: { name: 'website', id: run.job, retention: '2Y' } } });
    const list = await engine.ask('job.list', {});
    expect(list.ok && list.value.map(({ job }) => job.name)).toEqual(['website', 'other']);
    expect(await engine.ask('run.list', { name: 'website', limit: 5 })).toMatchObject({ value: [{ id: run.id }] });
  });

  it('a change that would not work is refused and changes nothing', async () => {
    const valid = { was: 'website', name: 'website', from: world.office.webRoot, to: join(world.office.dir, 'backup/site') };
    expect(kindOf(await engine.ask('job.change', { ...valid, was: 'nobody' }))).toBe('unknown-job');
    expect(kindOf(await engine.ask('job.change', { ...valid, name: 'other' }))).toBe('name-taken');
    expect(kindOf(await engine.ask('job.change', { ...valid, to: join(world.office.dir, 'backup/other') }))).toBe('repository-taken');
    expect(kindOf(await engine.ask('job.change', { ...valid, to: join(world.office.webRoot, 'inside') }))).toBe('repository-inside-source');
    expect(await engine.ask('job.show', { name: 'website' })).toMatchObject({ value: { from: `www:${world.office.webRoot}` } });
  });

  it('private keys are offered by their path alone (I7)', async () => {
    const ssh = join(person, '.ssh');
    await copyFile(world.office.sshd.keyFile, join(ssh, 'backup'));
    await copyFile(`${world.office.sshd.keyFile}.pub`, join(ssh, 'backup.pub'));
    await writeFile(join(ssh, 'known_hosts'), 'host key\n');
    await symlink('/etc/hostname', join(ssh, 'link'));
    expect(await engine.ask('key.list', {})).toEqual({ ok: true, value: [join(ssh, 'backup')] });
  });

  it('preferences are kept in the settings, one at a time', async () => {
    expect(await engine.ask('preferences.change', { language: 'ja' })).toMatchObject({
      ok: true,
      value: { language: 'ja', atQuit: 'ask' },
    });
    expect(kindOf(await engine.ask('preferences.change', { language: 'fr' } as never))).toBe('invalid');
    expect(await engine.ask('preferences.get', {})).toMatchObject({ value: { language: 'ja' } });
    expect(kindOf(await engine.ask('autostart.set', { on: true }))).toBe('not-here');
  });
});
