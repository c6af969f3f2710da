import { execFileSync } from 'node:child_process';
import { linkSync, lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missing } from '../office/needs.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { openRestoring, type Restoring } from '../office/restoring.ts';
import { scratch, type Scratch } from '../office/scratch.ts';

const time = 1_772_000_000;
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
    expect(first.preview).toMatchObject({ create: 0, replace: 3 });
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
});
