import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { manifestOf } from '../office/manifest.ts';
import { missing } from '../office/needs.ts';
import { withHands, withoutAttributes } from '../office/plain-target.ts';
import { rdiffBackup } from '../office/rdiff-backup.ts';
import { openRestoring, type Restoring } from '../office/restoring.ts';
import { scratch, type Scratch } from '../office/scratch.ts';
import { ownersIn } from '../office/staging.ts';

const run = promisify(execFile);
const time = 1_772_000_000;
/** `cap_net_raw+ep`, as the kernel keeps it. */
const netRaw = '0x0100000200200000000000000000000000000000';

describe.skipIf(missing.rdiffBackup !== undefined || missing.root !== undefined)('what a restore brings back beside the bytes (K5)', () => {
  let place: Scratch;
  let restoring: Restoring;
  let plain: string;
  let count = 0;

  beforeAll(async () => {
    place = await scratch('modosu-attributes');
    const [source, repository] = [join(place.dir, 'source'), join(place.dir, 'repository')];
    mkdirSync(join(source, 'shared'), { recursive: true });
    for (const name of ['plain', 'setuid', 'linked', 'owned', 'shared/inner']) writeFileSync(join(source, name), name);
    linkSync(join(source, 'linked'), join(source, 'shared/linked too'));
    chmodSync(join(source, 'setuid'), 0o4755);
    chmodSync(join(source, 'shared'), 0o2775);
    chownSync(join(source, 'owned'), 1, 12_345);
    chownSync(join(source, 'shared'), 2, 2);
    writeFileSync(join(source, 'sparse'), 'begin');
    truncateSync(join(source, 'sparse'), 20_000_000);
    execFileSync('mkfifo', [join(source, 'fifo')]);
    execFileSync('mknod', [join(source, 'null'), 'c', '1', '3']);
    if (missing.acl === undefined) {
      execFileSync('setfacl', ['-m', 'u:daemon:r', join(source, 'plain')]);
      execFileSync('setfacl', ['-d', '-m', 'u:daemon:rx', join(source, 'shared')]);
      execFileSync('setfattr', ['-n', 'user.note', '-v', 'hey', join(source, 'owned')]);
      execFileSync('setfattr', ['-n', 'security.capability', '-v', netRaw, join(source, 'shared/inner')]);
    }
    for (const at of [time, time + 86_400]) {
      await rdiffBackup(['--no-fsync', '--current-time', String(at), 'backup', '--', source, repository]);
      writeFileSync(join(source, 'plain'), 'another plain');
    }
    plain = join(place.dir, 'plain restore');
    await rdiffBackup(['restore', '--at', String(time), '--', repository, plain]);
    restoring = openRestoring(place.dir);
    await restoring.adopt('www', source, repository);
  });
  afterAll(async () => {
    await restoring.close();
    await place.remove();
  });

  async function restored(change: { special?: boolean; paths?: string[] } = {}) {
    const target = join(place.dir, `target ${String((count += 1))}`);
    const wanted = { name: 'www', at: String(time), paths: [''], place: { kind: 'path' as const, to: target }, ...change };
    const { run: record, preview } = await restoring.restore(wanted);
    expect(record.outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
    return { target, report: record.report, preview };
  }

  it('with everything that was asked for: what rdiff-backup itself restores', async () => {
    const { target } = await restored({ special: true });
    expect(await manifestOf(target)).toEqual(await manifestOf(plain));
    expect(await ownersIn(target)).toEqual(await ownersIn(plain));
  });

  it.skipIf(missing.acl !== undefined)(
    'access control lists and extended attributes, and none that the target would hand down',
    async () => {
      const parent = join(place.dir, 'with a default list');
      mkdirSync(parent);
      execFileSync('setfacl', ['-d', '-m', 'u:nobody:rwx', parent]);
      const target = join(parent, 'out');
      await restoring.restore({ name: 'www', at: String(time), paths: [''], place: { kind: 'path', to: target }, special: true });
      for (const dump of [
        ['getfacl', '-R', '-n', '.'],
        ['getfattr', '-R', '-h', '-d', '-m', '-', '.'],
      ]) {
        const [file = '', ...args] = dump;
        expect((await run(file, args, { cwd: target })).stdout).toBe((await run(file, args, { cwd: plain })).stdout);
      }
    },
  );

  it.skipIf(missing.acl !== undefined)(
    'those of a folder above what was chosen where it is made, and never where it is there',
    async () => {
      const target = join(place.dir, 'above');
      const ofShared = (root: string) => execFileSync('getfacl', ['-n', 'shared'], { cwd: root, encoding: 'utf8' });
      const asksTool = async () => {
        const wanted = { name: 'www', at: String(time), paths: ['shared/linked too'], place: { kind: 'path' as const, to: target } };
        const { id, outcome } = (await restoring.restore(wanted)).run;
        expect(outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
        return existsSync(join(restoring.home, 'runs', String(id), 'extract.err'));
      };
      expect(await asksTool()).toBe(true);
      expect(ofShared(target)).toBe(ofShared(plain));
      execFileSync('setfacl', ['-k', 'shared'], { cwd: target });
      const changed = ofShared(target);
      rmSync(join(target, 'shared/linked too'));
      expect(await asksTool()).toBe(false);
      expect(ofShared(target)).toBe(changed);
      expect(changed).not.toBe(ofShared(plain));
    },
  );

  /** A job `broken` of a source with a folder of which rdiff-backup can restore all but one file; everything in it has a list. */
  async function setupBroken(dir: string) {
    const [source, repository] = [join(dir, 'source'), join(dir, 'repository')];
    mkdirSync(join(source, 'shared'), { recursive: true });
    for (const [day, text] of ['one', 'two'].entries()) {
      writeFileSync(join(source, 'shared/a.txt'), text.repeat(1000 + day));
      writeFileSync(join(source, 'shared/z.txt'), 'whole');
      for (const name of ['shared', 'shared/a.txt', 'shared/z.txt']) execFileSync('setfacl', ['-m', 'u:daemon:rx', join(source, name)]);
      await rdiffBackup(['--no-fsync', '--current-time', String(time + day * 86_400), 'backup', '--', source, repository]);
    }
    const increments = join(repository, 'rdiff-backup-data/increments/shared');
    for (const name of readdirSync(increments)) if (name.startsWith('a.txt.')) truncateSync(join(increments, name), 40);
    return {
      source,
      repository,
      draft: { name: 'broken', at: String(time), paths: [''], place: { kind: 'path' as const, to: join(dir, 'target') } },
    };
  }

  it.skipIf(missing.acl !== undefined)('those of a folder, too, in which rdiff-backup stops at a file that is broken (B4)', async () => {
    const dir = join(place.dir, 'broken');
    const { source, repository, draft } = await setupBroken(dir);
    await restoring.adopt('broken', source, repository);
    const { run: record } = await restoring.restore(draft);
    expect(record.outcome).toMatchObject({ kind: 'incomplete', cause: 'files-damaged', facts: { count: 1 } });
    expect(record.report?.damaged.map(({ path }) => path)).toEqual(['shared/a.txt']);
    for (const name of ['shared', 'shared/z.txt']) {
      const list = async (root: string) => (await run('getfacl', ['-n', '-c', join(root, name)])).stdout;
      expect(await list(draft.place.to), name).toBe(await list(source));
    }
  });

  it.skipIf(missing.acl !== undefined)('and where it cannot be given them in the end, that is told', async () => {
    const dir = join(place.dir, 'broken-without-lists');
    const { source, repository, draft } = await setupBroken(dir);
    const other = openRestoring(dir, (ports) => withHands(dir, ports, 'os.setxattr = refuse'));
    onTestFinished(() => other.close());
    await other.adopt('broken', source, repository);
    const { report } = (await other.restore(draft)).run;
    expect(report?.damaged.map(({ path, why }) => `${path} ${why}`)).toEqual(['shared/a.txt missing', 'shared attributes']);
  });

  /** A job `lists` of a source in another world: a folder and files with lists, of which the group may use less than others on them. */
  async function setupLists(dir: string, change: Parameters<typeof openRestoring>[1]) {
    const [source, repository, target] = [join(dir, 'source'), join(dir, 'repository'), join(dir, 'target')];
    mkdirSync(join(source, 'shared'), { recursive: true });
    for (const name of ['listed', 'noted', 'shared/inner']) {
      writeFileSync(join(source, name), name);
      chmodSync(join(source, name), 0o640);
    }
    for (const name of ['shared', 'listed']) execFileSync('setfacl', ['-m', 'u:daemon:rwx', join(source, name)]);
    execFileSync('setfacl', ['-d', '-m', 'u:daemon:rx', join(source, 'shared')]);
    execFileSync('setfattr', ['-n', 'user.note', '-v', 'hey', join(source, 'noted')]);
    execFileSync('setfattr', ['-n', 'security.capability', '-v', netRaw, join(source, 'shared/inner')]);
    await rdiffBackup(['--no-fsync', '--current-time', String(time), 'backup', '--', source, repository]);
    const other = openRestoring(dir, change);
    onTestFinished(() => other.close());
    await other.adopt('lists', source, repository);
    return { source, repository, target, restore: (special = false) => restoreLists(other, target, special) };
  }
  const restoreLists = async (other: Restoring, to: string, special: boolean) =>
    (await other.restore({ name: 'lists', at: 'now', paths: [''], place: { kind: 'path', to }, special })).run;
  const modeOf = (path: string) => (lstatSync(path).mode & 0o777).toString(8);

  it.skipIf(missing.acl !== undefined).each([false, true])(
    'lists and attributes that rdiff-backup cannot set there are told, and the group gets no more without its list (special: %s)',
    async (special) => {
      const dir = join(place.dir, `without modules ${String(special)}`);
      mkdirSync(dir);
      const { source, target, restore } = await setupLists(dir, (ports) => withoutAttributes(dir, ports));
      const { outcome, report } = await restore(special);
      expect(outcome).toEqual({ kind: 'ok', cause: null, facts: {} });
      expect(report).toMatchObject({ verified: 3, damagedCount: 0, unset: special ? 5 : 4 });
      expect(['shared', 'listed', 'noted'].map((name) => modeOf(join(source, name)))).toEqual(['775', '670', '640']);
      expect(['shared', 'listed', 'noted'].map((name) => modeOf(join(target, name)))).toEqual(['755', '640', '640']);
    },
  );

  it.skipIf(missing.acl !== undefined)('a list that comes back whole is not told, and its group keeps its rights', async () => {
    const dir = join(place.dir, 'with modules');
    mkdirSync(dir);
    const { target, restore } = await setupLists(dir, undefined);
    expect((await restore()).report).toMatchObject({ verified: 3, unset: 0 });
    expect(['shared', 'listed', 'noted'].map((name) => modeOf(join(target, name)))).toEqual(['775', '670', '640']);
  });

  it.skipIf(missing.acl !== undefined)('capabilities, which give rights as setuid does, only where they are wished for', async () => {
    const isGiven = async (root: string) =>
      (await run('getfattr', ['-d', '-m', '-', join(root, 'shared/inner')])).stdout.includes('security.capability');
    const [without, wished] = [await restored(), await restored({ special: true })];
    expect([await isGiven(plain), await isGiven(without.target), await isGiven(wished.target)]).toEqual([true, false, true]);
  });

  it('setuid bits and device nodes only where they are wished for; a folder keeps its group', async () => {
    const { target, report, preview } = await restored();
    expect(lstatSync(join(target, 'setuid')).mode & 0o7777).toBe(0o755);
    expect(lstatSync(join(target, 'null'), { throwIfNoEntry: false })).toBeUndefined();
    expect(lstatSync(join(target, 'shared')).mode & 0o7777).toBe(0o2775);
    expect(report?.leftOut).toBe(2);
    expect(preview.warnings.map(({ kind, count: how }) => [kind, how])).toEqual([
      ['special-left-out', 1],
      ['devices-left-out', 1],
    ]);
    expect((await restored({ paths: ['null'] })).report).toMatchObject({ entries: 0, leftOut: 1 });
  });

  it('holes of a sparse file stay holes', async () => {
    const { target } = await restored({ paths: ['sparse'] });
    const { size, blocks } = lstatSync(join(target, 'sparse'));
    expect([size, blocks * 512 < 1_000_000]).toEqual([20_000_000, true]);
  });

  it('one name of a file with several: it is told that the other is not linked to it', async () => {
    const { preview } = await restored({ paths: ['linked'] });
    expect(preview.warnings).toEqual([{ kind: 'split-links', count: 1, facts: {} }]);
  });
});
