import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, linkSync, lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { missing } from '../office/needs.ts';
import { snapshotOf } from '../office/placing-trees.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { openRestoring, type Restoring } from '../office/restoring.ts';
import { removeTree, scratch, type Scratch } from '../office/scratch.ts';
import { mountSmallDisk } from '../office/small-disk.ts';
import { stagedBeside } from '../office/staged-beside.ts';
import { unmountTmpfs } from '../office/tmpfs.ts';

const time = 1_772_000_000;
const nobody = 65_534;
/** `cap_net_raw+ep`, as the kernel keeps it. */
const netRaw = '0x0100000200200000000000000000000000000000';
const names = ['listed', 'noted', 'able', 'kept', 'folder/inner'];

const without = missing.rdiffBackup !== undefined || missing.root !== undefined || missing.acl !== undefined;
describe.skipIf(without)('attributes and links that came after a session (K5)', () => {
  let place: Scratch;
  let restoring: Restoring;
  beforeAll(async () => {
    place = await scratch('modosu-restore-since');
    restoring = openRestoring(place.dir);
  });
  afterAll(async () => {
    await restoring.close();
    await place.remove();
  });

  /** A source that is backed up, and then given attributes that change neither bytes nor times nor modes. */
  async function changedSince(name: string, options: readonly string[]) {
    const [source, repository] = [join(place.dir, `${name} source`), join(place.dir, `${name} repository`)];
    mkdirSync(join(source, 'folder'), { recursive: true });
    for (const each of names) writeFileSync(join(source, each), each);
    await rdiffBackup(['--no-fsync', '--current-time', String(time), 'backup', ...options, '--', source, repository]);
    await restoring.adopt(name, source, repository);
    // The mask of a list is the group's part of a mode: with these it stays what it was.
    execFileSync('setfacl', ['-m', 'u:daemon:r', join(source, 'listed')]);
    execFileSync('setfattr', ['-n', 'user.note', '-v', 'hey', join(source, 'noted')]);
    execFileSync('setfattr', ['-n', 'security.capability', '-v', netRaw, join(source, 'able')]);
    execFileSync('setfacl', ['-d', '-m', 'u:daemon:rx', join(source, 'folder')]);
    execFileSync('setfattr', ['-n', 'user.note', '-v', 'hey', join(source, 'folder')]);
    return { source, repository };
  }
  const attributesOf = (dir: string) => [
    execFileSync('getfacl', ['-R', '-n', '-p', '.'], { cwd: dir, encoding: 'utf8' }),
    execFileSync('getfattr', ['-R', '-h', '-d', '-m', '-', '.'], { cwd: dir, encoding: 'utf8' }),
  ];
  const inPlace = (name: string, source: string) =>
    restoring.restore({ name, at: String(time), paths: [''], place: { kind: 'path', to: source } });

  it('are taken off, as rdiff-backup does, and are there again after a putting back', async () => {
    const { source, repository } = await changedSince('www', []);
    const [given, plain] = [attributesOf(source), join(place.dir, 'plain')];
    mkdirSync(plain);
    execFileSync('cp', ['-a', '--', `${source}/.`, plain]);
    // It warns, by its exit code too, that the target is not empty.
    await expect(rdiffBackup(['--force', 'restore', '--at', String(time), '--', repository, plain])).rejects.toThrow(/isn't empty/);

    const first = await inPlace('www', source);
    expect(first.preview).toMatchObject({ create: 0, replace: 3, warnings: [{ kind: 'other-rights', count: 1, facts: {} }] });
    expect(first.run.outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
    expect(attributesOf(source)).toEqual(attributesOf(plain));
    expect(attributesOf(source)).not.toEqual(given);
    // Nothing is left to be done.
    expect((await inPlace('www', source)).preview).toMatchObject({ create: 0, replace: 0 });

    const { id } = await restoring.ask('restore.undo', { run: first.run.id });
    expect((await restoring.ended({ id })).outcome).toMatchObject({ kind: 'ok' });
    expect(attributesOf(source)).toEqual(given);
  });

  it('stay where the session has recorded none of any entry', async () => {
    const { source } = await changedSince('bare', ['--no-acls', '--no-eas']);
    const given = attributesOf(source);
    const { preview, run } = await inPlace('bare', source);
    expect(preview).toMatchObject({ create: 0, replace: 0 });
    expect(run.outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
    expect(attributesOf(source)).toEqual(given);
  });

  /** Two files of the same bytes and times, and a linked pair; since the session they are links to each other. */
  async function linkedSince(name: string, options: readonly string[]) {
    const [source, repository] = [join(place.dir, `${name} source`), join(place.dir, `${name} repository`)];
    mkdirSync(source);
    for (const each of ['one', 'other', 'pair']) writeFileSync(join(source, each), 'the same');
    execFileSync('touch', ['-d', '2026-01-01', ...['one', 'other'].map((each) => join(source, each))]);
    linkSync(join(source, 'pair'), join(source, 'pair too'));
    await rdiffBackup(['--no-fsync', '--current-time', String(time), 'backup', ...options, '--', source, repository]);
    await restoring.adopt(name, source, repository);
    rmSync(join(source, 'other'));
    linkSync(join(source, 'one'), join(source, 'other'));
    return { source, repository, linksOf: (dir: string) => ['one', 'other', 'pair'].map((each) => lstatSync(join(dir, each)).nlink) };
  }

  it('so are links between what the session has as files of their own', async () => {
    const { source, repository, linksOf } = await linkedSince('linked', []);
    const plain = join(place.dir, 'plain links');
    mkdirSync(plain);
    execFileSync('cp', ['-a', '--', `${source}/.`, plain]);
    expect(linksOf(plain)).toEqual([2, 2, 2]);
    await expect(rdiffBackup(['--force', 'restore', '--at', String(time), '--', repository, plain])).rejects.toThrow(/isn't empty/);

    const { preview, run } = await inPlace('linked', source);
    expect(preview).toMatchObject({ create: 0, replace: 2 });
    expect(run.outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
    expect(linksOf(source)).toEqual([1, 1, 2]);
    expect(linksOf(source)).toEqual(linksOf(plain));
    await restoring.ended(await restoring.ask('restore.undo', { run: run.id }));
    expect(linksOf(source)).toEqual([2, 2, 2]);
  });

  it('but not where the session has recorded no links at all', async () => {
    const { source, linksOf } = await linkedSince('unlinked', ['--no-hard-links']);
    expect((await inPlace('unlinked', source)).preview).toMatchObject({ create: 0, replace: 0 });
    expect(linksOf(source)).toEqual([2, 2, 2]);
  });

  const recorded = ['access_control_lists', 'extended_attributes'];

  it('a list stays on a folder whose setgid bit would go with it, without root in its group, and nothing is told of it', async () => {
    const { work, root, survey, place, undo } = await stagedBeside({ d: { a: 'new' } }, { d: {} }, { owner: nobody });
    for (const folder of [dirname(work), work, join(work, 'tree'), join(work, 'tree/d'), join(work, 'tree/d/a'), root]) {
      chownSync(folder, nobody, nobody);
    }
    const folder = join(root, 'd');
    chownSync(folder, nobody, 100);
    chmodSync(folder, 0o2775);
    execFileSync('setfacl', ['-m', 'u:daemon:rwx', folder]);
    execFileSync('setfattr', ['-n', 'user.note', '-v', 'hey', folder]);
    const former = [attributesOf(root), lstatSync(folder).mode & 0o7777];
    // What is free changes by what else goes on.
    const anyRoom = { free: expect.any(Number) as number, freeEntries: expect.any(Number) as number };
    expect(await survey({ recorded: ['access_control_lists'] })).toEqual({ ...(await survey()), ...anyRoom });
    const end = await place({ recorded });
    expect(end).toMatchObject({ created: 1 });
    expect(attributesOf(root).join()).toContain('user:1:rwx');
    expect(attributesOf(root).join()).not.toContain('user.note');
    expect(await undo(end?.['aside'])).toMatchObject({ state: 'undone' });
    expect([attributesOf(root), lstatSync(folder).mode & 0o7777]).toEqual(former);
  });

  it.skipIf(missing.loop !== undefined)('what cannot be taken off an immutable folder ends the placing, and all is as it was', async () => {
    const { dir } = await scratch('modosu-immutable');
    const disk = await mountSmallDisk(dir, 16);
    onTestFinished(async () => {
      execFileSync('chattr', ['-R', '-i', disk]);
      await unmountTmpfs(disk);
      await removeTree(dir);
    });
    const { root, place: put } = await stagedBeside({ a: 'new', d: {} }, { d: {} }, { parent: disk });
    execFileSync('setfattr', ['-n', 'user.note', '-v', 'hey', join(root, 'd')]);
    execFileSync('chattr', ['+i', join(root, 'd')]);
    const former = snapshotOf(root);
    const end = await put({ recorded });
    expect(end).toMatchObject({ failed: 'permission' });
    expect(end).not.toHaveProperty('unsettled');
    expect(snapshotOf(root)).toEqual(former);
  });
});
