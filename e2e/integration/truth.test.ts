import { chmod, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '../../electron/contract/incident.ts';
import type { Status } from '../../electron/contract/requests.ts';
import type { Run } from '../../electron/contract/run.ts';
import { differences, manifestOf } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { processesWith } from '../office/processes.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { writeManyFiles, writeWebRoot } from '../office/web-root.ts';
import { openWorld, type World } from '../office/world.ts';

const needs = missing.sshd ?? missing.rdiffBackup;

describe.skipIf(needs)(`the truth table, by real runs${needs ? ` (${needs})` : ''}`, () => {
  let world: World;
  let count = 0;
  beforeAll(async () => {
    world = countingIncidents(await openWorld());
    // A user who is not root has to reach the source.
    await chmod(world.office.dir, 0o755);
  });
  afterAll(() => world.close());
  afterEach(() => {
    expect(processesWith(join(world.office.dir, 'home', 'runs'))).toEqual([]);
  });

  /** I3: after each run there is exactly one incident of its job, or none when it was good. */
  function countingIncidents(opened: World): World {
    const run = async (name: string) => {
      const ended = await opened.run(name);
      const { value } = await opened.shell.ask<Incident[]>('incidents');
      const kind = ended.run.outcome?.kind ?? 'failed';
      const isGood = kind === 'ok' || kind === 'recovered';
      if (kind !== 'cancelled') expect(value.filter(({ jobName }) => jobName === name)).toHaveLength(isGood ? 0 : 1);
      return ended;
    };
    return { ...opened, run };
  }

  type Place = { name: string; source: string; repository: string };

  /** A job over SSH with a source of its own and, unless told otherwise, one good run behind it. */
  async function protectedFolder({ runs = 1, options = [] }: { runs?: number; options?: string[] } = {}): Promise<Place> {
    count += 1;
    const name = `job ${count}`;
    const source = join(world.office.dir, 'sources', String(count));
    const repository = join(world.office.dir, 'backup', String(count));
    await mkdir(source, { recursive: true });
    await writeWebRoot(source, { seed: count });
    await world.addJob(name, `web1:${source}`, repository, ...options);
    for (let run = 0; run < runs; run += 1) expect((await world.run(name)).run.outcome?.kind).toBe('ok');
    return { name, source, repository };
  }

  const came = ({ code, run }: { code: number; run: Run }) => [code, run.outcome?.kind, run.outcome?.cause];
  const levelOf = async (name: string) => (await world.shell.ask<Status>('status')).value.jobs.find((job) => job.name === name)?.level;

  it('I2: clean run: ok, numbers out of the repository, the mirror is the source', async () => {
    const { name, source, repository } = await protectedFolder({ runs: 0 });
    const first = await world.run(name);
    expect(came(first)).toEqual([0, 'ok', null]);
    const manifest = await manifestOf(source);
    expect(first.run.session).toMatchObject({ files: manifest.size, newFiles: manifest.size - 1, errors: 0 });
    expect(first.run.evidence).toMatchObject({ exitCode: 0, markers: [first.run.session?.time], notSavedCount: 0 });
    await writeFile(join(source, 'new.txt'), 'new\n');
    const second = await world.run(name);
    expect(came(second)).toEqual([0, 'ok', null]);
    expect(second.run.session).toMatchObject({ newFiles: 1, deletedFiles: 0, errors: 0 });
    expect(differences(await manifestOf(source), await manifestOf(repository))).toEqual([]);
    expect(await levelOf(name)).toBe('protected');
  });

  it('B13, rdiff-backup 12.10: an unreadable file and a folder that cannot be listed: incomplete, with their names, though the tool ends with 0', async (context) => {
    if (missing.root) context.skip(missing.root);
    const { name, source } = await protectedFolder();
    await writeFile(join(source, 'secret.txt'), 'secret\n', { mode: 0o600 });
    await mkdir(join(source, 'closed'), { mode: 0o700 });
    await world.office.sshd.setForceCommand('setpriv --reuid=1 --regid=1 --clear-groups /bin/sh -c "$SSH_ORIGINAL_COMMAND"');
    const ended = await world.run(name);
    await world.office.sshd.setForceCommand(undefined);
    expect(came(ended)).toEqual([2, 'incomplete', 'files-not-saved']);
    const paths = ended.run.evidence?.notSaved.map((entry) => entry.path.replace(`${source}/`, '')) ?? [];
    expect(paths).toEqual(expect.arrayContaining(['secret.txt', 'closed']));
    expect(ended.run.evidence).toMatchObject({ exitCode: 0, notSavedCount: paths.length });
    expect(await levelOf(name)).toBe('attention');
  });

  it('B12: the source is gone: failed; suddenly empty: suspicious, and again until somebody accepts it', async () => {
    const { name, source } = await protectedFolder();
    await rename(source, `${source}-away`);
    expect(came(await world.run(name))).toEqual([1, 'failed', 'source-missing']);
    await mkdir(source);
    const empty = await world.run(name);
    expect(came(empty)).toEqual([2, 'suspicious', 'source-empty']);
    expect(came(await world.run(name))).toEqual([2, 'suspicious', 'source-empty']);
    expect(await levelOf(name)).toBe('attention');
    expect((await world.shell.call('accept', String(empty.run.id))).code).toBe(0);
    expect(came(await world.run(name))).toEqual([0, 'ok', null]);
  });

  it('a source that lost most of its files: suspicious, measured against the last good session each time', async () => {
    const { name, source } = await protectedFolder({ runs: 0 });
    await writeManyFiles(source, { count: 400, seed: 1 });
    expect(came(await world.run(name))).toEqual([0, 'ok', null]);
    await rm(source, { recursive: true });
    await mkdir(source);
    await writeWebRoot(source, { seed: 1 });
    expect(came(await world.run(name))).toEqual([2, 'suspicious', 'source-shrunk']);
    expect(came(await world.run(name))).toEqual([2, 'suspicious', 'source-shrunk']);
  });

  it('an empty source at the first run: suspicious, nothing was saved', async () => {
    const { name } = await protectedFolder({ runs: 0, options: ['--exclude', '**'] });
    expect(came(await world.run(name))).toEqual([2, 'suspicious', 'nothing-saved']);
  });

  it('B10: a repository that is another job’s, and one that is no repository: refused, untouched', async () => {
    const one = await protectedFolder();
    const other = await protectedFolder();
    await rename(one.repository, `${one.repository}-own`);
    await rename(other.repository, one.repository);
    const before = await manifestOf(one.repository);
    expect(came(await world.run(one.name))).toEqual([1, 'failed', 'repository-unknown']);
    expect(differences(before, await manifestOf(one.repository))).toEqual([]);
    await rename(one.repository, other.repository);
    await mkdir(one.repository);
    await writeFile(join(one.repository, 'precious.txt'), 'do not delete\n');
    expect(came(await world.run(one.name))).toEqual([1, 'failed', 'repository-foreign']);
    expect((await manifestOf(one.repository)).has('precious.txt')).toBe(true);
  });

  it('B11: a destination that is empty or gone where a repository was: refused, not begun anew', async () => {
    const { name, repository } = await protectedFolder();
    await rename(repository, `${repository}-unmounted`);
    expect(came(await world.run(name))).toEqual([1, 'failed', 'repository-missing']);
    await mkdir(repository);
    expect(came(await world.run(name))).toEqual([1, 'failed', 'repository-missing']);
    expect((await manifestOf(repository)).size).toBe(1);
    await rm(repository, { recursive: true });
    await rename(`${repository}-unmounted`, repository);
    expect(came(await world.run(name))).toEqual([0, 'ok', null]);
  });

  it('a repository with a history that the job has not written is taken on only when told', async () => {
    const { name, source, repository } = await protectedFolder({ runs: 0 });
    await rdiffBackup(['--current-time', '1790000000', 'backup', source, repository]);
    expect(came(await world.run(name))).toEqual([1, 'failed', 'repository-unknown']);
    expect((await world.shell.call('job', 'adopt', name)).code).toBe(0);
    expect(came(await world.run(name))).toEqual([0, 'ok', null]);
  });

  it('E6, rdiff-backup 12.9: the clock is behind the last session: failed, named, nothing tried', async () => {
    const { name, source, repository } = await protectedFolder({ runs: 0 });
    const ahead = String(Math.floor(Date.now() / 1000) + 86_400);
    await rdiffBackup(['--current-time', ahead, 'backup', source, repository]);
    await world.shell.call('job', 'adopt', name);
    const ended = await world.run(name);
    expect(came(ended)).toEqual([1, 'failed', 'clock']);
    expect(ended.run.evidence).toBeNull();
  });

  it('rdiff-backup 12.6: a repository inside its source is refused, also through a link, unless it is excluded', async () => {
    const source = join(world.office.dir, 'sources', 'self');
    await mkdir(join(source, 'deep'), { recursive: true });
    await writeFile(join(source, 'page.html'), 'page\n');
    const inside = join(source, 'deep', 'repo');
    const refused = await world.shell.ask('job', 'add', 'self', '--from', source, '--to', inside);
    expect([refused.code, refused.value]).toEqual([1, { error: expect.objectContaining({ kind: 'repository-inside-source' }) as unknown }]);
    await symlink(source, join(world.office.dir, 'way-round'));
    const linked = await world.shell.ask(
      'job',
      'add',
      'self',
      '--from',
      source,
      '--to',
      join(world.office.dir, 'way-round', 'deep', 'repo'),
    );
    expect(linked.code).toBe(1);
    await world.addJob('self', source, inside, '--exclude', 'deep');
    expect(came(await world.run('self'))).toEqual([0, 'ok', null]);
    expect([...(await manifestOf(inside)).keys()].sort()).toEqual(['.', 'page.html']);
  });

  it('rdiff-backup 12.9: two runs at once after each other are never in the same second', async () => {
    const { name } = await protectedFolder();
    for (let run = 0; run < 3; run += 1) expect(came(await world.run(name))).toEqual([0, 'ok', null]);
  });
});
